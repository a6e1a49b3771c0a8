/**
 * The codebook beside the text: a tree with numbers, colours and keys, and what each code means on
 * hover and on focus.
 *
 * @typedef {{key: string, parent: string|null, number: string, label: string, short: string,
 *   definition: string, include: string, exclude: string, examples: string[], colour: string|null,
 *   free: boolean}} Code
 */

import { fold } from "./fold.mjs";
import { childKey } from "./keys.mjs";
import { lineColour } from "./marks.mjs";

/** What the page knows of the codebook. */
export class Book extends EventTarget {
  /** @param {{version: number, codes: any[]}} content */
  constructor(content) {
    super();
    this.take(content);
  }

  /** Take over a newer version; emits `changed`. @param {{version: number, codes: Code[]}} content */
  take(content) {
    this.version = content.version;
    this.codes = content.codes;
    /** @type {Map<string, Code>} */
    this.byKey = new Map(content.codes.map((code) => [code.key, code]));
    this.blocks = this.codes.filter((code) => code.parent === null && !code.free);
    this.dispatchEvent(new CustomEvent("changed"));
  }

  /** @param {string} key @returns {Code} */
  root(key) {
    let code = this.byKey.get(key);
    while (code?.parent) code = this.byKey.get(code.parent);
    return /** @type {Code} */ (code);
  }

  /** @param {string} key */
  colour(key) {
    return lineColour(this.byKey.get(key)?.colour ?? this.root(key)?.colour);
  }

  /** @param {string} key */
  number(key) {
    return this.byKey.get(key)?.number ?? "";
  }

  /** @param {string} key */
  name(key) {
    const code = this.byKey.get(key);
    if (!code) return key;
    return code.number ? `${code.number} ${code.short}` : code.short;
  }

  /** @param {string} key */
  children(key) {
    return this.codes.filter((code) => code.parent === key);
  }

  /** Codes that answer to what was typed: number, label or key; the best first. @param {string} typed */
  find(typed) {
    const wanted = fold(typed);
    if (!wanted) return this.codes;
    /** @type {[number, Code][]} */
    const found = [];
    for (const code of this.codes) {
      const label = fold(`${code.label} ${code.short}`);
      if (code.number === wanted) found.push([0, code]);
      else if (label.startsWith(wanted)) found.push([1, code]);
      else if (label.includes(` ${wanted}`)) found.push([2, code]);
      else if (label.includes(wanted) || code.number.startsWith(wanted)) found.push([3, code]);
      else if (fold(code.definition).includes(wanted)) found.push([4, code]);
    }
    return found.sort((a, b) => a[0] - b[0]).map(([, code]) => code);
  }
}

/**
 * Draw the tree.  Every code is a button; a block can be folded.
 * @param {HTMLElement} list @param {Book} book @param {(key: string) => void} choose
 * @param {{closed: Set<string>, keep: (closed: Set<string>) => void, word: (key: string, values?: object) => string}} options
 */
export function drawTree(list, book, choose, { closed, keep, word }) {
  list.replaceChildren();
  const letters = new Map();
  for (const code of book.codes) {
    const siblings = book.children(code.key);
    siblings.forEach((child, at) => letters.set(child.key, childKey(at)));
  }
  const order = [...book.blocks, ...book.codes.filter((code) => code.free)];
  for (const root of order) list.append(branch(root, book, choose, { closed, keep, word, letters, depth: 0 }));
}

/** @param {Code} code @param {Book} book @param {(key: string) => void} choose @param {any} state */
function branch(code, book, choose, state) {
  const item = document.createElement("li");
  const row = document.createElement("div");
  row.className = "code-row";
  row.append(foldButton(code, book, item, state), codeButton(code, book, choose, state));
  item.append(row);
  const children = book.children(code.key);
  if (children.length > 0) {
    const below = document.createElement("ul");
    below.hidden = state.closed.has(code.key);
    for (const child of children) below.append(branch(child, book, choose, { ...state, depth: state.depth + 1 }));
    item.append(below);
  }
  return item;
}

