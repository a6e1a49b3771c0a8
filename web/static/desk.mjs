/**
 * Where a coder is on the transcript page and what is active there; keys and buttons both end here.
 * What each command does stands in commands.mjs.
 *
 * @typedef {import("./store.mjs").Quotation} Quotation
 * @typedef {import("./offsets.mjs").Marked} Marked
 */

import { showChord } from "./chord.mjs";
import { COMMANDS } from "./commands.mjs";
import { Edges } from "./edges.mjs";
import { listen } from "./keys.mjs";
import { storedBetween, turnAt } from "./offsets.mjs";
import { comeBack, place as placeKept, remember } from "./remember.mjs";

/** The coder's hands on one transcript. */
export class Desk {
  /** @param {{area: HTMLElement, text: any, picker: any, store: any, book: any, word: any}} parts */
  constructor({ area, text, picker, store, book, word }) {
    Object.assign(this, { area, text, picker, store, book, word });
    this.turn = 0;
    /** @type {Quotation|null} */
    this.active = null;
    /** @type {any} */
    this.card = null;
    /** @type {any} */
    this.recent = null;
    /** @type {{one: Quotation, block: string, added: boolean}|null} */
    this.chord = null;
    this.edges = new Edges(this);
    this.hands = {
      adjust: (/** @type {Quotation} */ one, /** @type {"start"|"end"} */ edge) => {
        this.activate(one);
        this.focusTurn();
        this.edges.begin(edge);
      },
      leave: (/** @type {Quotation} */ one) => this.backTo(one),
    };
    text.reread = () => picker.read();
    text.picked = () => picker.picked;
    text.reselect = () => picker.picked && picker.show(picker.picked);
    picker.addEventListener("picked", () => this.pickedChanged());
    store.addEventListener("changed", () => this.follow());
    store.addEventListener("stale", () => this.say("corrected"));
    store.addEventListener("undone", (/** @type {CustomEvent} */ event) => this.say(event.detail.redone ? "redone" : "undone"));
    listen(area, {
      run: (command, event) => this.run(command, event),
      block: (number) => this.block(number),
      child: (children, at) => this.child(children[at]),
      chord: (children) => showChord(children, book),
      letters: () => document.documentElement.dataset.singleKeys !== "off",
    });
    text.addEventListener("painted", (/** @type {CustomEvent} */ event) => {
      if (event.detail.turn === this.turn) this.reach(this.turn, 0);
    });
    area.addEventListener("mousedown", (event) => {
      if (/** @type {Element} */ (event.target).closest(".qbar")) event.preventDefault();
      // Pressing on words that are still selected would drag them instead of selecting anew.
      else if (event.button === 0 && !event.shiftKey) getSelection()?.removeAllRanges();
    });
    area.addEventListener("click", (event) => this.clicked(event));
    area.addEventListener("focusin", (event) => this.focused(event));
  }

