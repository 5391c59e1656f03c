"use strict";
(async () => {
  const packed = Uint8Array.from(atob(document.getElementById("plotly").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  (0, eval)(await new Response(stream).text());
  document.getElementById("no-charts").remove();
  const figures = JSON.parse(document.getElementById("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const draw = () => {
    for (const [id, figure] of Object.entries(figures)) {
      const layout = structuredClone(figure.layout);
      layout.font = { ...layout.font, color: dark.matches ? "#e8eaed" : "#1c2430" };
      Plotly.react(document.getElementById(id), figure.data, layout, { displayModeBar: false, responsive: true });
    }
  };
  draw();
  dark.addEventListener("change", draw);
})();
