/**
 * The card of one quotation: its codes, memo, coder and history.  It stands beside the text and
 * closes with Escape; nothing is blocked while it is open.
 *
 * @typedef {import("./store.mjs").Quotation} Quotation
 * @typedef {import("./store.mjs").Store} Store
 * @typedef {import("./codebook_tree.mjs").Book} Book
 * @typedef {(key: string, values?: object) => string} Word
 */

import { hold } from "/static/api.mjs";
import { composing } from "./composing.mjs";
import { Draft } from "./draft.mjs";
import { history } from "./history.mjs";

const PAUSE = 600;

/** The open card. */
export class Card {
  /** @param {HTMLElement} card @param {Store} store @param {() => Book} book @param {Word} word @param {{adjust: (one: Quotation, edge: "start"|"end") => void, leave: (one: Quotation|null) => void}} hands */
  constructor(card, store, book, word, hands) {
    this.card = card;
    this.store = store;
    this.book = book;
    this.word = word;
    this.hands = hands;
    /** @type {Quotation|null} */
    this.shown = null;
    this.drawn = "";
    /** The memo as it was when the person began to write. */
    this.seen = "";
    this.draft = new Draft(PAUSE, () => this.keepMemo());
    /** As long as the field holds a memo that was refused, it counts as not saved. @type {(() => void)|null} */
    this.refused = null;
    // From here on the page holds what is left, and shows it.
    store.addEventListener("corrected", () => this.handOver());
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || composing(event)) return;
      event.preventDefault();
      this.close();
    });
    document.addEventListener("mousedown", (event) => {
      const target = /** @type {Element} */ (event.target);
      if (this.shown && !card.contains(target) && !target.closest(".qbar, dialog")) this.close(false);
    });
  }

  /** @param {Quotation} one @param {Element} beside @param {"memo"|"codes"} [focus] */
  open(one, beside, focus = "codes") {
    this.draft.keep();
    if (this.shown !== one) this.handOver();
    this.shown = one;
    this.draw();
    if (!this.card.matches(":popover-open")) this.card.showPopover();
    this.put(beside);
    const goal = focus === "memo" ? "textarea" : "button";
    const node = this.card.querySelector(goal);
    if (node instanceof HTMLElement) node.focus({ preventScroll: true });
  }

  /** @param {Element} beside */
  put(beside) {
    const at = beside.getBoundingClientRect();
    const size = this.card.getBoundingClientRect();
    const left = Math.min(at.left, innerWidth - size.width - 12);
    const below = at.bottom + 6 + size.height < innerHeight;
    this.card.style.left = `${Math.max(8, left)}px`;
    this.card.style.top = `${Math.max(8, below ? at.bottom + 6 : innerHeight - size.height - 12)}px`;
  }

  close(back = true) {
    if (!this.shown) return;
    this.draft.keep();
    this.handOver();
    const one = this.shown;
    this.shown = null;
    if (this.card.matches(":popover-open")) this.card.hidePopover();
    if (back) this.hands.leave(one);
  }

  /** Draw anew when the quotation changed underneath. */
  refresh() {
    if (!this.shown) return;
    const one = this.store.quotations.get(this.shown.id);
    if (!one) this.close(false);
    else {
      this.shown = one;
      this.follow(one);
      const { activeElement } = document;
      if (this.card.contains(activeElement) && activeElement?.tagName === "TEXTAREA") return;
      // Leaving the memo saves it; a card drawn anew at that moment would swallow the click.
      if (one.codes.join() !== this.drawn) this.draw();
    }
  }

  /** A memo that nobody is writing at becomes what it is now; one that was written at is asked about. @param {Quotation} one */
  follow(one) {
    const area = this.card.querySelector("textarea");
    if (!area || area.value !== this.seen || one.memo === this.seen) return;
    area.value = one.memo;
    this.seen = one.memo;
  }

  draw() {
    const one = /** @type {Quotation} */ (this.shown);
    this.drawn = one.codes.join();
    const typed = this.refused && this.card.querySelector("textarea")?.value;
    this.card.replaceChildren(
      this.quote(one), this.codes(one), this.memo(one, typed ?? one.memo), this.acts(one),
      history(one, this.store.coder, this.book(), this.word),
    );
  }

  /** @param {Quotation} one */
  quote(one) {
    const node = document.createElement("blockquote");
    node.dir = "auto";
    const words = one.quote ?? "";
    node.textContent = words.length > 180 ? `${words.slice(0, 120)} … ${words.slice(-50)}` : words;
    return node;
  }

  /** @param {Quotation} one */
  codes(one) {
    const list = document.createElement("ul");
    list.className = "card-codes";
    for (const code of one.codes) {
      const row = document.createElement("li");
      const swatch = document.createElement("i");
      swatch.className = "swatch";
      swatch.style.backgroundColor = this.book().colour(code);
      const name = document.createElement("span");
      name.textContent = this.book().name(code);
      const off = this.button("×", () => {
        this.store.recode(one, [], [code]);
        if (this.store.quotations.has(one.id)) this.refresh();
        else this.close();
      });
      off.className = "off";
      off.setAttribute("aria-label", this.word("code_off", { code: this.book().name(code) }));
      row.append(swatch, name, off);
      list.append(row);
    }
    return list;
  }

  /** @param {Quotation} one @param {string} text */
  memo(one, text) {
    const label = document.createElement("label");
    label.append(this.word("memo"));
    const area = document.createElement("textarea");
    area.rows = 3;
    area.value = text;
    this.seen = one.memo;
    area.disabled = this.store.done;
    // The browser's own spelling service may send what is typed to its maker.
    area.spellcheck = false;
    area.autocomplete = "off";
    area.dir = "auto";
    area.addEventListener("input", () => this.draft.touch());
    area.addEventListener("blur", () => this.draft.keep());
    label.append(area);
    return label;
  }

  keepMemo() {
    const area = this.card.querySelector("textarea");
    this.letGo();
    const { shown: one, seen } = this;
    if (!one || !area || area.value === seen) return;
    const text = area.value;
    this.seen = text;
    this.store.memo(one, text, seen, () => {
      if (this.shown !== one) this.store.lose(one, text);
      // More was typed since, and is on its way.
      if (this.shown !== one || this.seen !== text) return;
      // It stays in the field, as if it were being written, until it is typed at or the card closes.
      this.seen = one.base?.memo ?? "";
      this.refused ??= hold();
    });
  }

  /** What was refused counts no longer. */
  letGo() {
    this.refused?.();
    this.refused = null;
  }

  /** What was refused leaves the card, and stands on the page from here on. */
  handOver() {
    const area = this.card.querySelector("textarea");
    if (this.shown && this.refused && area) this.store.lose(this.shown, area.value);
    this.letGo();
  }

  /** @param {Quotation} one */
  acts(one) {
    const row = document.createElement("div");
    row.className = "card-acts";
    const remove = this.button(this.word("remove"), () => {
      this.store.remove(one);
      this.close();
    });
    remove.classList.add("danger");
    row.append(this.edge(one, "start", "["), this.edge(one, "end", "]"), remove);
    return row;
  }

  /** @param {Quotation} one @param {"start"|"end"} edge @param {string} key */
  edge(one, edge, key) {
    const button = this.button(this.word(`edge_${edge}`), () => this.adjust(one, edge));
    const stroke = document.createElement("kbd");
    stroke.textContent = key;
    stroke.setAttribute("aria-hidden", "true");
    button.append(stroke);
    return button;
  }

  /** @param {Quotation} one @param {"start"|"end"} edge */
  adjust(one, edge) {
    this.close(false);
    this.hands.adjust(one, edge);
  }

  /** @param {string} text @param {() => void} act */
  button(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.disabled = this.store.done;
    button.addEventListener("click", act);
    return button;
  }
}
