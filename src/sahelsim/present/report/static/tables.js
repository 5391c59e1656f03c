"use strict";
// ---- a table that is cut off says so: an arrow at the edge behind which more follows
const sized = new ResizeObserver((seen) => seen.forEach((s) => markCut(s.target.closest(".scroll"))));
function markCut(box) {
  if (!box) return; // a table that has just been replaced
  const beyond = (all, shown, passed) => all - shown - passed > 1;
  const frame = box.parentElement;
  frame.classList.toggle("rightward", beyond(box.scrollWidth, box.clientWidth, box.scrollLeft));
  frame.classList.toggle("downward", beyond(box.scrollHeight, box.clientHeight, box.scrollTop));
  // the arrows stand beside the bars that some machines scroll with, not on them
  frame.style.setProperty("--bar-x", `${box.offsetHeight - box.clientHeight}px`);
  frame.style.setProperty("--bar-y", `${box.offsetWidth - box.clientWidth}px`);
}
for (const box of document.querySelectorAll(".scroll")) {
  box.addEventListener("scroll", () => markCut(box), { passive: true });
  for (const part of [box, ...box.children]) sized.observe(part);
}

// ---- the list of assumptions shortens to the rows in which every typed word occurs
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
function shortening(field) {
  const rows = [...document.getElementById("assumed").rows].slice(1), said = document.getElementById("filtered");
  const count = (n) => n.toLocaleString("en");
  let texts; // read when first asked for, so that opening the page costs nothing
  function shorten() {
    texts ??= rows.map((row) => plain([...row.cells].map((cell) => cell.textContent).join(" ")));
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, k) => {
      row.hidden = !words.every((word) => texts[k].includes(word));
      shown += !row.hidden;
    });
    const asked = `“${field.value.trim()}”`, told = `${count(shown)} of ${count(rows.length)} shown`;
    said.textContent = !words.length ? told : shown ? `${told}: with ${asked}` : `No assumption has ${asked}: ${told}`;
    document.getElementById("assumed").hidden = !shown;
  }
  field.addEventListener("input", shorten);
  field.closest(".filter").hidden = false;
}
if (document.getElementById("filter")) shortening(document.getElementById("filter"));
