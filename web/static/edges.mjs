/** Moving one end of a quotation, or of what is picked: choose it with [ or ], then the arrows. */

import { Draft } from "./draft.mjs";
import { markedAt, storedBetween } from "./offsets.mjs";

const PAUSE = 300;

/** The end that the arrows move. */
export class Edges {
  /** @param {any} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {"start"|"end"|null} */
    this.edge = null;
    /** Whose end it is, whatever one turns to meanwhile; null: of what is picked. @type {import("./store.mjs").Quotation|null} */
    this.one = null;
    /** Where it stood when the person began. */
    this.held = { start: 0, end: 0 };
    /** While what is picked follows the end, and no choice of the person. */
    this.moving = false;
    this.draft = new Draft(PAUSE, () => this.send());
  }

  /** @param {"start"|"end"} edge */
  begin(edge) {
    const { desk } = this;
    if (desk.active && desk.locked()) return;
    if (!desk.active && !desk.picker.picked) {
      desk.say("pick_first");
      return;
    }
    this.draft.keep();
    this.edge = edge;
    this.one = desk.active;
    if (this.one) {
      this.held = { start: this.one.start, end: this.one.end };
      this.show();
    }
    desk.area.dataset.edge = edge;
    desk.say(edge === "start" ? "edge_start" : "edge_end");
  }

  /** Pick the words of the quotation. */
  show() {
    this.moving = true;
    if (this.one) this.desk.picker.pick(this.one.start, this.one.end);
    this.moving = false;
  }

  /** Whether a command is meant for the end that was chosen. @param {string} command @param {KeyboardEvent} [event] */
  takes(command, event) {
    if (!this.edge) return false;
    const way = event?.code === "ArrowRight" ? 1 : event?.code === "ArrowLeft" ? -1 : 0;
    if (way !== 0) {
      this.move(way, event?.shiftKey ? "sign" : "word");
      return true;
    }
    this.end();
    return command === "details" || command === "leave";
  }

  /** @param {1|-1} way @param {"word"|"sign"} unit */
  move(way, unit) {
    const { desk, one, edge } = this;
    const span = one ?? desk.picker.picked;
    const moved = span && edge && desk.picker.movedEdge({ start: span.start, end: span.end }, unit, way, edge);
    if (!moved) return;
    if (one) this.put(one, moved, edge);
    else desk.picker.pick(moved.start, moved.end);
  }

  /** Drawn at once; saved when the fingers rest, so that ten presses are one change. @param {import("./store.mjs").Quotation} one @param {{start: number, end: number}} moved @param {"start"|"end"} edge */
  put(one, moved, edge) {
    const { store, text } = this.desk;
    const marked = markedAt(text.page, moved.start, moved.end);
    if (!marked || this.desk.locked()) return;
    const before = { start: one.start, end: one.end };
    const { turns } = text.page;
    // The other end stays where it is, also where no selection would end; but words that the page does not have it cannot send.
    Object.assign(one, { start: Math.max(one.start, turns[0].start), [edge]: marked[edge] });
    one.quote = storedBetween(turns, one.start, one.end);
    if (!this.draft.release) store.keep(one);
    this.draft.touch();
    this.show();
    store.tell([one, before]);
  }

  /** Save where the ends came to stand, of what they were moved of. */
  send() {
    const one = /** @type {import("./store.mjs").Quotation} */ (this.one);
    const { start, end, quote } = one;
    if (start !== this.held.start || end !== this.held.end) {
      this.desk.store.move(one, { start, end, quote: quote ?? "" }, this.held);
      this.held = { start, end };
    }
    this.desk.store.letGo(one);
  }

  end() {
    this.draft.keep();
    this.edge = null;
    this.one = null;
    delete this.desk.area.dataset.edge;
    this.desk.say("");
  }

  /** The person turned to something: when that is another quotation, the ends of this one are done. @param {import("./store.mjs").Quotation|null} active */
  turned(active) {
    if (this.one && !this.moving && active !== this.one) this.end();
  }
}
