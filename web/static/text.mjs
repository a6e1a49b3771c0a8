/**
 * The text on the page: turns, drawn whole at once; marks and bars when a turn comes near.
 *
 * @typedef {import("./codebook_tree.mjs").Book} Book
 * @typedef {import("./store.mjs").Store} Store
 * @typedef {import("./store.mjs").Quotation} Quotation
 * @typedef {(key: string, values?: object) => string} Word
 */

import { bars } from "./margin.mjs";
import { paint, speech } from "./marks.mjs";
import { placeAt } from "./offsets.mjs";
import { stretches, watch } from "./stretches.mjs";

/** Emits `painted` ({turn}) after marks were drawn. */
export class Text extends EventTarget {
  /** @param {HTMLElement} area @param {any} transcript @param {Store} store @param {Book} book @param {Word} word */
  constructor(area, transcript, store, book, word) {
    super();
    this.area = area;
    this.store = store;
    this.book = book;
    this.word = word;
    /** @type {number|string|null} */
    this.active = null;
    /** @type {HTMLElement[]} */
    this.turns = transcript.turns.map((/** @type {any} */ turn, /** @type {number} */ at) => article(turn, at, word));
    area.lang = transcript.language ?? "";
    this.boxes = stretches(this.turns, transcript.turns);
    area.replaceChildren(...this.boxes);
    /** @type {import("./offsets.mjs").Page} */
    this.page = {
      turns: transcript.turns,
      paragraphs: this.turns.map((node) => /** @type {Element} */ (node.querySelector(".txt"))),
      language: transcript.language ?? "",
    };
    this.near = new Set();
    /** @type {Set<number>} */
    this.stale = new Set(this.turns.keys());
    this.held = false;
    this.due = 0;
    /** These three are set by who knows what is picked. */
    this.reread = () => {};
    this.reselect = () => {};
    /** @type {() => {start: number, end: number}|null} */
    this.picked = () => null;
    store.addEventListener("changed", (event) => this.spansChanged(/** @type {CustomEvent} */ (event).detail.spans));
    store.addEventListener("named", (event) => this.rename(/** @type {CustomEvent} */ (event).detail));
    // What changes elsewhere waits until the mouse is up, or the selection would jump.
    area.addEventListener("pointerdown", () => { this.held = true; });
    const up = () => {
      this.held = false;
      // The browser tells of a selection later than of the button that ended it.
      this.reread();
      this.flush();
    };
    for (const ended of ["pointerup", "pointercancel"]) addEventListener(ended, up);
  }

  /** Draw what is near the window, and go on doing so while one scrolls. */
  watch() {
    watch(this.boxes, this.near, () => this.flush());
  }

  /** @param {{start: number, end: number}[]} spans */
  spansChanged(spans) {
    const { turns } = this.page;
    for (const span of spans) {
      const last = placeAt(turns, span.end, "end").turn;
      for (let turn = placeAt(turns, span.start, "start").turn; turn <= last; turn += 1) this.stale.add(turn);
    }
    // Once a frame, whatever changes in between; what is to be saved is on its way by then.
    this.due ||= requestAnimationFrame(() => this.flush());
  }

  /** A quotation got its number; what is drawn of it stays. @param {{from: string, to: number, start: number, end: number}} names */
  rename({ from, to, start, end }) {
    if (this.active === from) this.active = to;
    const { turns } = this.page;
    const last = placeAt(turns, end, "end").turn;
    for (let turn = placeAt(turns, start, "start").turn; turn <= last; turn += 1) {
      for (const node of this.turns[turn].querySelectorAll(`[data-q~="${from}"]`)) {
        const held = /** @type {HTMLElement} */ (node).dataset.q ?? "";
        /** @type {HTMLElement} */ (node).dataset.q = held.split(" ").map((id) => (id === String(from) ? to : id)).join(" ");
      }
    }
  }

  /** Draw what changed near the window; the rest waits until it comes near. */
  flush() {
    cancelAnimationFrame(this.due);
    this.due = 0;
    if (this.held) return;
    let selected = false;
    for (const turn of this.near) if (this.stale.has(turn)) selected = this.draw(turn) || selected;
    // New nodes: the browser's selection is put back on the same words, before anything hears of it.
    if (selected) this.reselect();
  }

  /** @param {number} at @returns {boolean} whether words of it are picked */
  draw(at) {
    this.stale.delete(at);
    const turn = this.page.turns[at];
    const held = this.store.touching(turn.start, turn.end);
    for (const one of held) one.quote ??= this.words(one);
    const node = this.turns[at];
    const selected = this.holdsPicked(turn);
    paint(this.page.paragraphs[at], turn, held, (code) => this.book.colour(code), this.active);
    bars(/** @type {HTMLElement} */ (node.querySelector(".bars")), turn, held, this.book, this.active, this.word);
    this.dispatchEvent(new CustomEvent("painted", { detail: { turn: at } }));
    return selected;
  }

  /** Asked of the page's own record: asking the browser between two drawings would lay the page out anew each time. @param {{start: number, end: number}} turn */
  holdsPicked(turn) {
    const picked = this.picked();
    return picked !== null && picked.start < turn.end && picked.end > turn.start
      && this.area.contains(document.activeElement);
  }

  /** The words of a quotation, as the page can tell them. @param {Quotation} one */
  words(one) {
    const { turns } = this.page;
    const from = placeAt(turns, one.start, "start");
    const to = placeAt(turns, one.end, "end");
    if (from.turn === to.turn) return turns[from.turn].text.slice(from.unit, to.unit);
    const middle = turns.slice(from.turn + 1, to.turn).map((turn) => turn.text);
    return [turns[from.turn].text.slice(from.unit), ...middle, turns[to.turn].text.slice(0, to.unit)].join(" ");
  }

  /** @param {number|string|null} id @param {Quotation[]} also whose marks must be drawn anew */
  activate(id, also) {
    this.active = id;
    this.spansChanged(also);
  }

  /** Bring a turn into sight, and leave everything where it is when it is in sight. @param {number} at */
  reveal(at) {
    this.turns[at].scrollIntoView({ block: "nearest" });
  }

  /** @param {number} at @param {number|string} id @returns {HTMLElement|null} */
  bar(at, id) {
    this.flush();
    return this.turns[at].querySelector(`.qbar[data-q="${CSS.escape(String(id))}"]`);
  }
}

/** @param {any} turn @param {number} at @param {Word} word */
function article(turn, at, word) {
  const node = document.createElement("article");
  node.className = turn.interviewer ? "turn interviewer" : "turn";
  node.dataset.turn = String(at);
  node.tabIndex = -1;
  const who = document.createElement("div");
  who.className = "who";
  who.setAttribute("data-notext", "");
  for (const [name, text] of [["speaker", turn.speaker], ["role", turn.role], ["time", turn.time]]) {
    if (!text) continue;
    const part = document.createElement("span");
    part.className = name;
    part.textContent = text;
    who.append(part);
  }
  const words = document.createElement("p");
  words.className = "txt";
  words.dir = "auto";
  words.append(...speech(turn.text));
  const margin = document.createElement("div");
  margin.className = "bars";
  margin.setAttribute("data-notext", "");
  margin.setAttribute("role", "group");
  margin.setAttribute("aria-label", word("quotations_here", { turn: turn.index }));
  margin.hidden = true;
  node.append(who, words, margin);
  return node;
}
