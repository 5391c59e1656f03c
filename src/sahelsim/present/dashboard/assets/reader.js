"use strict";
// What helps a reader beside the levers: a guess first, charts as files, the tour, day and night.
(() => {
  const { $, make, words } = window.sahelsim;

  // ---- guess before you see
  function guess(w) {
    const input = make("input", { type: "range", id: "guess-value", min: 0, max: 100, step: 1, value: 50 });
    const shown = make("output", { textContent: "50" });
    input.addEventListener("input", () => { shown.textContent = input.value; });
    const told = make("p", { id: "guess-told" });
    told.setAttribute("role", "status");
    const button = make("button", { type: "button", id: "guess-show", textContent: w.guess_show });
    const asked = make("div", { id: "guess-box", hidden: true }, make("label", { htmlFor: "guess-value", textContent: w.guess_ask }), input, shown, button);
    const toggle = make("button", { type: "button", id: "guess-open", textContent: w.guess });
    const hide = (on) => { $("explore-results").classList.toggle("guessing", on); asked.hidden = !on; };
    toggle.addEventListener("click", () => { told.textContent = ""; hide(asked.hidden); });
    button.addEventListener("click", () => {
      hide(false);
      const { ending } = window.sahelsim;
      if (ending) told.textContent = words().guess_told.replace("{guess}", input.value).replace("{median}", ending.median).replace("{low}", ending.q05).replace("{high}", ending.q95);
    });
    $("guess").append(toggle, asked, told);
  }

  // ---- charts as files
  async function save(button) {
    const plot = $(button.dataset.chart).querySelector(".js-plotly-plot");
    await window.Plotly.downloadImage(plot, { format: button.dataset.kind, width: 1000, height: plot.clientHeight * 1.3, filename: button.dataset.chart });
  }

  // ---- the tour
  let step = 0;
  function showStep(k) {
    const steps = [...$("tour").querySelectorAll("li")];
    document.querySelectorAll(".toured").forEach((e) => e.classList.remove("toured"));
    if (k < 0 || k >= steps.length) return $("tour").close();
    step = k;
    steps.forEach((li, n) => { li.hidden = n !== k; });
    $("tour-back").disabled = k === 0;
    $("tour-next").textContent = k === steps.length - 1 ? words().close : words().next;
    $("tour-close").hidden = k === steps.length - 1;
    const target = $(steps[k].dataset.at)?.closest("figure, .lever, .progress, #levers");
    const closed = target?.closest(".panel") && $("drawer").getAttribute("aria-expanded") === "false";
    if (closed) $("drawer").click();
    if (target) { target.classList.add("toured"); target.scrollIntoView({ block: "nearest" }); }
    if (!$("tour").open) $("tour").show();
  }

  document.addEventListener("click", (event) => {
    const hit = event.target.closest("button");
    if (!hit) return;
    if (hit.classList.contains("save")) save(hit);
    else if (hit.id === "tour-open") showStep(0);
    else if (hit.id === "tour-next") showStep(step + 1);
    else if (hit.id === "tour-back") showStep(step - 1);
    else if (hit.id === "tour-close") showStep(-1);
    else if (hit.id === "theme") {
      const dark = getComputedStyle(document.documentElement).colorScheme === "dark";
      document.documentElement.dataset.theme = dark ? "light" : "dark";
      localStorage.setItem("sahelsim-theme", document.documentElement.dataset.theme);
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && $("tour")?.open) showStep(-1); });
  const kept = localStorage.getItem("sahelsim-theme");
  if (kept) document.documentElement.dataset.theme = kept;

  // ---- a point of the timeline opens its decision
  function openDecision(click) {
    const decision = click && $("decision-" + click.points[0].customdata);
    if (!decision) return;
    decision.open = true;
    decision.scrollIntoView({ block: "center" });
    decision.querySelector("summary").focus();
  }

  Object.assign(window.sahelsim, { guess, openDecision, ending: null });
})();
