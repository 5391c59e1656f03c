"""One reader's slider in a headless Chromium: from the move to the redrawn chart."""

from __future__ import annotations

import shutil

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
MOVES = """async ([lever, times]) => {
  const input = document.getElementById("lever-" + lever);
  const path = () => document.querySelector("#fan-stability .js-line")?.getAttribute("d");
  const frame = () => new Promise(requestAnimationFrame);
  const found = [];
  for (let k = 0; k < times; k++) {
    const before = path(), begun = performance.now();
    input.value = (0.2 + 0.01 * k).toFixed(2);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    while (path() === before && performance.now() - begun < 10000) await frame();
    const first = performance.now() - begun;
    const whole = k % 10 === 0;
    while (whole && performance.now() - begun < 30000) {
      await new Promise((done) => setTimeout(done, 20));
      if (document.getElementById("explore-bar").style.width === "100%") break;
    }
    found.push([first, whole ? performance.now() - begun : null]);
    await new Promise((done) => setTimeout(done, 400));
  }
  return found;
}"""


def browser_times(address: str, times: int) -> tuple[list[float], list[float]]:
    """Return seconds to the first redraw, and to everything in (for each tenth move)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(300_000)
        page.goto(f"{address}/?s=at-worst&seed=4")
        page.wait_for_function("document.querySelector('#explore-bar')?.style.width === '100%'")
        page.wait_for_timeout(500)
        found = page.evaluate(MOVES, ["cma.autonomy", times])
        browser.close()
    return [f / 1000 for f, _ in found], [w / 1000 for _, w in found if w is not None]
