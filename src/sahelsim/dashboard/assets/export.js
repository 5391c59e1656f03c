"use strict";
// A chart as a file that explains itself wherever it ends up: what it shows, of which story, what was
// changed, from how many runs, by which version, when. Always dark on white, whatever the page wears.
(() => {
  const { $, words } = window.sahelsim;
  const INK = "#1c2430", QUIET = "#4a5462", WIDE = 1000, SIDE = 24;
  const FONT = "'DejaVu Sans', Verdana, Arial, sans-serif";

  // lines of a text that fit into the file's width; a letter is half as wide as it is high, or more
  function broken(text, size) {
    const most = Math.floor((WIDE - 2 * SIDE) / (0.58 * size));
    const lines = [""];
    text.split(/[ \n]+/).forEach((word) => { // never at a space that is there to hold two words together
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (longer.length <= most) lines[lines.length - 1] = longer;
      else lines.push(word);
    });
    return lines.map((line) => line.replace(/&/g, "&amp;").replace(/</g, "&lt;"));
  }
  // texts under one another from a distance below the file's upper edge; returns where they end
  function stacked(layout, texts, from) {
    let at = from;
    texts.forEach(({ text, size, color, bold }) => {
      const lines = broken(text, size);
      const told = lines.join("<br>");
      layout.annotations.push({
        text: bold ? `<b>${told}</b>` : told, font: { size, color: color || INK, family: FONT }, align: "left", showarrow: false,
        xref: "paper", x: 0, xanchor: "left", xshift: SIDE - layout.margin.l,
        yref: "paper", y: 1, yanchor: "top", yshift: layout.margin.t - at,
      });
      at += lines.length * size * 1.35 + 4;
    });
    return at;
  }
  const height = (texts) => texts.reduce((sum, { text, size }) => sum + broken(text, size).length * size * 1.35 + 4, 0);

  function above(figure, facts) {
    const [head, unit] = figure.querySelector("h3").childNodes.length > 1
      ? [figure.querySelector("h3").firstChild.textContent.trim(), figure.querySelector(".unit").textContent] : [figure.querySelector("h3").textContent, ""];
    return [{ text: unit ? `${head} (${unit})` : head, size: 20, bold: true }, ...facts.lines.map((text) => ({ text, size: 14 }))];
  }
  function below(figure, plot, facts) {
    const status = figure.closest("section")?.querySelector(".status")?.textContent;
    const growing = figure.closest("section")?.querySelector(".bar")?.style.width !== "100%";
    const texts = [{ text: figure.querySelector("figcaption").textContent, size: 14 }];
    if (plot.data.some((trace) => trace.fill)) texts.push({ text: words().bands, size: 12, color: QUIET });
    if (growing && status) texts.push({ text: status, size: 12, color: QUIET });
    const day = new Date().toISOString().slice(0, 10);
    return [...texts, { text: `${facts.made} · ${day} · ${location.pathname}?${facts.link}`, size: 12, color: QUIET }];
  }
  function explained(figure, plot, facts) {
    const held = plot._fullLayout._size; // what the axes' labels took: nothing may move once texts are placed
    const head = above(figure, facts), foot = below(figure, plot, facts);
    const layout = structuredClone(plot.layout);
    const room = { t: held.t + height(head) + 26, b: held.b + height(foot) + 22 };
    layout.margin = { l: held.l + SIDE, r: held.r + SIDE, ...room, autoexpand: false };
    layout.height = Math.max(300, plot.clientHeight - held.t - held.b) + room.t + room.b;
    Object.assign(layout, { width: WIDE, autosize: false, paper_bgcolor: "#ffffff", plot_bgcolor: "#ffffff",
      font: { ...layout.font, family: FONT, size: 13, color: INK }, annotations: [...(layout.annotations || [])] });
    stacked(layout, head, 18);
    stacked(layout, foot, layout.height - height(foot) - 12);
    const { locale, locales } = plot._context;
    return { data: plot.data, layout, config: { locale, locales } };
  }

  // says why nothing came, on the button itself, for a moment
  function refuse(button, why) {
    const label = button.textContent;
    button.textContent = why;
    setTimeout(() => { button.textContent = label; }, 2500);
  }
  async function save(button) {
    const plot = $(button.dataset.chart).querySelector(".js-plotly-plot");
    if (button.closest(".stale") || !plot?.data?.length) return refuse(button, words().save_wait);
    const page = $("page").dataset.page, link = location.search.slice(1);
    try {
      const answer = await fetch(`/facts/${page}/${button.dataset.chart}?${link}`);
      if (!answer.ok) throw new Error(answer.status);
      const facts = { ...(await answer.json()), link };
      const drawn = explained(button.closest("figure"), plot, facts);
      await window.Plotly.downloadImage(drawn, { format: button.dataset.kind, width: WIDE, height: drawn.layout.height,
        scale: button.dataset.kind === "png" ? 2 : 1, filename: `${facts.name}-${button.dataset.chart}` });
    } catch { refuse(button, words().save_failed); }
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.save");
    if (button) save(button);
  });
})();
