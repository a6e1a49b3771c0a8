/**
 * Finding a code by typing, and the codes used last.
 *
 * @typedef {import("./codebook_tree.mjs").Book} Book
 */

import { composing } from "./composing.mjs";

const RECENT = 6;
const SHOWN = 8;
/** In the place of a key; no code has it, for keys hold no space. */
const NEW = "new code";

/**
 * A search field over the codebook: type, arrow, Enter.  What no code is called yet can be made one.
 * @param {HTMLInputElement} field @param {HTMLElement} list @param {() => Book} book
 * @param {{choose: (key: string) => void, create: (label: string) => void, offer: (label: string) => string, explain: (row: HTMLElement|null) => void, leave: () => void}} hands
 */
export function palette(field, list, book, { choose, create, offer, explain, leave }) {
  let at = 0;
  /** @type {string[]} */
  let keys = [];
  const draw = () => {
    const codes = field.value.trim() ? book().find(field.value).slice(0, SHOWN) : [];
    const typed = field.value.trim();
    keys = codes.map((code) => code.key);
    if (typed && !codes.some((code) => named(code, typed))) keys.push(NEW);
    at = Math.min(at, Math.max(keys.length - 1, 0));
    list.replaceChildren(...keys.map((key, place) => (key === NEW
      ? fresh(offer(typed), place === at)
      : option(key, place === at, book()))));
    explain(/** @type {HTMLElement|null} */ (list.children[at] ?? null));
    list.hidden = keys.length === 0;
    field.setAttribute("aria-expanded", String(keys.length > 0));
    if (keys.length > 0) field.setAttribute("aria-activedescendant", `find-${keys[at]}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    field.value = "";
    at = 0;
    draw();
  };
  /** @param {string} key */
  const take = (key) => {
    const typed = field.value.trim();
    close();
    if (key === NEW) create(typed);
    else choose(key);
    leave();
  };
  field.addEventListener("input", () => {
    at = 0;
    draw();
  });
  field.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "Escape") {
      close();
      leave();
    } else if (event.key === "Enter" && keys.length > 0) take(keys[at]);
    else if (event.key === "ArrowDown") at = Math.min(at + 1, keys.length - 1);
    else if (event.key === "ArrowUp") at = Math.max(at - 1, 0);
    else return;
    event.preventDefault();
    draw();
  });
  field.addEventListener("blur", () => {
    list.hidden = true;
    explain(null);
  });
  field.addEventListener("focus", draw);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const row = /** @type {HTMLElement} */ (event.target).closest("[data-code]");
    if (row instanceof HTMLElement && row.dataset.code) take(row.dataset.code);
  });
}

/** @param {import("./codebook_tree.mjs").Code} code @param {string} typed */
function named(code, typed) {
  return [code.label, code.short, code.number].some((one) => one.toLowerCase() === typed.toLowerCase());
}

/** @param {string} text @param {boolean} chosen */
function fresh(text, chosen) {
  const row = document.createElement("li");
  row.id = `find-${NEW}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", String(chosen));
  row.dataset.code = NEW;
  row.textContent = text;
  return row;
}

/** @param {string} key @param {boolean} chosen @param {Book} book */
function option(key, chosen, book) {
  const row = document.createElement("li");
  row.id = `find-${key}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", String(chosen));
  row.dataset.code = key;
  const swatch = document.createElement("i");
  swatch.className = "swatch";
  swatch.style.backgroundColor = book.colour(key);
  const code = book.byKey.get(key);
  row.append(swatch, `${code?.number ?? ""} ${code?.label ?? key}`.trim());
  return row;
}

/** The codes used last, the newest first; keys alone are kept, for as long as the tab is open. */
export class Recent {
  /** @param {HTMLElement} row @param {Book} book @param {(key: string) => void} choose */
  constructor(row, book, choose) {
    this.row = row;
    this.book = book;
    this.choose = choose;
    /** @type {string[]} */
    this.keys = JSON.parse(sessionStorage.getItem("recent") ?? "[]");
    this.draw();
  }

  /** @returns {string|undefined} */
  get last() {
    return this.keys.find((key) => this.book.byKey.has(key));
  }

  /** @param {string} key @param {string} [instead] a code that the key took the place of */
  used(key, instead) {
    this.keys = [key, ...this.keys.filter((one) => one !== key && one !== instead)].slice(0, RECENT);
    sessionStorage.setItem("recent", JSON.stringify(this.keys));
    this.draw();
  }

  draw() {
    const known = this.keys.filter((key) => this.book.byKey.has(key));
    this.row.replaceChildren(...known.map((key) => this.button(key)));
    if (this.row.parentElement) this.row.parentElement.hidden = known.length === 0;
  }

  /** @param {string} key */
  button(key) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "recent";
    button.dataset.code = key;
    const swatch = document.createElement("i");
    swatch.className = "swatch";
    swatch.style.backgroundColor = this.book.colour(key);
    button.append(swatch, this.book.name(key));
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => this.choose(key));
    return button;
  }
}
