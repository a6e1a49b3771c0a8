// Elements from values. Text goes in as text nodes only, so nothing that a user wrote is ever markup.

/**
 * Make an element.
 * @param {string} tag Name, with classes after dots: "td.number".
 * @param {Record<string, unknown>} [props] Attributes; "on…" are listeners; null and false are left out.
 * @param {...(Node|string|number|null|undefined)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((one) => one !== null && one !== undefined).map((one) =>
    one instanceof Node ? one : document.createTextNode(String(one))));
  return made;
}

/**
 * Put children in the place of what an element holds.
 * @param {Element} parent
 * @param {...(Node|string|null|undefined)} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.filter((one) => one !== null && one !== undefined));
}

/**
 * Put children in the place of what an element holds. Those that it has already stay where they are,
 * so that a field among them keeps its focus and its caret.
 * @param {Element} parent
 * @param {Element[]} children
 */
export function arrange(parent, children) {
  const wanted = new Set(children);
  for (const held of [...parent.children]) if (!wanted.has(held)) held.remove();
  children.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
}

/**
 * A code as a chip; its colour is a bar beside the words, never behind them.
 * @param {{key: string, label: string, colour: string|null}} code
 */
export function chip(code) {
  const made = h("span.code-chip", {}, code.label);
  // Colours come from the codebook, which a user may have edited by hand.
  if (/^#[0-9a-f]{6}$/i.test(code.colour ?? "")) made.style.setProperty("--code", code.colour);
  return made;
}

/**
 * A table of the article: caption, columns, rows, foot and notes, all of them words already.
 * @param {{caption: string, columns: {label: string, number: boolean}[], rows: string[][], foot: string[][], notes: string[]}} table
 * @param {string} notesLabel
 */
export function articleTable(table, notesLabel) {
  const line = (cells, head) => h("tr", {}, ...cells.map((cell, place) => place === 0
    ? h("th", { scope: "row" }, cell)
    : h(`td${table.columns[place].number ? ".number" : ""}${head ? ".total" : ""}`, {}, cell)));
  return h("figure.article-table", {},
    h("div.scroll", { tabindex: "0", role: "region", "aria-label": table.caption },
      h("table", {},
        h("caption", {}, table.caption),
        h("thead", {}, h("tr", {}, ...table.columns.map((one) =>
          h(`th${one.number ? ".number" : ""}`, { scope: "col" }, one.label)))),
        h("tbody", {}, ...table.rows.map((row) => line(row, false))),
        table.foot.length ? h("tfoot", {}, ...table.foot.map((row) => line(row, true))) : null)),
    notes(table.notes, notesLabel));
}

/**
 * What stands under a table, folded away: long, and needed by who defends the figures.
 * @param {string[]} lines
 * @param {string} label
 */
export function notes(lines, label) {
  if (!lines.length) return null;
  return h("details.notes", {}, h("summary", {}, label), ...lines.map((one) => h("p", {}, one)));
}

/**
 * Why there is nothing here, in the place of what was asked for.
 * @param {string} tag
 * @param {any} error
 */
export function refusal(tag, error) {
  return h(`${tag}.refusal`, {}, h("span", {}, error.message),
    error.hint ? h("span.quiet", {}, ` ${error.hint}`) : null);
}
