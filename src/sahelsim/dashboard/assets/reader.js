"use strict";
// What helps a reader beside the levers: a guess first, the tour, day and night.
(() => {
  const { $, make, words, filled, keep } = window.sahelsim;

  // ---- guess before you see: chosen here, or by a link with guess=1, which an instructor can mail
  let ending = null; // where the index of the runs ends, once all that a page draws is in
  let given = null; // what was guessed, and of which link
  function ended(data) { ending = data; tell(); }
  function tell() {
    if (!given || given.link !== location.search || !$("guess-told")) return;
    const text = ending ? words().guess_told : words().guess_wait;
    $("guess-told").textContent = filled(text, { guess: given.guess, median: ending?.median, low: ending?.q05, high: ending?.q95 });
  }
  function guess(w) {
    ending = given = null;
    const input = make("input", { type: "range", id: "guess-value", min: 0, max: 100, step: 1, value: 50 });
    const shown = make("output", { textContent: "50" });
    input.addEventListener("input", () => { shown.textContent = input.value; });
    const told = make("p", { id: "guess-told" });
    told.setAttribute("role", "status");
    const button = make("button", { type: "button", id: "guess-show", textContent: w.guess_show });
    const asked = make("div", { id: "guess-box" }, make("label", { htmlFor: "guess-value", textContent: w.guess_ask }), input, shown, button);
    const toggle = make("button", { type: "button", id: "guess-open", textContent: w.guess });
    const hide = (on) => {
      $("guess").classList.toggle("asking", on);
      asked.hidden = !on;
      toggle.setAttribute("aria-expanded", String(on));
    };
    toggle.addEventListener("click", () => {
      hide(asked.hidden);
      keep("guess", asked.hidden ? null : "1");
      told.textContent = asked.hidden ? "" : words().guess_link;
    });
    button.addEventListener("click", () => {
      given = { guess: input.value, link: location.search };
      hide(false);
      tell();
    });
    $("guess").append(toggle, asked, told);
    hide($("guess").classList.contains("asking"));
  }

  // ---- the tour
  let step = 0;
  let lent = false; // on a phone: whether it was the tour that opened the levers, which then closes them
  function sheet(wanted) {
    const open = $("drawer")?.getAttribute("aria-expanded") === "true";
    if (wanted ? !open : open && lent) $("drawer").click();
    lent = wanted && (lent || !open);
  }
  function showStep(k) {
    const steps = [...$("tour").querySelectorAll("li")];
    document.querySelectorAll(".toured").forEach((e) => e.classList.remove("toured"));
    if (k < 0 || k >= steps.length) { sheet(false); return $("tour").close(); }
    step = k;
    steps.forEach((li, n) => { li.hidden = n !== k; });
    $("tour-back").disabled = k === 0;
    $("tour-next").textContent = k === steps.length - 1 ? words().close : words().next;
    $("tour-close").hidden = k === steps.length - 1;
    const at = $(steps[k].dataset.at);
    const target = (at?.id === "levers" ? at.querySelector("details .lever") : at)?.closest("figure, .lever, .progress");
    sheet(Boolean(target?.closest(".panel")));
    if (target) { target.classList.add("toured"); target.scrollIntoView({ block: "nearest" }); }
    if (!$("tour").open) $("tour").show();
  }

  document.addEventListener("click", (event) => {
    const hit = event.target.closest("button");
    if (!hit) return;
    if (hit.id === "tour-open") showStep(0);
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

  Object.assign(window.sahelsim, { guess, openDecision, ended });
})();
