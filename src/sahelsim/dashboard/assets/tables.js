"use strict";
// Tables: a chart's numbers, the list of all numbers with its filter, and the sign that more follows.
(() => {
  const { make, words, filled } = window.sahelsim;

  const head = (scope) => (text) => Object.assign(make("th", { textContent: text }), { scope });
  function framed(label, table, className = "wide") {
    const box = make("div", { className, tabIndex: 0, ariaLabel: label }, table);
    box.setAttribute("role", "region");
    return make("div", { className: "cut" }, box);
  }

  // ---- a chart's table: built when somebody opens it, for its cells would slow every move
  function chartTable(box) {
    const { rows } = box.dataset;
    if (box.dataset.built === rows || !box.closest("details").open) return;
    box.dataset.built = rows;
    const [names, ...body] = JSON.parse(rows);
    if (!names) return box.replaceChildren();
    const line = ([name, ...cells]) => make("tr", {}, head("row")(name), ...cells.map((text) => make("td", { textContent: text })));
    box.replaceChildren(framed(names[0], make("table", {}, make("thead", {}, make("tr", {}, ...names.map(head("col")))), make("tbody", {}, ...body.map(line)))));
    if (body.length > words().in_sight) box.append(make("p", { className: "quiet", textContent: filled(words().table_rows, { count: body.length }) }));
  }

  // ---- the list of all numbers: on a phone each is a small card, so every cell names its column
  function numbers(box) {
    if (box.dataset.built || !box.closest("details").open) return;
    box.dataset.built = "yes";
    const { names, rows, told } = JSON.parse(box.dataset.numbers);
    const body = make("tbody");
    body.append(...rows.map((row) => entry(row, names)));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...names.map(head("col")))), body);
    for (const [role, parts] of [["table", [table]], ["row", table.rows], ["columnheader", table.tHead.rows[0].cells]]) {
      for (const part of parts) part.setAttribute("role", role); // cards lose their table's meaning
    }
    box.append(...filter([...body.rows], told), framed(told.find, table, "wide numbers"));
  }
  function entry([name, dotted, ...cells], names) {
    const first = head("row")(name === dotted ? "" : name);
    first.setAttribute("role", "rowheader");
    const parts = dotted.split(/(?<=[._])/); // a long name may break after these alone
    first.append(make("code", {}, ...parts.flatMap((part) => [part, make("wbr")])));
    const rest = cells.map((text, k) => {
      const [said, lang] = Array.isArray(text) ? text : [text, ""]; // a text that is in English alone
      const cell = make("td", { textContent: said, lang });
      cell.setAttribute("role", "cell");
      cell.dataset.name = names[k + 1];
      return cell;
    });
    return make("tr", {}, first, ...rest);
  }
  function filter(rows, told) {
    const shortened = reading.shortened(rows);
    const field = make("input", { type: "search", id: "numbers-find", autocomplete: "off", spellcheck: false });
    const help = make("p", { className: "quiet", id: "numbers-help", textContent: told.help });
    const said = make("output", { id: "numbers-shown" });
    field.setAttribute("aria-describedby", help.id);
    said.setAttribute("for", field.id);
    const show = () => {
      const shown = shortened(field.value);
      const count = (n) => n.toLocaleString(document.documentElement.lang);
      said.textContent = filled(shown ? told.shown : told.none, { shown: count(shown), all: count(rows.length) });
    };
    field.addEventListener("input", show);
    show();
    return [make("p", { className: "find" }, make("label", { htmlFor: field.id, textContent: told.find }), field, said), help];
  }

  // ---- a table that is cut off says so
  const sized = new ResizeObserver((seen) => seen.forEach(({ target }) => {
    const box = target.closest(".wide");
    if (box) reading.cut(box); // else a table that has just been replaced
  }));
  const boxes = document.getElementsByClassName("wide");
  function watch() {
    for (const box of boxes) {
      if (box.dataset.watched) continue;
      box.dataset.watched = "yes";
      box.addEventListener("scroll", () => reading.cut(box), { passive: true });
      for (const part of [box, box.firstElementChild]) sized.observe(part);
    }
  }

  document.addEventListener("toggle", (event) => {
    event.target.querySelectorAll("[data-rows]").forEach(chartTable);
    event.target.querySelectorAll("[data-numbers]").forEach(numbers);
  }, true);
  new MutationObserver((changes) => changes.forEach((c) => chartTable(c.target)))
    .observe(document.body, { attributeFilter: ["data-rows"], subtree: true });
  new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
})();
