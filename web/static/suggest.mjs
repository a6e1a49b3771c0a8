/**
 * Suggested codes under a turn.  Code first, then look: nothing is fetched until the coder asks for
 * it, because a suggestion that was seen cannot be unseen, and the study keeps that it was.
 *
 * Heard: `bw:ready` ({page, store, book, word}) from the transcript, `bw:suggest` ({turn}) from the
 * key for suggestions.  The words under a suggestion are marked with a highlight, which leaves the
 * paragraph as it is; where a browser has none, the quote on the card says the same.
 *
 * @typedef {{id: number, turn: number, start: number, end: number, quote: string, code: string,
 *   label: string, tentative: boolean, confidence: string, reasons: string[]}} Suggestion
 * @typedef {{page: import("./offsets.mjs").Page, store: import("./store.mjs").Store,
 *   book: import("./codebook_tree.mjs").Book, word: (key: string, values?: object) => string}} Desk
 */

import { get, post } from "/static/api.mjs";
import { rangesOf } from "/static/offsets.mjs";
import { card, group } from "/static/suggest_card.mjs";

const NAME = "suggested";

class Suggestions {
  /** @param {Desk} desk @param {HTMLElement} bar */
  constructor(desk, bar) {
    this.desk = desk;
    this.bar = bar;
    this.key = desk.store.transcript.key;
    /** @type {Map<number, Suggestion[]>} by the place of the turn in the list */
    this.shown = new Map();
    /** @type {Map<number, HTMLElement>} */
    this.groups = new Map();
    /** Whether a decision is on its way: a press until then was meant for the card that goes. */
    this.deciding = false;
    // A turn that is drawn anew gets new nodes, and ranges that pointed at the old ones are empty.
    this.watcher = new MutationObserver(() => this.highlight());
    bar.addEventListener("click", (event) => this.clicked(event));
    desk.store.addEventListener("undone", () => this.again());
    desk.store.addEventListener("locked", () => this.tell());
    document.addEventListener("bw:suggest", (event) => {
      const { turn } = /** @type {CustomEvent} */ (event).detail;
      this.ask(turn).then((found) => this.focus(turn, found));
    });
  }

  /** How many wait, or why there are none; no word about which or where. */
  async tell() {
    const { word } = this.desk;
    const key = encodeURIComponent(this.key);
    const { off, waiting } = await get(`/api/suggestions?transcript=${key}`);
    const said = /** @type {HTMLElement} */ (this.bar.querySelector("[data-suggest=said]"));
    const name = off ?? (waiting === 0 ? "none" : waiting === 1 ? "one" : "many");
    said.textContent = word(`suggest.${name}`, { n: waiting });
    this.button("all").hidden = off !== null || waiting === 0;
    this.button("run").hidden = off !== null || this.desk.store.done;
    this.bar.hidden = false;
  }

  /** @param {string} name @returns {HTMLButtonElement} */
  button(name) {
    return /** @type {HTMLButtonElement} */ (this.bar.querySelector(`[data-suggest=${name}]`));
  }

  /** @param {Event} event */
  async clicked(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    const wanted = button?.dataset.suggest;
    if (wanted === "all") {
      const found = await this.look({});
      const first = Math.min(...found.map((one) => this.placeOf(one)));
      if (found.length > 0) this.focus(first, true);
    } else if (wanted === "run") {
      await this.run(/** @type {HTMLButtonElement} */ (button));
    }
  }

  /** @param {HTMLButtonElement} button */
  async run(button) {
    const { word } = this.desk;
    button.disabled = true;
    button.textContent = word("suggest.running");
    try {
      const { behind } = await post("/api/suggestions/run", {});
      await this.again();
      await this.tell();
      if (behind) this.say(this.desk.word("suggest.behind"));
    } finally {
      button.disabled = false;
      button.textContent = word("suggest.run");
    }
  }

  /** Show what is suggested for a turn; tells whether there is anything. @param {number} place */
  async ask(place) {
    const found = await this.look({ turn: this.desk.page.turns[place].index });
    if (found.length === 0) this.say(this.desk.word("suggest.none_here"));
    return found.length > 0;
  }

