/**
 * The table of respondents. Drawn again it keeps its rows and fields, because one may be typing in a
 * cell when an answer about another one comes.
 *
 * @typedef {import("./respondents.mjs").People} People
 * @typedef {import("./respondents.mjs").Person} Person
 * @typedef {{kept: KeptField, node: HTMLElement}} Cell
 * @typedef {{node: HTMLElement, head: HTMLElement, cells: Map<string, Cell>, speaks: HTMLElement,
 *   foot: HTMLElement}} Row
 */

import { arrange, fill, h } from "/static/build.mjs";
import { KeptField } from "/static/kept_field.mjs";

export class PeopleTable {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #head = h("tr");
  #body = h("tbody");

  /**
   * @param {HTMLElement} box @param {(key: string, values?: object) => string} word
   * @param {{store: (key: string, name: string, value: string, before: string) => Promise<string>,
   *   remove: (key: string) => void}} act
   */
  constructor(box, word, act) {
    this.box = box;
    this.word = word;
    this.act = act;
    this.whole = h("div.scroll", { tabindex: "0", role: "region", "aria-label": word("table") },
      h("table.people", {}, h("thead", {}, this.#head), this.#body));
  }

  /** @param {Person[]} people @param {string[]} columns */
  draw(people, columns) {
    const keys = new Set(people.map((one) => one.key));
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
    if (!people.length) {
      fill(this.box, h("p.empty", {}, this.word("none")));
      return;
    }
    arrange(this.box, [this.whole]);
    fill(this.#head,
      ...[this.word("key"), ...columns.map((name) => this.#heading(name)), this.word("speaks_in")].map(
        (text) => h("th", { scope: "col" }, text)),
      h("td", {}));
    const sizes = columns.map((name) => widest(people, name));
    arrange(this.#body, people.map((one) => this.#row(one, columns, sizes)));
  }

  /** @param {string} name */
  #heading(name) {
    return name === "role" || name === "organisation" ? this.word(name) : name;
  }

  /** @param {Person} person @param {string[]} columns @param {number[]} sizes */
  #row(person, columns, sizes) {
    const row = this.#rows.get(person.key) ?? this.#made(person.key);
    row.node.classList.toggle("interviewer", person.interviewer);
    row.speaks.title = person.transcripts.join(", ");
    row.speaks.textContent = short(person.transcripts);
    const cells = columns.map((name, at) => {
      const cell = row.cells.get(name) ?? this.#cell(row, person.key, name);
      cell.kept.follow(person.values[name] ?? "");
      /** @type {HTMLInputElement} */ (cell.kept.field).size = sizes[at];
      return cell.node;
    });
    arrange(row.node, [row.head, ...cells, row.speaks, row.foot]);
    return row.node;
  }

  /** @param {string} key */
  #made(key) {
    const remove = this.word("remove", { name: key });
    /** @type {Row} */
    const row = {
      node: h("tr"),
      head: h("th", { scope: "row" }, key),
      cells: new Map(),
      speaks: h("td.quiet.speaks-in"),
      foot: h("td", {}, h("button.quiet-button", {
        type: "button", title: remove, "aria-label": remove, onclick: () => this.act.remove(key),
      }, "×")),
    };
    this.#rows.set(key, row);
    return row;
  }

  /** @param {Row} row @param {string} key @param {string} name */
  #cell(row, key, name) {
    const field = /** @type {HTMLInputElement} */ (h("input", {
      type: "text", autocomplete: "off", spellcheck: "false",
      list: name === "role" || name === "organisation" ? `known-${name}` : null,
      "aria-label": this.word("cell", { column: this.#heading(name), name: key }),
      "data-place": `${key}/${name}`,
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Escape") cell.kept.restore();
      },
    }));
    const kept = new KeptField(field, "", (value, before) => this.act.store(key, name, value, before));
    const cell = { kept, node: h("td.cell", {}, field) };
    row.cells.set(name, cell);
    return cell;
  }
}

/** An interviewer speaks in all of them; two and a number tell enough. @param {string[]} keys */
function short(keys) {
  const more = keys.length - 2;
  return (more > 1 ? `${keys.slice(0, 2).join(", ")} +${more}` : keys.join(", ")) || "–";
}

/** Characters of the longest value of a column, so that it can be read whole. @param {Person[]} people @param {string} name */
function widest(people, name) {
  return Math.min(30, Math.max(6, ...people.map((one) => (one.values[name] ?? "").length)));
}