/** @param {Code} code @param {Book} book @param {HTMLElement} item @param {any} state */
function foldButton(code, book, item, { closed, keep, word }) {
  if (book.children(code.key).length === 0) {
    const space = document.createElement("span");
    space.className = "fold-space";
    return space;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold";
  const show = () => {
    const open = !closed.has(code.key);
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", word(open ? "fold" : "unfold", { code: code.label }));
    const below = item.querySelector("ul");
    if (below) below.hidden = !open;
  };
  button.addEventListener("click", () => {
    if (!closed.delete(code.key)) closed.add(code.key);
    keep(closed);
    show();
  });
  show();
  return button;
}

/** @param {Code} code @param {Book} book @param {(key: string) => void} choose @param {any} state */
function codeButton(code, book, choose, { letters, depth }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "code";
  button.dataset.code = code.key;
  const swatch = document.createElement("i");
  swatch.className = "swatch";
  swatch.style.backgroundColor = book.colour(code.key);
  const number = document.createElement("span");
  number.className = "code-number";
  number.textContent = code.number;
  const label = document.createElement("span");
  label.className = "code-label";
  label.textContent = code.label;
  button.append(swatch, number, label);
  const stroke = depth === 0 ? (/^[1-9]$/.test(code.number) ? code.number : "") : letters.get(code.key);
  if (stroke) {
    const key = document.createElement("kbd");
    key.textContent = stroke;
    key.setAttribute("aria-hidden", "true");
    button.append(key);
  }
  // The selection in the text stays where it is while a code is clicked.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => choose(code.key));
  return button;
}

/**
 * Show a code's definition beside its button, on hover and on focus.
 * @param {HTMLElement} area that holds the buttons @param {HTMLElement} card @param {Book} book @param {(key: string, values?: object) => string} word
 * @returns {(node: HTMLElement|null) => void} shows it beside what is chosen without the focus; null hides it
 */
export function explain(area, card, book, word) {
  let timer = 0;
  const hide = () => {
    clearTimeout(timer);
    if (card.matches(":popover-open")) card.hidePopover();
  };
  /** @param {Event} event @param {number} after */
  const show = (event, after) => {
    const button = /** @type {HTMLElement} */ (event.target).closest?.("[data-code]");
    clearTimeout(timer);
    if (!(button instanceof HTMLElement)) return;
    const code = book.byKey.get(button.dataset.code ?? "");
    if (code) timer = setTimeout(() => place(card, button, describe(code, book, word)), after);
  };
  area.addEventListener("mouseover", (event) => show(event, 250));
  area.addEventListener("focusin", (event) => show(event, 0));
  area.addEventListener("mouseleave", hide);
  area.addEventListener("focusout", hide);
  area.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", hide);
  return (node) => {
    clearTimeout(timer);
    const code = node && book.byKey.get(node.dataset.code ?? "");
    if (code) timer = setTimeout(() => node.isConnected && place(card, node, describe(code, book, word)), 250);
    else hide();
  };
}

/** @param {Code} code @param {Book} book @param {(key: string, values?: object) => string} word */
function describe(code, book, word) {
  const parts = [];
  const head = document.createElement("strong");
  head.textContent = code.number ? `${code.number} ${code.label}` : code.label;
  parts.push(head);
  for (const name of /** @type {const} */ (["definition", "include", "exclude"])) {
    if (code[name]) parts.push(...line(name === "definition" ? "" : word(name), code[name]));
  }
  for (const example of code.examples.slice(0, 2)) parts.push(...line(word("example"), `“${example}”`));
  return parts;
}

/** @param {string} head @param {string} text */
function line(head, text) {
  const node = document.createElement("p");
  if (head) {
    const name = document.createElement("b");
    name.textContent = `${head} `;
    node.append(name);
  }
  node.append(text);
  return [node];
}

/** @param {HTMLElement} card @param {HTMLElement} button @param {Node[]} content */
function place(card, button, content) {
  card.replaceChildren(...content);
  if (!card.matches(":popover-open")) card.showPopover();
  const at = button.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const beside = at.left > size.width + 16 ? at.left - size.width - 8 : at.right + 8;
  card.style.left = `${Math.max(8, Math.min(beside, innerWidth - size.width - 8))}px`;
  card.style.top = `${Math.max(8, Math.min(at.top - 8, innerHeight - size.height - 8))}px`;
}
