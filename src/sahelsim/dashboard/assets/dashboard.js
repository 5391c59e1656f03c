"use strict";
// The controls are native inputs built here from what the server says of the levers, so that a
// keyboard and a screen reader meet nothing unusual. The state of a page is its link: a move
// rewrites the link, and the server answers to links alone.
(() => {
  const $ = (id) => document.getElementById(id);
  const set = (id, props) => window.dash_clientside.set_props(id, props);
  const words = () => JSON.parse($("page").dataset.said);
  const make = (tag, props = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), props);
    element.append(...inside);
    return element;
  };
  const filled = (text, values) => Object.entries(values).reduce((told, [key, value]) => told.replace(`{${key}}`, value), text);
  window.sahelsim = { $, make, words, filled, keep };
  const spoken = (value) => Number(value).toLocaleString($("page").lang, { maximumFractionDigits: 4 });

  // ---- the link
  let panel = null; // what the levers are now
  let waiting = null;
  let sent = -1e9;
  const PACE = 90; // milliseconds between two moves that the server hears of
  function query() {
    const link = new URLSearchParams([["s", panel.scenario]]);
    new URLSearchParams(location.search).getAll("s").slice(1).forEach((s) => link.append("s", s));
    for (const [key, lever] of panel.levers) if (lever.now !== String(lever.preset)) link.append(key, lever.now);
    if (panel.seed !== "1") link.append("seed", panel.seed);
    if (panel.runs !== String(panel.presetRuns)) link.append("n", panel.runs);
    for (const [key, value] of panel.kept) link.append(key, value);
    for (const [key, weight] of panel.weights) if (weight.now !== weight.preset) link.append("w." + key, weight.now);
    if (month !== null) link.append("month", month);
    return link.toString();
  }
  function send(link) {
    sent = performance.now();
    const { page } = $("page").dataset;
    ask(page, LOST); // no question about what is over while the move is answered
    set(page + "-link", { data: link });
  }
  let asking = null;
  let asked = 0;
  const LOST = 8000; // milliseconds after which an answer is taken for lost, and asked for again
  function ask(page, wait) {
    clearTimeout(asking);
    asking = setTimeout(() => {
      if (!$(page + "-status")) return;
      set(page + "-asked", { data: ++asked });
      ask(page, LOST);
    }, wait);
  }
  function pace(when, page) {
    clearTimeout(asking);
    if (when) { asked = when[1] - 1; ask(page, when[0]); }
    return window.dash_clientside.no_update;
  }
  function moved() {
    // the first move of a drag goes out at once, the next ones at the pace of answers
    const since = performance.now() - sent;
    if (!waiting && since >= PACE) send(query());
    else if (!waiting) waiting = setTimeout(() => { waiting = null; send(query()); }, PACE - since);
    settle();
  }
  // the address follows once a hand rests: browsers refuse hundreds of addresses a minute
  let settling = null;
  function settle() {
    clearTimeout(settling);
    settling = setTimeout(write, 150);
  }
  function write() {
    clearTimeout(settling);
    settling = null;
    if (!panel) return;
    history.replaceState(null, "", location.pathname + "?" + query());
    follow(query());
  }
  document.addEventListener("click", () => { if (settling) write(); }, true);
  function follow(link) {
    document.querySelectorAll("a.way, a.file").forEach((a) => { a.search = link; });
    const other = $("language");
    const there = new URLSearchParams(link);
    there.set("lang", other.dataset.lang);
    other.search = there.toString();
  }
  function go(link) {
    clearTimeout(settling);
    settling = null;
    set("url", { search: "?" + link });
  }

  function copier() {
    const copy = make("button", { id: "copy", type: "button", textContent: words().copy });
    copy.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(location.href); } catch { return prompt(words().copy, location.href); }
      copy.textContent = words().copied;
      setTimeout(() => { copy.textContent = words().copy; }, 2500);
    });
    return copy;
  }
  // a choice of how to look goes into the link; nothing has to be computed for it
  function keep(key, value) {
    panel.kept = panel.kept.filter(([name]) => name !== key);
    if (value) panel.kept.push([key, value]);
    write();
  }

  // ---- the levers
  function build(box) {
    const data = JSON.parse(box.dataset.levers);
    box.dataset.built = "yes";
    panel = { scenario: data.scenario, seed: String(data.seed), runs: String(data.runs[0]),
      presetRuns: data.runs[1], levers: new Map(), weights: new Map(), kept: data.kept };
    box.append(picker(data), numbers(data));
    data.groups.forEach((group, k) => box.append(section(group, k === 0)));
    box.append(weights(data));
    follow(query());
    if ($("guess")) window.sahelsim.guess(data.words);
    drawer(box, data.words);
  }
  // on a phone the levers lie at the foot of the screen, so that a chart stays in sight
  function drawer(box, w) {
    const panelBox = box.closest(".panel");
    const toggle = make("button", { type: "button", id: "drawer", textContent: w.drawer });
    toggle.setAttribute("aria-controls", "levers");
    const show = (on) => {
      panelBox.classList.toggle("drawn", on);
      toggle.setAttribute("aria-expanded", String(on));
    };
    toggle.addEventListener("click", () => show(!panelBox.classList.contains("drawn")));
    show(false);
    panelBox.prepend(toggle);
  }
  function picker(data) {
    const choice = make("select", { id: "scenario" });
    data.scenarios.forEach(([name, label]) => choice.append(make("option", { value: name, textContent: label, selected: name === data.scenario })));
    choice.addEventListener("change", () => {
      const next = new URLSearchParams([["s", choice.value]]);
      panel.kept.filter(([key]) => ["lang", "guess"].includes(key)).forEach(([key, value]) => next.append(key, value));
      go(next.toString());
    });
    const about = make("p", { className: "quiet", textContent: data.about });
    const copy = copier();
    const reset = make("button", { id: "reset", type: "button", textContent: data.words.reset });
    reset.addEventListener("click", () => choice.dispatchEvent(new Event("change")));
    return make("div", { className: "lever" }, make("label", { htmlFor: "scenario", textContent: data.words.scenario }),
      choice, about, make("p", { className: "buttons" }, copy, reset));
  }
  function numbers(data) {
    const note = make("p", { className: "note", id: "numbers-note" });
    note.setAttribute("role", "status");
    const field = (name, label, value, low, high) => {
      const input = make("input", { type: "number", id: name, value, min: low, max: high, step: 1 });
      input.setAttribute("aria-describedby", note.id);
      input.addEventListener("change", () => {
        const good = input.value !== "" && input.checkValidity();
        if (!good) input.value = input.value === "" ? panel[name] : Math.min(high, Math.max(low, Math.round(Number(input.value))));
        else input.value = Number(input.value); // 1e3 is 1000
        note.textContent = good ? "" : filled(words().whole_number, { label, low: spoken(low), high: spoken(high), value: spoken(input.value) });
        if (input.value !== panel[name]) { panel[name] = input.value; moved(); }
      });
      return make("div", { className: "lever half" }, make("label", { htmlFor: name, textContent: label }), input);
    };
    return make("div", {}, make("div", { className: "halves" }, field("seed", data.words.seed, data.seed, 0, 999999999),
      field("runs", data.words.runs, data.runs[0], 1, data.runs[2])), note);
  }
  function section(group, open) {
    const title = make("summary", { textContent: group.name });
    const box = make("details", { open }, title);
    if (group.about) box.append(make("p", { className: "quiet", textContent: group.about }));
    const mark = () => {
      const changed = group.levers.filter((l) => panel.levers.get(l.key).now !== String(l.preset)).length;
      title.textContent = group.name + (changed ? ` · ${changed} ${words().changed}` : "");
    };
    group.levers.forEach((l) => {
      panel.levers.set(l.key, { now: String(l.value), preset: l.preset });
      box.append(l.options ? chooser(l, mark) : slider(l, mark));
    });
    if (group.levers.some((l) => String(l.value) !== String(l.preset))) box.open = true;
    mark();
    return box;
  }
  function slider(l, mark) {
    const id = "lever-" + l.key;
    const unit = l.unit ? " " + l.unit : "";
    const shown = make("output", { textContent: spoken(l.value) + unit });
    shown.setAttribute("for", id);
    const input = make("input", { type: "range", id, min: l.low, max: l.high, step: l.step, value: l.value });
    input.setAttribute("aria-describedby", id + "-help");
    input.addEventListener("input", () => {
      panel.levers.get(l.key).now = Number(input.value) === Number(l.preset) ? String(l.preset) : input.value;
      shown.textContent = spoken(input.value) + unit;
      input.setAttribute("aria-valuetext", shown.textContent);
      mark();
      moved();
    });
    return make("div", { className: "lever" }, make("label", { htmlFor: id, textContent: l.label }), shown, input,
      make("p", { className: "quiet", id: id + "-help", textContent: l.help }));
  }
  function chooser(l, mark) {
    const id = "lever-" + l.key;
    const input = make("select", { id });
    l.options.forEach(([name, label]) => input.append(make("option", { value: name, textContent: label, selected: name === l.value })));
    input.setAttribute("aria-describedby", id + "-help");
    input.addEventListener("change", () => { panel.levers.get(l.key).now = input.value; mark(); moved(); });
    return make("div", { className: "lever" }, make("label", { htmlFor: id, textContent: l.label }), input,
      make("p", { className: "quiet", id: id + "-help", textContent: l.help }));
  }
  function weights(data) {
    const published = { control: 0.25, peace: 0.25, homes: 0.15, accord: 0.2, regime: 0.15 };
    const box = make("details", { className: "weights" }, make("summary", { textContent: data.words.index }),
      make("p", { className: "quiet", textContent: data.words.index_help }));
    data.weights.forEach(([key, label, value]) => {
      panel.weights.set(key, { now: String(value), preset: String(published[key]) });
      const id = "weight-" + key;
      const shown = make("output", { textContent: spoken(value) });
      const input = make("input", { type: "range", id, min: 0, max: 1, step: 0.05, value });
      input.addEventListener("input", () => {
        shown.textContent = spoken(input.value);
        // one weight moved says nothing without the others: all of them go into the link
        panel.weights.get(key).now = input.value;
        panel.weights.forEach((w) => { w.preset = ""; });
        moved();
      });
      box.append(make("div", { className: "lever" }, make("label", { htmlFor: id, textContent: label }), shown, input));
    });
    return box;
  }

  // ---- the map: 50 outlines recoloured as the month moves
  let month = null;
  let mapWords = null;
  function monthSlider(box) {
    box.dataset.built = "yes";
    mapWords = JSON.parse(box.dataset.mapWords);
    const asked = new URLSearchParams(location.search).get("month");
    month = asked;
    const input = make("input", { type: "range", id: "month", min: 0, max: 0, step: 1, value: 0 });
    const shown = make("output", { id: "month-name" });
    const play = make("button", { type: "button", id: "play", textContent: words().play });
    let timer = null;
    input.addEventListener("input", () => {
      month = Number(input.value) === Number(input.max) ? null : input.value;
      paint();
      settle();
    });
    play.addEventListener("click", () => {
      if (timer) { clearInterval(timer); timer = null; play.textContent = words().play; return; }
      if (Number(input.value) === Number(input.max)) input.value = 0;
      play.textContent = words().pause;
      timer = setInterval(() => {
        input.value = Number(input.value) + 1;
        input.dispatchEvent(new Event("input"));
        if (Number(input.value) >= Number(input.max)) play.click();
      }, 400);
    });
    box.append(make("label", { htmlFor: "month", textContent: box.dataset.label }), input, shown, play);
  }
  const maps = new Map();
  function paint() {
    const input = $("month");
    if (!input || !maps.size) return;
    const months = reading.months([...maps.values()]), last = months.steps.length - 1;
    input.max = last;
    input.value = month === null ? last : Math.min(Number(month), last);
    const s = Number(input.value);
    for (const [id, map] of maps) {
      if (!$(id)) continue;
      const plot = $(id).querySelector(".js-plotly-plot");
      if (!plot || !window.Plotly || !plot.data) { // numbers from a cache come before the outlines
        setTimeout(() => requestAnimationFrame(paint), 60);
        continue;
      }
      const m = months.at(map, s);
      $("month-name").textContent = months.steps[s];
      input.setAttribute("aria-valuetext", months.steps[s]);
      $(`${id}-when`).textContent = months.same(map, s) ? "" : filled(mapWords.as_of, { date: map.dates[m] });
      const said = (p) => filled(mapWords.said, { place: mapWords.places[p], holder: mapWords.labels[map.holder[m][p]], share: map.share[m][p] });
      window.Plotly.restyle(plot, { // the last trace holds the letters
        fillcolor: [...mapWords.order.map((p) => reading.shade(mapWords.colours[map.holder[m][p]], map.share[m][p])), null],
        text: [...mapWords.order.map(said), mapWords.order.map((p) => mapWords.letters[map.holder[m][p]])],
      });
    }
  }

  // ---- lists to choose from, on the other pages: each choice is another link
  function choices(box) {
    box.dataset.built = "yes";
    const lists = JSON.parse(box.dataset.choices).map(({ key, label, value, options }, k) => {
      const id = `choice-${k}`;
      const list = make("select", { id });
      list.dataset.key = key;
      options.forEach(([name, text]) => list.append(make("option", { value: name, textContent: text, selected: name === value })));
      list.addEventListener("change", chosen);
      box.append(make("div", {}, make("label", { htmlFor: id, textContent: label }), list));
      return list;
    });
    box.append(make("div", { className: "foot" }, copier()));
    function chosen(event) {
      const link = new URLSearchParams();
      const own = new Set(lists.map((l) => l.dataset.key));
      lists.forEach((l) => { if (l.value !== "") link.append(l.dataset.key, l.value); });
      // another first story has levers of its own: changes stay behind; run and fork with it
      const first = event.target === lists[0];
      for (const [key, value] of new URLSearchParams(location.search)) {
        if (!own.has(key) && (!first || ["lang", "seed", "n"].includes(key))) link.append(key, value);
      }
      go(link.toString());
    }
  }

  // ---- pages come and go; whatever appears is furnished once
  new MutationObserver(() => {
    const page = $("page");
    if (page && document.documentElement.lang !== page.lang) document.documentElement.lang = page.lang;
    const box = $("levers");
    if (box && !box.dataset.built) { maps.clear(); month = null; build(box); }
    const lists = $("choices");
    if (lists && !lists.dataset.built) { maps.clear(); month = null; panel = null; choices(lists); }
    const line = $("months");
    if (line && !line.dataset.built) monthSlider(line);
  }).observe(document.body, { childList: true, subtree: true });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    sahelsim: {
      map: (data, id) => { if (data) { maps.set(id, data); requestAnimationFrame(paint); } return window.dash_clientside.no_update; },
      pace,
      ending: (data) => { window.sahelsim.ended(data); return window.dash_clientside.no_update; },
      decision: (click) => { window.sahelsim.openDecision(click); return window.dash_clientside.no_update; },
    },
  });
})();