  /** Where one was, when one comes back to this page. */
  begin() {
    const kept = placeKept(this.store.transcript.key);
    this.toTurn(Math.min(kept.turn, this.text.turns.length - 1), { focus: false });
    const one = this.byData(/^#q(\d+)$/.exec(location.hash)?.[1]);
    if (!one) comeBack(this.text.turns, kept);
    this.text.turns[this.turn]?.focus({ preventScroll: true });
    if (one) {
      this.toTurn(turnAt(this.text.page.turns, one.start));
      this.activate(one);
    }
    remember(this.store.transcript.key, this.text.turns, () => this.turn);
  }

  /** @param {string} command @param {KeyboardEvent} [event] */
  run(command, event) {
    if (this.edges.takes(command, event)) return;
    const act = COMMANDS[command];
    if (act) act(this);
  }

  /** @param {number} number @returns {string[]} the sub-codes that a second key can name */
  block(number) {
    const block = this.book.blocks[number - 1];
    if (!block) return [];
    const had = this.aim()?.codes.includes(block.key);
    const one = this.apply(block.key);
    this.chord = one && { one, block: block.key, added: !had };
    return one ? this.book.children(block.key).map((/** @type {any} */ code) => code.key) : [];
  }

  /** The second key takes the place of the block that the first one gave. @param {string} code */
  child(code) {
    if (!this.chord) return;
    const { one, block, added } = this.chord;
    this.chord = null;
    this.store.recode(one, [code], added ? [block] : []);
    this.recent.used(code, block);
  }

  /** The quotation that a code would be given to, when it is there already: the active one, wherever it ends. @returns {Quotation|undefined} */
  aim() {
    const marked = this.picker.picked ?? this.picker.wholeTurn();
    return this.active ?? (marked ? this.store.at(marked) : undefined);
  }

  /** The words that a code would be given to: of the active quotation, else what is picked, else the turn. @returns {Marked|null} */
  target() {
    if (!this.active) return this.picker.picked ?? this.picker.wholeTurn();
    const { start, end } = this.active;
    return { start, end, quote: storedBetween(this.text.page.turns, start, end) };
  }

  /** @param {string} code @returns {Quotation|null} */
  apply(code) {
    const marked = this.target();
    if (!marked || this.locked()) return null;
    const held = this.aim();
    const one = held ? this.store.recode(held, [code]) : this.store.code(marked, [code]);
    this.recent.used(code);
    this.activate(one);
    this.say("coded", { code: this.book.name(code) });
    return one;
  }

  locked() {
    const { corrected, done } = this.store;
    if (corrected || done) this.say(corrected ? "corrected" : "locked");
    return corrected || done;
  }

  /** @param {Quotation|null} one */
  activate(one) {
    const before = this.active;
    if (before === one) return;
    this.edges.turned(one);
    this.active = one;
    this.text.activate(one?.id ?? null, [before, one].filter(Boolean));
  }

  /** What was active may have gone, or have got its number. */
  follow() {
    if (this.active && !this.store.quotations.has(this.active.id)) this.activate(null);
    else if (this.active) this.text.active = this.active.id;
    this.card?.refresh();
  }

  pickedChanged() {
    const { picked } = this.picker;
    if (!picked || this.edges.moving) return;
    this.setTurn(turnAt(this.text.page.turns, picked.start));
    this.activate(this.store.at(picked) ?? null);
  }

  /** @param {number} at */
  setTurn(at) {
    this.text.turns[this.turn].tabIndex = -1;
    this.text.turns[this.turn].classList.remove("here");
    this.reach(this.turn, -1);
    this.turn = at;
    this.picker.turn = at;
    this.text.turns[at].tabIndex = 0;
    this.text.turns[at].classList.add("here");
    this.reach(at, 0);
  }

  /** Tab goes from a turn to its own bars, and not through those of a thousand others. @param {number} turn @param {0|-1} tab */
  reach(turn, tab) {
    for (const bar of this.text.turns[turn].querySelectorAll(".qbar")) /** @type {HTMLElement} */ (bar).tabIndex = tab;
  }

  /** @param {number} at */
  toTurn(at, { focus = true } = {}) {
    if (at < 0 || at >= this.text.turns.length) return;
    this.picker.clear();
    this.activate(null);
    this.setTurn(at);
    if (focus) this.focusTurn();
  }

  focusTurn() {
    this.text.turns[this.turn].focus({ preventScroll: true });
    this.text.reveal(this.turn);
    // A search box may have taken the browser's selection away.
    if (this.picker.picked) this.picker.show(this.picker.picked);
  }

  /** @param {Quotation} one */
  backTo(one) {
    const bar = this.text.bar(this.turn, one.id);
    if (bar) bar.focus({ preventScroll: true });
    else this.focusTurn();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const bar = target.closest(".qbar");
    if (bar instanceof HTMLElement) {
      const one = this.byData(bar.dataset.q);
      if (one) this.open(one, bar);
      return;
    }
    if (this.picker.picked) return;
    const seg = target.closest(".seg");
    const ids = seg instanceof HTMLElement ? (seg.dataset.q ?? "").split(" ") : [];
    const shortest = ids.map((id) => this.byData(id)).filter(Boolean)
      .sort((a, b) => (a.end - a.start) - (b.end - b.start))[0];
    this.activate(shortest ?? null);
  }

  /** @param {Quotation} one @param {Element} bar @param {"memo"|"codes"} [focus] */
  open(one, bar, focus) {
    const turn = Number(bar.closest(".turn")?.getAttribute("data-turn"));
    this.picker.clear();
    this.activate(one);
    // Drawing it as the active one put another bar in its place.
    const fresh = this.text.bar(turn, one.id);
    this.card.open(one, fresh ?? bar, focus);
  }

  /** @param {string|undefined} id @returns {Quotation} */
  byData(id) {
    return this.store.quotations.get(id) ?? this.store.quotations.get(Number(id));
  }

  /** @param {FocusEvent} event */
  focused(event) {
    const turn = /** @type {Element} */ (event.target).closest(".turn");
    const at = turn instanceof HTMLElement ? Number(turn.dataset.turn) : this.turn;
    if (at === this.turn) return;
    this.setTurn(at);
    // A code goes to what one looks at, not to what was left behind in another turn.
    const { start, end } = this.text.page.turns[at];
    const { picked } = this.picker;
    if (picked && (picked.end <= start || picked.start >= end)) this.picker.clear();
    if (this.active && (this.active.end <= start || this.active.start >= end)) this.activate(null);
  }

  /** Tell what was done, for eyes and for a screen reader. @param {string} name @param {object} [values] */
  say(name, values = {}) {
    const line = document.getElementById("said");
    if (line) line.textContent = name && this.word(`said_${name}`, values);
  }
}
