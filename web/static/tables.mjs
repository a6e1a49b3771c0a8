// The table of quotations as a heat map: every cell a number, a shade, and a link to its quotes.

import { get, words as load } from "./api.mjs";
import { fill, h, notes, refusal } from "./build.mjs";
import { exportMenu, figureMenu } from "./exports.mjs";
import { choice, condition, hold, parameter, search } from "./filters.mjs";

const place = {
  form: /** @type {HTMLFormElement} */ (document.getElementById("choices")),
  table: /** @type {HTMLElement} */ (document.getElementById("table")),
  exports: /** @type {HTMLElement} */ (document.getElementById("exports")),
};
const w = await load("web.tables");
const exported = await load("web.export");

/** @param {number} figure @param {number} most */
function shade(figure, most) {
  // Five steps: the eye tells no more of them apart, and each is checked for contrast.
  return most > 0 && figure > 0 ? Math.min(5, Math.ceil((figure / most) * 5)) : 0;
}

/** @param {any} view @param {URLSearchParams} query @param {any} row @param {number} column */
function quotesOf(view, query, row, column) {
  const asked = new URLSearchParams();
  for (const [name, value] of query) {
    if (!["rows", "by", "show"].includes(name)) asked.set(name, value);
  }
  asked.set("code", row.code);
  // In a table of codes a block stands for itself alone.
  if (query.get("rows") === "code") asked.set("alone", "1");
  asked.set(parameter(view.by), view.values[column] ?? "");
  return `/quotes?${asked}`;
}

/** @param {any} view @param {URLSearchParams} query */
function heatMap(view, query) {
  const most = Math.max(0, ...view.rows.flatMap((/** @type {any} */ row) =>
    row.cells.map((/** @type {any} */ cell) => cell.figure ?? 0)));
  const cell = (/** @type {any} */ row, /** @type {any} */ one, /** @type {number} */ column) => {
    const label = w("open", {
      label: row.label, column: view.columns[column + 1].label, text: one.text,
    });
    const inside = one.quotes > 0
      ? h("a", { href: quotesOf(view, query, row, column), "aria-label": label }, one.text)
      : one.text;
    return h("td.number.heat", { "data-shade": shade(one.figure ?? 0, most) }, inside);
  };
  return h("table.heat-map", {},
    h("caption", {}, view.caption),
    h("thead", {}, h("tr", {}, ...view.columns.map((/** @type {any} */ one) =>
      h(`th${one.number ? ".number" : ""}`, { scope: "col" }, one.label)))),
    h("tbody", {}, ...view.rows.map((/** @type {any} */ row) => h("tr", {},
      h("th", { scope: "row" }, row.label),
      ...row.cells.map((/** @type {any} */ one, /** @type {number} */ at) => cell(row, one, at)),
      h("td.number.total", {}, row.total)))),
    h("tfoot", {}, ...view.foot.map((/** @type {string[]} */ line) => h("tr", {},
      h("th", { scope: "row" }, line[0]),
      ...line.slice(1).map((one) => h("td.number", {}, one))))));
}

async function controls() {
  const query = new URLSearchParams(location.search);
  const choices = await get("/api/choices");
  const words = { all: w("all"), missing: choices.missing };
  fill(place.form,
    choice("layer", w("layer"), choices.layers.map((/** @type {string} */ one) =>
      [one, w(`layer_${one}`)]), query.get("layer") ?? "own"),
    choice("rows", w("rows"), [["block", w("rows_block")], ["code", w("rows_code")]],
      query.get("rows") ?? "block"),
    choice("by", w("by"), choices.attributes.map((/** @type {any} */ one) =>
      [one.key, one.label]), query.get("by") ?? "role"),
    choice("show", w("show"), choices.measures.map((/** @type {any} */ one) =>
      [one.key, one.label]), query.get("show") ?? "counts"),
    ...choices.attributes
      .filter((/** @type {any} */ one) => ["role", "organisation"].includes(one.key))
      .map((/** @type {any} */ one) => condition(one, query, words)),
    search(query, w));
}

/** @param {URLSearchParams} query @param {() => boolean} current */
async function draw(query, current) {
  try {
    const view = await get(`/api/tables?${query}`, {}, { quiet: true });
    if (!current()) return;
    place.exports.replaceChildren(
      exportMenu("tables", w("export"), query), figureMenu(exported, query));
    fill(place.table,
      h("div.scroll", { tabindex: "0", role: "region", "aria-label": view.caption },
        heatMap(view, query)),
      h("p.quiet", {}, w("scale")),
      view.text.length
        ? h("details.notes", { open: true }, h("summary", {}, w("sentences")),
          ...view.text.map((/** @type {string} */ one) => h("p", {}, one)))
        : null,
      notes(view.notes, w("notes")));
  } catch (error) {
    if (!current()) return;
    // It stays in the place of the table, for as long as it holds.
    fill(place.table, refusal("p", error));
    place.exports.replaceChildren();
  }
}

await hold(place.form, controls, draw);
