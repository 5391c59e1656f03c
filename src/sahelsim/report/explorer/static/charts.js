// charts from numbers alone; colours follow the scheme of the reader's machine
const dark = matchMedia("(prefers-color-scheme: dark)");
const GRID = "rgba(128,128,128,.25)", STILL = { displayModeBar: false, responsive: true };
const tint = () => (dark.matches ? "90,180,230" : "0,114,178");
const ink = () => (dark.matches ? "#e8eaed" : "#1c2430");

// asking for a width lays the page out anew, so each is asked for once
const widths = new Map();
addEventListener("resize", () => widths.clear());
function widthOf(element) {
  if (!widths.has(element)) widths.set(element, element.clientWidth);
  return widths.get(element);
}
function layoutOf(element, more) {
  return {
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", showlegend: false, dragmode: false,
    font: { family: "system-ui, sans-serif", size: widthOf(element) < 420 ? 11 : 13, color: ink() },
    margin: { l: 56, r: 16, t: 8, b: 36 }, hovermode: false, separators: document.documentElement.lang === "fr" ? ",\u202f" : ".,", ...more,
  };
}
// a whole drawing takes 20 ms, moving what is drawn hardly any: only the first draws, or one after
// a change of language, colours or width
function drawn(element, traces, layout, moves) {
  const look = JSON.stringify([layout.separators, layout.font, widthOf(element), layout.yaxis.ticktext]);
  if (element.dataset.look !== look) {
    element.dataset.look = look;
    Plotly.react(element, traces, layout, STILL);
    return;
  }
  const data = moves.map((k) => ({ x: traces[k].x, y: traces[k].y }));
  Plotly.animate(element, { data, traces: moves }, { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: false } });
}
// five rows of quantiles over dates, the middle of the own settings as dots
function drawFan(element, dates, rows, own, top) {
  const there = dates.concat([...dates].reverse());
  const band = (low, high, shade) => ({
    x: there, y: rows[low].concat([...rows[high]].reverse()), fill: "toself", mode: "lines",
    fillcolor: `rgba(${tint()},${shade})`, line: { width: 0 }, hoverinfo: "skip",
  });
  const traces = [
    band(0, 4, 0.16), band(1, 3, 0.32),
    { x: dates, y: rows[2], mode: "lines", line: { color: `rgb(${tint()})`, width: 3 }, hoverinfo: "skip" },
    { x: dates, y: own, mode: "lines", line: { color: ink(), width: 1.6, dash: "dot" }, hoverinfo: "skip" },
  ];
  const layout = layoutOf(element, {
    xaxis: { gridcolor: GRID, zeroline: false, type: "date", tickformat: "%Y-%m", nticks: widthOf(element) < 420 ? 4 : 6, ticklabelstandoff: 4 },
    yaxis: { gridcolor: GRID, zeroline: false, range: [0, top], tickformat: ",~g", ticklabelstandoff: 4 },
  });
  drawn(element, traces, layout, [0, 1, 2]);
}
function drawShares(element, labels, shares, own) {
  const y = labels.map((_, k) => k);
  const traces = [
    { type: "bar", orientation: "h", y, x: shares, marker: { color: `rgb(${tint()})` }, hoverinfo: "skip" },
    { y, x: own, mode: "markers", hoverinfo: "skip",
      marker: { symbol: "line-ns-open", size: 17, line: { width: 3, color: ink() }, color: ink() } },
  ];
  const narrow = widthOf(element) < 520;
  const layout = layoutOf(element, {
    margin: { l: narrow ? 132 : 215, r: 16, t: 4, b: 32 },
    xaxis: { range: [0, 1.02], tickformat: ".0%", gridcolor: GRID, zeroline: false },
    yaxis: { tickvals: y, range: [labels.length - 0.5, -0.5], ticklabelstandoff: 4, gridcolor: GRID, zeroline: false,
             ticktext: labels.map((l) => (narrow ? folded(l) : l)) },
  });
  drawn(element, traces, layout, [0, 1]);
}
function folded(label) {
  const words = label.split(" (")[0].split(" ");
  const half = Math.ceil(words.length / 2);
  return words.length > 1 ? `${words.slice(0, half).join(" ")}<br>${words.slice(half).join(" ")}` : label;
}
// the map is 50 plain outlines, whose recolouring costs next to nothing, and a letter on each
function makeMap(element, outlines, centres) {
  const xs = outlines.flatMap((o) => o.x.filter((v) => v !== null));
  const ys = outlines.flatMap((o) => o.y.filter((v) => v !== null));
  const left = Math.min(...xs), top = Math.max(...ys), tall = 1.05;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `-0.1 -0.1 ${Math.max(...xs) - left + 0.2} ${(top - Math.min(...ys)) * tall + 0.2}`);
  for (const line of outlines) {
    const path = document.createElementNS(svg.namespaceURI, "path");
    let d = "", pen = "M";
    line.x.forEach((x, k) => {
      if (x === null) { pen = "M"; return; }
      d += `${pen}${(x - left).toFixed(3)} ${((top - line.y[k]) * tall).toFixed(3)}`;
      pen = "L";
    });
    path.setAttribute("d", d);
    path.append(document.createElementNS(svg.namespaceURI, "title"));
    svg.append(path);
  }
  const paths = [...svg.children];
  const letters = centres.map(([x, y]) => {
    const letter = document.createElementNS(svg.namespaceURI, "text");
    letter.setAttribute("x", (x - left).toFixed(3));
    letter.setAttribute("y", ((top - y) * tall).toFixed(3));
    svg.append(letter);
    return letter;
  });
  element.replaceChildren(svg);
  return [paths, letters];
}
