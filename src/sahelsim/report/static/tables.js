// ---- a table that is cut off says so
const sized = new ResizeObserver((seen) => seen.forEach(({ target }) => {
  const box = target.closest(".scroll");
  if (box) reading.cut(box); // else a table that has just been replaced
}));
for (const box of document.querySelectorAll(".scroll")) {
  box.addEventListener("scroll", () => reading.cut(box), { passive: true });
  for (const part of [box, ...box.children]) sized.observe(part);
}

// ---- the list of assumptions can be searched
function shortening(field) {
  const rows = [...document.getElementById("assumed").rows].slice(1), said = document.getElementById("filtered");
  const count = (n) => n.toLocaleString("en"), show = reading.shortened(rows);
  function shorten() {
    const shown = show(field.value), typed = field.value.trim();
    const asked = `“${typed}”`, told = `${count(shown)} of ${count(rows.length)} shown`;
    said.textContent = !typed ? told : shown ? `${told}: with ${asked}` : `No assumption has ${asked}: ${told}`;
    document.getElementById("assumed").hidden = !shown;
  }
  field.addEventListener("input", shorten);
  field.closest(".filter").hidden = false;
}
if (document.getElementById("filter")) shortening(document.getElementById("filter"));
