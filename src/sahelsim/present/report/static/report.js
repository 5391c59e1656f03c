(async () => {
  await unpack();
  const data = JSON.parse(document.getElementById("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = { displayModeBar: false, responsive: true };
  const drawn = new Set();
  const ink = () => (dark.matches ? "#e8eaed" : "#1c2430");

  function withInk(layout) {
    const copy = structuredClone(layout);
    copy.font = Object.assign({}, copy.font, { color: ink() });
    return copy;
  }
  // a phone has no room for long labels beside a chart
  function fitted(layout, element) {
    const copy = withInk(layout);
    if (element.clientWidth < 420 && copy.margin) {
      copy.margin.l = Math.min(copy.margin.l, 130);
      copy.font.size = 11;
    }
    return copy;
  }
  function draw(id) {
    const element = document.getElementById(id);
    if (!element || drawn.has(id)) return;
    const figure = id.startsWith("map-") ? mapFigure(+id.slice(4), month()) : data.figures[id];
    if (!figure) return;
    drawn.add(id);
    const traces = figure.data.map((t) => (typeof t.x === "number" ? { ...t, x: data.axes[t.x] } : t));
    Plotly.newPlot(element, traces, fitted(figure.layout, element), still);
  }

  // ---- the map: 50 filled outlines, recoloured as the month moves
  const slider = document.getElementById("month");
  const month = () => +slider.value;
  function colours(k, m) {
    const map = data.maps[k];
    return data.order.map((place) => {
      const share = map.share[m][place];
      const alpha = 0.12 + 0.88 * Math.min(1, share / 90) ** 2;
      return data.colours[map.holder[m][place]] + Math.round(alpha * 255).toString(16).padStart(2, "0");
    });
  }
  function words(k, m) {
    const map = data.maps[k];
    return data.order.map((place) =>
      `${data.places[place]}: ${data.labels[map.holder[m][place]]} ${map.share[m][place]} %<br>` +
      `${map.deaths[m][place]} deaths in 4 weeks`);
  }
  function mapFigure(k, m) {
    const fill = colours(k, m), text = words(k, m);
    const traces = data.outlines.map((line, n) => ({
      x: line.x, y: line.y, mode: "lines", fill: "toself", fillcolor: fill[n], text: text[n],
      hoveron: "fills", hoverinfo: "text", line: { width: 0.7, color: "rgba(128,128,128,.85)" },
    }));
    const layout = {
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", showlegend: false,
      margin: { l: 0, r: 0, t: 0, b: 0 }, hovermode: "closest", dragmode: false,
      xaxis: { visible: false, fixedrange: true },
      yaxis: { visible: false, fixedrange: true, scaleanchor: "x", scaleratio: 1.05 },
    };
    return { data: traces, layout };
  }
  function showMonth() {
    const m = month(), name = data.maps[0].dates[m];
    document.getElementById("month-name").textContent = name.slice(0, 7);
    slider.setAttribute("aria-valuetext", name.slice(0, 7));
    data.maps.forEach((_, k) => {
      const id = `map-${k}`;
      if (drawn.has(id)) Plotly.restyle(id, { fillcolor: colours(k, m), text: words(k, m) });
    });
  }
  slider.addEventListener("input", showMonth);
  const play = document.getElementById("play");
  let timer = null;
  play.addEventListener("click", () => {
    if (timer) { clearInterval(timer); timer = null; play.textContent = "▶"; return; }
    if (month() === +slider.max) slider.value = 0;
    play.textContent = "❚❚";
    timer = setInterval(() => {
      slider.value = month() + 1;
      showMonth();
      if (month() === +slider.max) play.click();
    }, 350);
  });

  // ---- the stability index with the reader's own weights
  const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"], dashes = ["solid", "dash", "dot", "dashdot"];
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
      legend: { orientation: "h", y: 1.15 }, margin: { l: 50, r: 16, t: 8, b: 36 },
      yaxis: { range: [0, 100], gridcolor: "rgba(128,128,128,.25)" },
      xaxis: { gridcolor: "rgba(128,128,128,.25)" },
    };
    Plotly.react("own-stability", traces, withInk(layout), still);
  }
  knobs.forEach((knob) => knob.addEventListener("input", () => {
    knob.parentElement.querySelector("output").textContent = knob.value;
    ownStability();
  }));

  // ---- draw what is seen, when it is seen
  const seen = new IntersectionObserver((entries) => entries.forEach((e) => {
    if (e.isIntersecting) draw(e.target.id);
  }), { rootMargin: "300px" });
  document.querySelectorAll(".chart").forEach((chart) => seen.observe(chart));
  document.querySelector(".weights").addEventListener("toggle", ownStability);
  showMonth();
  addEventListener("beforeprint", () => document.querySelectorAll(".chart").forEach((c) => {
    if (!c.closest("details:not([open])")) draw(c.id);
  }));
  dark.addEventListener("change", () => drawn.forEach((id) => {
    if (!id.startsWith("map-")) Plotly.relayout(id, { "font.color": ink() });
  }));
  document.documentElement.dataset.ready = "yes";
})();
