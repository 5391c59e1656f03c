(async () => {
  await unpack();
  const data = JSON.parse(document.getElementById("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)"), wall = matchMedia("(min-width: 1700px)");
  const NARROW = 460; // pixels of a chart below which long labels take more room than what they name
  const still = { displayModeBar: false };
  const drawn = new Set();
  let paper = false; // while the page is printed
  const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"], dashes = ["solid", "dash", "dot", "dashdot"];

  // ---- a figure as the screen, the projector or the paper needs it
  function fitted(layout, element) {
    const copy = structuredClone(layout);
    if (element.clientWidth < NARROW) narrow(copy, element.clientWidth);
    else if (wall.matches && !paper) enlarge(copy);
    const style = getComputedStyle(document.documentElement);
    copy.font = { ...copy.font, color: style.getPropertyValue("--ink") };
    for (const { font } of copy.annotations ?? []) { // words need more contrast than lines
      font.color = style.getPropertyValue(`--s${palette.indexOf(font.color)}`) || font.color;
    }
    if (copy.height) element.style.height = `${copy.height}px`;
    return { ...copy, width: element.clientWidth, height: element.clientHeight };
  }
  // of a figure of many rows each label stands above its row, of the others labels get less room
  function narrow(layout, width) {
    const own = layout.meta?.narrow;
    for (const [key, value] of Object.entries(own ?? {})) {
      layout[key] = typeof value === "object" ? { ...layout[key], ...value } : value;
    }
    if (own) layout.annotations = layout.yaxis.ticktext.map((text, k) => ({
      text, x: 0, xref: "paper", xanchor: "left", y: layout.yaxis.tickvals[k], yanchor: "bottom", yshift: 7,
      showarrow: false, font: { size: 12 },
    }));
    layout.margin.l = Math.min(layout.margin.l, 130);
    if (layout.xaxis) layout.xaxis.nticks = Math.floor(width / 90);
    layout.font = { ...layout.font, size: 11 };
  }
  // letters of a laptop's size cannot be read from the back row
  function enlarge(layout) {
    const grow = (of, ...keys) => keys.forEach((key) => { if (of?.[key]) of[key] = Math.round(1.25 * of[key]); });
    grow(layout, "height");
    grow(layout.margin, "l", "r", "t", "b");
    if (layout.xaxis) layout.xaxis.ticklabelstandoff = 10; // clear of the vertical axis's lowest label
    const letters = [layout, layout.legend, ...(layout.annotations ?? [])].map((part) => part?.font);
    [...letters, layout.xaxis?.tickfont, layout.yaxis?.tickfont].forEach((font) => grow(font, "size"));
  }
  function figureOf(id) {
    if (id.startsWith("map-")) return mapFigure(+id.slice(4), step());
    return id === "own-stability" ? ownStability() : data.figures[id];
  }
  function draw(id) {
    const element = document.getElementById(id), figure = figureOf(id);
    const traces = figure.data.map((t) => (typeof t.x === "number" ? { ...t, x: data.axes[t.x] } : t));
    drawn.add(id);
    Plotly.react(element, traces, fitted(figure.layout, element), still);
  }

  // ---- the map: 50 filled outlines and a letter on each, recoloured as the month moves
  const slider = document.getElementById("month");
  const step = () => +slider.value;
  const months = reading.months(data.maps), { steps } = months;
  slider.max = steps.length - 1;
  slider.value = slider.max;
  function shown(k, s) {
    const map = data.maps[k], m = months.at(map, s), places = data.order;
    document.getElementById(`map-${k}-when`).textContent = months.same(map, s) ? "" : `as of ${map.dates[m].slice(0, 7)}`;
    return {
      fillcolor: places.map((p) => reading.shade(data.colours[map.holder[m][p]], map.share[m][p])),
      text: places.map((p) => `${data.places[p]}: ${data.labels[map.holder[m][p]]} ${map.share[m][p]} %<br>${map.deaths[m][p]} deaths in 4 weeks`),
      letters: places.map((p) => data.letters[map.holder[m][p]]),
    };
  }
  function mapFigure(k, s) {
    const { fillcolor, text, letters } = shown(k, s);
    const traces = data.outlines.map((line, n) => ({
      x: line.x, y: line.y, mode: "lines", fill: "toself", fillcolor: fillcolor[n], text: text[n],
      hoveron: "fills", hoverinfo: "text", line: { width: 0.7, color: "rgba(128,128,128,.85)" },
    }));
    traces.push({ x: data.centres.map((c) => c[0]), y: data.centres.map((c) => c[1]), text: letters, mode: "text",
      hoverinfo: "skip", textfont: { size: 10, color: "#1c2430" } });
    const layout = {
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", showlegend: false,
      margin: { l: 0, r: 0, t: 0, b: 0 }, hovermode: "closest", dragmode: false,
      xaxis: { visible: false, fixedrange: true },
      yaxis: { visible: false, fixedrange: true, scaleanchor: "x", scaleratio: 1.05 },
    };
    return { data: traces, layout };
  }
  function showMonth() {
    const s = step(), name = steps[s].slice(0, 7);
    document.getElementById("month-name").textContent = name;
    slider.setAttribute("aria-valuetext", name);
    data.maps.forEach((_, k) => {
      if (!drawn.has(`map-${k}`)) return;
      const { fillcolor, text, letters } = shown(k, s);
      Plotly.restyle(`map-${k}`, { fillcolor: [...fillcolor, null], text: [...text, letters] });
    });
  }
  slider.addEventListener("input", showMonth);
  const play = document.getElementById("play");
  let timer = null;
  play.addEventListener("click", () => {
    if (timer) { clearInterval(timer); timer = null; play.textContent = "▶"; return; }
    if (step() === +slider.max) slider.value = 0;
    play.textContent = "❚❚";
    timer = setInterval(() => {
      slider.value = step() + 1;
      showMonth();
      if (step() === +slider.max) play.click();
    }, 350);
  });

  // ---- the stability index with the reader's own weights
  const knobs = [...document.querySelectorAll("[data-weight]")];
  function ownStability() {
    const weight = Object.fromEntries(knobs.map((k) => [k.dataset.weight, +k.value]));
    const total = Object.values(weight).reduce((a, b) => a + b, 0) || 1;
    const traces = data.components.scenarios.map((s, k) => ({
      x: s.dates, name: s.label, mode: "lines", line: { color: palette[k], width: 2.5, dash: dashes[k] },
      y: s.dates.map((_, t) => 100 * Object.entries(weight)
        .reduce((sum, [name, w]) => sum + (w / total) * s.parts[name][t], 0)),
    }));
    const layout = {
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", showlegend: true,
      legend: { orientation: "h", y: 1.02, yanchor: "bottom" }, margin: { l: 50, r: 16, t: 36, b: 36 }, font: { size: 13 },
      yaxis: { range: [0, 100], gridcolor: "rgba(128,128,128,.25)", ticklabelstandoff: 5 },
      xaxis: { gridcolor: "rgba(128,128,128,.25)", ticklabelstandoff: 5 },
    };
    return { data: traces, layout };
  }
  knobs.forEach((knob) => knob.addEventListener("input", () => {
    knob.parentElement.querySelector("output").textContent = knob.value;
    draw("own-stability");
  }));

  // ---- draw what is seen, when it is seen, and anew where room, light or paper change
  const charts = [...document.querySelectorAll(".chart")];
  const seen = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (isIntersecting && !drawn.has(target.id)) draw(target.id);
  }), { rootMargin: "300px" });
  charts.forEach((chart) => seen.observe(chart));
  function redraw(which) {
    for (const { id, clientWidth } of which) {
      if (clientWidth) draw(id);
      else drawn.delete(id); // folded away: drawn when it is seen again
    }
  }
  const redrawn = () => redraw(charts.filter((chart) => drawn.has(chart.id)));
  let width = innerWidth, settling = 0;
  addEventListener("resize", () => {
    if (innerWidth === width) return; // a phone's address bar comes and goes
    width = innerWidth;
    clearTimeout(settling);
    settling = setTimeout(redrawn, 100);
  });
  function printing(now) {
    paper = now;
    document.documentElement.classList.toggle("paper", now);
    redraw(charts);
  }
  addEventListener("beforeprint", () => printing(true));
  addEventListener("afterprint", () => printing(false));
  dark.addEventListener("change", redrawn);
  showMonth();
  document.documentElement.dataset.ready = "yes";
})();
