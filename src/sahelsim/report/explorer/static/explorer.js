(async () => {
  await unpack();
  const data = JSON.parse(await unpacked("data"));
  const { levers, points, fields } = data;
  const el = (id) => document.getElementById(id);
  const own = levers.map((l) => l.own), values = [...own];
  const month = el("month"), [paths, letters] = makeMap(el("control"), data.outlines, data.centres);
  let language = "en", words = data.words.en;
  const put = (text, more) => text.replace(/\{(\w+)\}/g, (_, key) => more[key]);
  const number = (v, digits = 0) => v.toLocaleString(language, { maximumFractionDigits: digits, minimumFractionDigits: digits });
  const round = (v) => number(Number(v.toPrecision(3)));
  const percent = (v) => (v).toLocaleString(language, { style: "percent" });
  const signed = (v) => (Math.abs(v) < 0.05 ? "±" : v > 0 ? "+" : "−") + number(Math.abs(v), 1);
  const scale = (at) => levers.map((l, k) => (2 * (at[k] - l.low)) / (l.high - l.low) - 1);
  const told = (lever, v) => (lever.options ? lever.options[v] : Number(v.toPrecision(3)).toLocaleString(language));
  const day = (k) => data.dates[k].slice(0, 7);

  // ---- what the surfaces say at the levers, and whether they may say it
  const last = data.dates.length - 1, wide = data.places.length, parties = data.controllers.length;
  function at(name, where, from, to) {
    return SHOWN[name](outputsAt(fields[name], points, scale(where), from, to), data.few);
  }
  const block = (m) => [m * wide * parties, (m + 1) * wide * parties];
  const first = Object.fromEntries(["stability", "deaths", "totals", "classes"].map((n) => [n, at(n, own)]));
  function stateOf(name) {
    // never less than was found where one of the moved levers was moved alone
    const field = fields[name], found = moved().map((k) => field.slides[k] ?? 0);
    const here = Math.max(errorAt(field, points, scale(values)), ...found);
    const everywhere = field.wrong <= field.bounds[0] && field.p95 <= field.bounds[1];
    return { here, everywhere, on: everywhere && here <= field.bounds[0] };
  }
  const unitOf = (name) => ({ points: words.points, "%": "%" }[fields[name].unit] || words.share_points);
  function judged(name, state) {
    const field = fields[name];
    return { mean: number(field.wrong, 1), p95: number(field.p95, 1), bound: number(field.bounds[0], 1), bound95: number(field.bounds[1], 1),
      local: number(state.here, 1), chance: number(field.chance, 1), unit: unitOf(name) };
  }

  // ---- one chart each: draws, and returns its sentence and its table
  const band = (rows, k, low, high) => `${round(rows[low][k])} – ${round(rows[high][k])}`;
  function fanTable(rows, dates) {
    const kept = dates.map((_, k) => k).filter((k) => k % 6 === 0 || k === dates.length - 1);
    const head = [words.date, words.median, words.half, words.most];
    return [head, ...kept.map((k) => [dates[k].slice(0, 7), round(rows[2][k]), band(rows, k, 1, 3), band(rows, k, 0, 4)])];
  }
  const draws = {
    stability() {
      const rows = at("stability", values), was = first.stability[2];
      drawFan(el("stability"), data.dates, rows, was, 100);
      const change = signed(rows[2][last] - was[last]);
      const versus = moved().length ? put(words.versus_own, { own: number(was[last], 1), change }) : words.versus_same;
      el("tile-stability").textContent = round(rows[2][last]);
      el("was-stability").textContent = put(words.tile_was, { own: round(was[last]) });
      const say = { date: day(last), median: number(rows[2][last], 1), low: number(rows[0][last], 1), high: number(rows[4][last], 1), versus };
      return [put(words.stability_says, say), () => fanTable(rows, data.dates)];
    },
    classes() {
      const shares = at("classes", values), names = data.classes.map((n) => words.classes_named[n]);
      drawShares(el("classes"), names, shares, first.classes);
      const ranked = shares.map((_, k) => k).sort((a, b) => shares[b] - shares[a]), [a, b] = ranked;
      el("was-class").textContent = put(words.tile_was, { own: percent(first.classes[a]) });
      const [most, next] = [names[a], names[b]].map((n) => n.split(" (")[0]);
      el("tile-class").textContent = `${most} ${percent(shares[a])}`;
      const say = { first: most, share: percent(shares[a]), own: percent(first.classes[a]), second: next, share2: percent(shares[b]) };
      const rows = names.map((n, k) => [n, percent(shares[k]), percent(first.classes[k])]);
      return [put(words.classes_says, say), () => [[words.outcome, words.yours, words.own], ...rows]];
    },
    deaths() {
      const rows = at("deaths", values);
      drawFan(el("deaths"), data.dates.slice(1, rows[0].length + 1), rows, first.deaths[2], data.top);
      const totals = at("totals", values), end = rows[0].length - 1, was = first.deaths[2][end];
      el("tile-deaths").textContent = round(rows[2][end]);
      el("was-deaths").textContent = put(words.tile_was, { own: round(was) });
      el("tile-displaced").textContent = round(totals[1]);
      el("was-displaced").textContent = put(words.tile_was, { own: round(first.totals[1]) });
      const say = { weeks: 4 * (end + 1), total: round(rows[2][end]), low: round(rows[0][end]), high: round(rows[4][end]),
        civilians: round(totals[0]), own: round(was) };
      return [put(words.deaths_says, say), () => fanTable(rows, data.dates.slice(1))];
    },
    control() {
      const m = +month.value, now = holders(at("control", values, ...block(m))), was = holders(at("control", own, ...block(m)));
      const labels = data.controllers.map((c) => words.controllers[c]);
      data.order.forEach((place, n) => {
        const [who, share] = now[place];
        paths[n].setAttribute("fill", data.colours[who]);
        paths[n].setAttribute("fill-opacity", reading.strength(share).toFixed(2));
        letters[n].textContent = words.letters[data.controllers[who]];
        paths[n].firstChild.textContent = `${data.places[place]}: ${labels[who]} ${percent(share)}`;
      });
      const counted = labels.map((l, k) => [l, now.filter(([w, s]) => w === k && s >= 0.5).length]).filter(([, n]) => n);
      const changes = now.map(([, , all], k) => Math.max(...all.map((v, c) => Math.abs(v - was[k][2][c]))));
      const most = Math.max(...changes);
      const say = { date: day(m), places: wide, held: counted.reduce((sum, [, n]) => sum + n, 0),
        list: counted.map(([l, n]) => `${l} ${n}`).join(", "), differs: now.filter(([w], k) => w !== was[k][0]).length,
        most: number(100 * most, 1), place: data.places[changes.indexOf(most)] };
      el("month-name").textContent = day(m);
      month.setAttribute("aria-valuetext", day(m));
      const rows = data.places.map((p, k) => [p, `${labels[now[k][0]]} ${percent(now[k][1])}`, `${labels[was[k][0]]} ${percent(was[k][1])}`]);
      const versus = moved().length ? ` ${put(words.control_versus, say)}` : "";
      return [put(words.control_says, say) + versus, () => [[words.cercle, words.yours, words.own], ...rows]];
    },
  };
  // strongest holder, its share and all shares of each place, from shares laid out party by party
  function holders(flat) {
    return data.places.map((_, place) => {
      const all = Array.from({ length: parties }, (_, c) => flat[c * wide + place]);
      const share = Math.max(...all);
      return [all.indexOf(share), share, all];
    });
  }
  const needs = { stability: ["stability"], classes: ["classes"], deaths: ["deaths", "totals"], control: ["control"] };
  const tiles = { stability: ["stability"], classes: ["class"], deaths: ["deaths", "displaced"], control: [] };
  const tables = {};
  function show(name, states) {
    const bad = needs[name].find((n) => !states[n].on);
    const veil = el(`off-${name}`), title = words[name];
    el(`figure-${name}`).classList.toggle("off", Boolean(bad));
    veil.hidden = !bad;
    let says;
    if (bad) {
      const why = states[bad].everywhere ? words.off_here : words.off_everywhere;
      says = veil.textContent = put(why, judged(bad, states[bad]));
      tables[name] = () => [[says]];
      for (const tile of tiles[name]) { el(`tile-${tile}`).textContent = "–"; el(`was-${tile}`).textContent = words.off; }
      if (name === "control") { paths.forEach((p) => p.removeAttribute("fill")); letters.forEach((l) => { l.textContent = ""; }); }
    } else {
      [says, tables[name]] = draws[name]();
    }
    el(`say-${name}`).textContent = bad ? "" : says;
    el(name).setAttribute("aria-label", `${title}. ${says}`);
    if (el(`details-${name}`).open) fillTable(name);
    return says;
  }
  function table(into, title, [head, ...rows]) {
    const made = document.createElement("table");
    made.createCaption().textContent = title;
    const line = (cells, tag) => {
      const row = made.insertRow();
      cells.forEach((cell, k) => {
        const box = document.createElement(tag || (k ? "td" : "th"));
        if (box.tagName === "TH") box.scope = tag ? "col" : "row";
        box.textContent = cell;
        row.append(box);
      });
    };
    line(head, "th");
    rows.forEach((cells) => line(cells));
    into.replaceChildren(made);
    sized.observe(made);
    into.setAttribute("aria-label", title);
  }
  const fillTable = (name) => table(el(`table-${name}`), words[name], tables[name]());

  // ---- levers
  const inputs = levers.map((_, k) => el(`lever-${k}`));
  const moved = () => levers.map((_, k) => k).filter((k) => values[k] !== own[k]);
  const span = (lever) => (lever.options ? lever.options.length - 1 : 100);
  function place(k) {
    const lever = levers[k], unit = lever.options ? "" : words.units[lever.unit] ?? lever.unit;
    inputs[k].value = Math.round((span(lever) * (values[k] - lever.low)) / (lever.high - lever.low));
    const text = `${told(lever, values[k])} ${unit}`.trim();
    el(`value-${k}`).textContent = text;
    inputs[k].setAttribute("aria-valuetext", text);
  }
  function redraw() {
    const states = Object.fromEntries(Object.keys(fields).map((n) => [n, stateOf(n)]));
    const says = Object.keys(draws).map((name) => show(name, states));
    const main = states.stability, list = moved().map((k) => `${levers[k].label[language]} ${told(levers[k], own[k])} → ${told(levers[k], values[k])}`);
    el("moved").textContent = list.length ? put(words.moved, { list: list.join("; ") }) : words.at_own;
    el("trust-state").textContent = put(main.on ? words.trust_on : words.trust_off, judged("stability", main));
    el("trust-state").classList.toggle("off", !main.on);
    el("trust-says").textContent = put(words.trust_says, judged("stability", main));
    const rows = data.order_of_fields.map((n) => {
      const j = judged(n, states[n]);
      return [words[n], `${j.mean} ${j.unit}`, j.p95, `${j.bound} / ${j.bound95}`, j.local, states[n].on ? words.on : words.off];
    });
    table(el("table-errors"), words.errors, [words.errors_head, ...rows]);
    settle(says[0]);
    document.documentElement.dataset.drawn = +(document.documentElement.dataset.drawn || 0) + 1;
  }
  // at once, and at most once a frame
  let settled = 0, waiting = false, again = false;
  function soon() {
    again = waiting;
    if (waiting) return;
    waiting = true;
    redraw();
    requestAnimationFrame(() => { waiting = false; if (again) soon(); });
  }
  // when the hand rests: tell those who listen, and keep the settings in the address
  function settle(says) {
    clearTimeout(settled);
    settled = setTimeout(() => {
      el("live").textContent = says;
      const kept = moved().map((k) => `${k}=${Number(values[k].toPrecision(6))}`);
      if (+month.value !== last) kept.push(`month=${month.value}`);
      if (language !== "en") kept.push(`lang=${language}`);
      history.replaceState(null, "", kept.length ? `#${kept.join("&")}` : location.pathname);
    }, 400);
  }
  function readAddress() {
    const said = new URLSearchParams(location.hash.slice(1));
    levers.forEach((lever, k) => {
      const v = said.has(String(k)) ? Number(said.get(String(k))) : own[k];
      values[k] = Number.isFinite(v) && v >= lever.low && v <= lever.high && (!lever.options || Number.isInteger(v)) ? v : own[k];
      place(k);
    });
    const m = Number(said.get("month") ?? last);
    month.value = Number.isInteger(m) && m >= 0 && m <= last ? m : last;
    speak(said.get("lang") === "fr" ? "fr" : "en");
  }
  function speak(tongue) {
    language = tongue;
    words = data.words[tongue];
    document.documentElement.lang = tongue;
    document.title = `sahelsim: ${words.title}`;
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = words[node.dataset.t];
    for (const node of document.querySelectorAll("[data-of]")) node.textContent = put(words.numbers_of, { title: words[node.dataset.of] });
    el("language").textContent = words.language;
    el("language").setAttribute("aria-label", words.language_label);
    el("language").lang = tongue === "en" ? "fr" : "en";
    el("legend").replaceChildren(...data.controllers.map((c, k) => {
      const item = document.createElement("span"), chip = document.createElement("i");
      chip.style.background = data.colours[k];
      const letter = document.createElement("b");
      letter.textContent = words.letters[c];
      item.append(chip, letter, ` ${words.controllers[c]}`);
      return item;
    }));
    levers.forEach((lever, k) => {
      el(`label-${k}`).textContent = lever.label[tongue];
      el(`help-${k}`).textContent = `${lever.help[tongue]} ${put(lever.options ? words.own_is : words.range_is, { own: told(lever, own[k]), low: told(lever, lever.low), high: told(lever, lever.high) })}`.trim();
      place(k);
    });
    redraw();
  }
  inputs.forEach((input, k) => input.addEventListener("input", () => {
    values[k] = levers[k].low + ((levers[k].high - levers[k].low) * +input.value) / span(levers[k]);
    place(k);
    soon();
  }));
  month.addEventListener("input", soon);
  el("reset").addEventListener("click", () => { own.forEach((v, k) => { values[k] = v; place(k); }); soon(); });
  el("language").addEventListener("click", () => speak(language === "en" ? "fr" : "en"));
  for (const name of Object.keys(draws)) el(`details-${name}`).addEventListener("toggle", () => fillTable(name));
  dark.addEventListener("change", redraw);
  addEventListener("hashchange", readAddress);
  readAddress();
  document.documentElement.dataset.ready = "yes";
})();
