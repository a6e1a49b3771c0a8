/** Moving one end of a quotation, or of what is picked: choose it with [ or ], then the arrows. */

const PAUSE = 300;

/** The end that the arrows move. */
export class Edges {
  /** @param {any} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {"start"|"end"|null} */
    this.edge = null;
    /** @type {{start: number, end: number}|null} */
    this.held = null;
    this.timer = 0;
  }

  /** @param {"start"|"end"} edge */
  begin(edge) {
    const { desk } = this;
    if (desk.active && desk.locked()) return;
    if (!desk.active && !desk.picker.picked) {
      desk.say("pick_first");
      return;
    }
    this.keep();
    this.edge = edge;
    if (desk.active) {
      this.held = { start: desk.active.start, end: desk.active.end };
      desk.picker.pick(desk.active.start, desk.active.end);
    }
    desk.area.dataset.edge = edge;
    desk.say(edge === "start" ? "edge_start" : "edge_end");
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
    const { desk } = this;
    const { picked } = desk.picker;
    const moved = picked && this.edge && desk.picker.movedEdge(picked, unit, way, this.edge);
    if (!moved) return;
    const one = this.held && desk.active;
    // Drawn at once; saved when the fingers rest, so that ten presses are one change.
    if (one) {
      const before = { start: one.start, end: one.end };
      desk.active = one;
      desk.picker.pick(moved.start, moved.end);
      const { start, end, quote } = desk.picker.picked;
      Object.assign(one, { start, end, quote });
      desk.activate(one);
      desk.store.tell([one, before]);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), PAUSE);
    } else desk.picker.pick(moved.start, moved.end);
  }

  /** Save where the ends came to stand. */
  keep() {
    clearTimeout(this.timer);
    const { desk, held } = this;
    const one = desk.active;
    if (!held || !one || (one.start === held.start && one.end === held.end)) return;
    desk.store.move(one, { start: one.start, end: one.end, quote: one.quote }, held);
    this.held = { start: one.start, end: one.end };
  }

  end() {
    this.keep();
    this.edge = null;
    this.held = null;
    delete this.desk.area.dataset.edge;
    this.desk.say("");
  }
}
