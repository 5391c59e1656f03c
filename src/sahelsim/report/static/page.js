(async () => {
  await unpack();
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
