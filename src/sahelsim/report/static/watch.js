// In old syntax on purpose: it must run where the browser cannot even read the page's own script.
// What a reader sees of it is one line, and only when drawing fails.
window.addEventListener("error", notDrawn);
window.addEventListener("unhandledrejection", notDrawn);
function notDrawn(event) {
  if (/ResizeObserver/.test(event.message || "")) return; // a browser's remark, not a failure
  document.getElementById("no-charts").hidden = false;
}