  /** From here on these count as shown; the server writes that down before it gives them. @param {object} which */
  async look(which) {
    const { off, suggestions } = await post("/api/suggestions/look", {
      transcript: this.key,
      ...which,
    });
    if (off) this.say(this.desk.word(`suggest.${off}`));
    const places = new Set(suggestions.map((/** @type {Suggestion} */ one) => this.placeOf(one)));
    for (const place of places) {
      this.shown.set(
        place,
        suggestions.filter((/** @type {Suggestion} */ one) => this.placeOf(one) === place),
      );
      this.draw(place);
    }
    this.highlight();
    return suggestions;
  }

  /** Read anew what is shown, after an undo or a new run. */
  async again() {
    for (const place of [...this.shown.keys()]) {
      this.shown.set(place, []);
      this.draw(place);
      await this.look({ turn: this.desk.page.turns[place].index });
    }
    this.highlight();
    await this.tell();
  }

  /** @param {Suggestion} one */
  placeOf(one) {
    return this.desk.page.turns.findIndex((turn) => turn.index === one.turn);
  }

  /** @param {number} place */
  draw(place) {
    const { page, book, word } = this.desk;
    const paragraph = page.paragraphs[place];
    const found = this.shown.get(place) ?? [];
    this.groups.get(place)?.remove();
    this.groups.delete(place);
    if (found.length === 0) return;
    const node = group(word);
    node.append(
      ...found.map((one) =>
        card(one, book.colour(one.code), word, (what) => this.decide(place, one, what)),
      ),
    );
    node.addEventListener("keydown", (event) => this.pressed(event, place));
    paragraph.after(node);
    this.groups.set(place, node);
    this.watcher.observe(paragraph, { childList: true });
  }

  /** Keys on a card; they end here, so that `n` does not also go to the next turn. @param {KeyboardEvent} event @param {number} place */
  pressed(event, place) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cards = this.cards(place);
    const at = cards.findIndex((one) => one.contains(document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    const single = document.documentElement.dataset.singleKeys !== "off";
    const button = single && cards[at]?.querySelector(`[data-code=${event.code}]`);
    // A key that stays down is one decision.
    if (button instanceof HTMLElement) {
      if (!event.repeat) button.click();
    } else if (step) cards[Math.min(Math.max(at + step, 0), cards.length - 1)]?.focus();
    else if (event.code === "Escape") this.back(place);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} place @returns {HTMLElement[]} */
  cards(place) {
    return [...(this.groups.get(place)?.querySelectorAll(".suggestion") ?? [])].map(
      (one) => /** @type {HTMLElement} */ (one),
    );
  }

  /** @param {number} place @param {boolean} found */
  focus(place, found) {
    const first = found && this.cards(place)[0];
    if (first) first.focus();
  }

  /** @param {number} place */
  back(place) {
    const paragraph = this.desk.page.paragraphs[place];
    const target = paragraph.closest("[tabindex]") ?? paragraph;
    /** @type {HTMLElement} */ (target).focus();
  }

  /** @param {number} place @param {Suggestion} one @param {"accept"|"block"|"reject"} what */
  decide(place, one, what) {
    const { store, word } = this.desk;
    if (this.deciding || store.corrected) return;
    this.deciding = true;
    const left = (this.shown.get(place) ?? []).filter((other) => other.id !== one.id);
    store.save(async () => {
      try {
        const verb = what === "reject" ? "reject" : "accept";
        const answer = await post(`/api/suggestions/${one.id}/${verb}`, { block: what === "block" });
        store.note(answer.op);
      } finally {
        this.deciding = false;
      }
      // Who went on meanwhile stays where they are.
      const here = this.groups.get(place)?.contains(document.activeElement);
      this.shown.set(place, left);
      this.draw(place);
      this.highlight();
      this.say(word(what === "reject" ? "suggest.rejected" : "suggest.accepted"));
      if (here && left.length > 0) this.focus(place, true);
      else if (here) this.back(place);
      await store.load();
      await this.tell();
    });
  }

  /** @param {string} text */
  say(text) {
    const said = /** @type {HTMLElement} */ (this.bar.querySelector("[role=status]"));
    said.textContent = text;
  }

  highlight() {
    if (!("highlights" in CSS)) return;
    const { page } = this.desk;
    const ranges = [...this.shown.values()].flat().flatMap((one) => rangesOf(page, one));
    CSS.highlights.set(NAME, new Highlight(...ranges));
  }
}

document.addEventListener("bw:ready", (event) => {
  const bar = document.querySelector("[data-suggest=bar]");
  if (!(bar instanceof HTMLElement)) return;
  new Suggestions(/** @type {CustomEvent<Desk>} */ (event).detail, bar).tell();
});
