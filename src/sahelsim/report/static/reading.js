"use strict";
// What every page with tables and maps needs: the sign that more follows, rows that hold what is typed,
// and the months that several maps share.
const reading = (() => {
  function cut(box) { // an arrow stands at the edge behind which more follows
    const beyond = (all, shown, passed) => all - shown - passed > 1;
    const frame = box.parentElement;
    frame.classList.toggle("rightward", beyond(box.scrollWidth, box.clientWidth, box.scrollLeft));
    frame.classList.toggle("downward", beyond(box.scrollHeight, box.clientHeight, box.scrollTop));
    // the arrows stand beside the bars that some machines scroll with, not on them
    frame.style.setProperty("--bar-x", `${box.offsetHeight - box.clientHeight}px`);
    frame.style.setProperty("--bar-y", `${box.offsetWidth - box.clientWidth}px`);
  }

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  function shortened(rows) { // a function that shows the rows in which every typed word occurs, and counts them
    let texts; // read when first asked for, so that opening the page costs nothing
    return (typed) => {
      texts ??= rows.map((row) => plain([...row.cells].map((cell) => cell.textContent).join(" ")));
      const words = plain(typed).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, k) => {
        row.hidden = !words.every((word) => texts[k].includes(word));
        shown += !row.hidden;
      });
      return shown;
    };
  }

  function months(maps) { // of stories that may begin and end on different days: each shows its nearest month
    const steps = maps.map((map) => map.dates).sort((a, b) => (a[0] < b[0] ? -1 : 1))
      .reduce((known, dates) => known.concat(dates.filter((date) => date > known.at(-1))));
    const at = (map, s) => Math.max(0, map.dates.findLastIndex((date) => date <= steps[s]));
    const same = (map, s) => map.dates[at(map, s)].slice(0, 7) === steps[s].slice(0, 7);
    return { steps, at, same };
  }

  // how strongly a map's cercle is coloured by the share (0-1) that its strongest party holds
  const strength = (share) => 0.12 + 0.88 * Math.min(1, share / 0.9) ** 2;
  const shade = (colour, percent) => colour + Math.round(strength(percent / 100) * 255).toString(16).padStart(2, "0");
  return { cut, shortened, months, strength, shade };
})();
