/**
 * One file as a card: how it was read, who speaks, the first turns, and what to take note of.
 *
 * @typedef {import("./import.mjs").Item} Item
 * @typedef {import("./import.mjs").Look} Look
 * @typedef {(key: string, values?: object) => string} Word
 */

import { h } from "/static/build.mjs";

let count = 0;

/**
 * @param {Item} item @param {string[]} readers @param {Word} word
 * @param {{key: (value: string) => void, reader: (value: string) => void, drop: () => void}} act
 */
export function card(item, readers, word, act) {
  count += 1;
  const id = `file-${count}`;
  const { look, error, file } = item;
  const state = error ? "failed" : look ? "read" : "busy";
  return h(`li.file-card.${state}`, { "aria-busy": state === "busy" ? "true" : null },
    h("div.file-head", {},
      h("h2.file-name", { id }, file.name),
      look && h("span.quiet", {}, word("size", { turns: look.n_turns, words: look.n_words })),
      h("button.drop-one.quiet-button", { type: "button", onclick: act.drop, "aria-label": word("drop_one", { name: file.name }), title: word("drop_one", { name: file.name }) }, "×")),
    state === "busy" ? h("p.quiet", { role: "status" }, word("reading", { name: file.name })) : null,
    error && h("div.file-error", { role: "alert" },
      h("p", {}, h("strong", {}, `${word("unread")}. `), error.message),
      error.hint && h("p.quiet", {}, error.hint)),
    state === "busy" ? null : choices(item, readers, word, act, id),
    look && notes(look, word),
    look && tables(look, word));
}

/** @param {Item} item @param {string[]} readers @param {Word} word @param {{key: (value: string) => void, reader: (value: string) => void}} act @param {string} id */
function choices(item, readers, word, act, id) {
  const key = h("input.key-field", {
    type: "text", autocomplete: "off", spellcheck: "false", maxlength: "200", "aria-describedby": `${id}-why`,
    oninput: (/** @type {Event} */ event) => act.key(/** @type {HTMLInputElement} */ (event.target).value),
  });
  /** @type {HTMLInputElement} */ (key).value = item.key ?? "";
  const auto = item.look && !item.reader ? `${word("reader_auto")} (${item.look.reader})` : word("reader_auto");
  const reader = h("select.reader-field", {
    onchange: (/** @type {Event} */ event) => act.reader(/** @type {HTMLSelectElement} */ (event.target).value),
  },
  h("option", { value: "" }, auto),
  ...readers.map((name) => h("option", { value: name, selected: name === item.reader }, name)));
  return h("div.file-choices", {},
    item.look ? h("label", {}, h("span", {}, word("key")), key) : null,
    h("label", {}, h("span", {}, word("reader")), reader),
    h("p.key-why.problem", { id: `${id}-why` }));
}

/** @param {Look} look @param {Word} word */
function notes(look, word) {
  const lines = [
    ...look.warnings,
    ...(look.twin ? [word("twin", { twin: look.twin })] : []),
    ...(look.comments ? [word("comments", { n: look.comments })] : []),
  ];
  if (!lines.length) return null;
  return h("div.file-notes", {}, h("h3", {}, word("warnings")), h("ul", {}, ...lines.map((line) => h("li", {}, line))));
}

/** @param {Look} look @param {Word} word */
function tables(look, word) {
  return h("div.file-tables", {},
    table(word("speakers"), ["columns_speaker", "columns_turns", "columns_words"].map((key) => word(key)),
      look.speakers.map((one) => [one.speaker ?? word("nobody"), one.turns, one.words]), word("columns_speaker")),
    table(word("first_turns"), ["columns_turn", "columns_time", "columns_speaker", "columns_text"].map((key) => word(key)),
      look.turns.map((one) => [one.turn, one.time, one.speaker ?? "", one.text]), word("columns_speaker")),
    look.dropped.length
      ? h("details.left-out", {}, h("summary", {}, word("left_out", { n: look.dropped.length })),
        h("ul", {}, ...look.dropped.map((line) => h("li", {}, line))))
      : null);
}

/** @param {string} caption @param {string[]} columns @param {(string|number)[][]} rows @param {string} spokenBy The column of labels. */
function table(caption, columns, rows, spokenBy) {
  const number = (/** @type {string|number} */ cell) => typeof cell === "number" ? ".number" : "";
  return h("div.scroll", { tabindex: "0", role: "group", "aria-label": caption },
    h("table.small-table", {}, h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ...columns.map((column, place) =>
        h(`th${rows.length ? number(rows[0][place]) : ""}`, { scope: "col" }, column)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell, place) => h(`td${number(cell)}${columns[place] === spokenBy ? ".spoken-by" : ""}`, {}, cell)))))));
}
