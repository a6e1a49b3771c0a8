/**
 * The quotations of one transcript as the page knows them: drawn at once, saved behind that.
 *
 * @typedef {{id: number|string, start: number, end: number, codes: string[], memo: string,
 *   created: string, version: string, quote?: string, lane: number, pending?: number, base?: any}} Quotation
 *   `base` is how the server gave it last, `pending` how many of its changes are under way.
 */

import { get, post } from "/static/api.mjs";
import { agreed, removed } from "./conflict.mjs";
import { alike, freeLane, renew } from "./rows.mjs";
import { Saving } from "./saving.mjs";

/** Emits what `Saving` does, and `changed` ({spans}), `named`, `locked`, `undone` and `stale`: asked of a page whose text was corrected. */
export class Store extends Saving {
  /** @param {{key: string, sha256: string, done: boolean, coder: string}} transcript */
  constructor(transcript) {
    super();
    this.transcript = transcript;
    this.coder = transcript.coder;
    this.done = transcript.done;
    /** @type {Map<number|string, Quotation>} */
    this.quotations = new Map();
    this.fresh = 0;
    /** What is being removed, until the server has done so. @type {Set<number|string>} */
    this.removing = new Set();
    /** Set by who can ask the person, and knows the words at a place. */
    this.hands = {
      /** @type {(question: any) => Promise<"mine"|"theirs"|"both">} */
      ask: async () => "theirs",
      /** @type {(span: {start: number, end: number}) => string} */
      words: () => "",
    };
  }

  /** Read what is saved. */
  async load() {
    const address = `/api/quotations?transcript=${encodeURIComponent(this.transcript.key)}`;
    let answer = await get(address);
    // It was under way while this page saved something; unless the study itself went back in time.
    for (let before = 0; before < answer.op && answer.op < this.newest;) {
      before = answer.op;
      answer = await get(address);
    }
    this.take(answer);
  }

  /** Take over what is saved; tells which stretches look different now. @param {any} answer */
  take(answer) {
    if (answer.sha256 !== this.transcript.sha256) {
      this.outdate();
      return;
    }
    this.seen = Math.max(this.seen, answer.op);
    this.setDone(answer.done);
    if (!this.doubt) this.left.clear();
    const before = this.quotations;
    this.quotations = new Map();
    const spans = [];
    // They come in order of place: those that reach past the start of one are all that touch it.
    /** @type {Quotation[]} */
    let open = [];
    for (const row of answer.quotations) {
      if (this.removing.has(row.id)) continue;
      open = open.filter((one) => one.end > row.start);
      // One object a quotation as long as the page stands: a card, a key, a request may hold it.
      const one = before.get(row.id) ?? { ...row, lane: freeLane(open) };
      const known = before.delete(row.id);
      // What is on its way to the server stays on the page as the person left it.
      if (!known) spans.push(row);
      else if (!one.pending && !alike(one, row)) spans.push({ start: one.start, end: one.end }, row);
      if (known && !one.pending) renew(one, row, alike(one, row) ? one.lane : freeLane(open));
      one.base = row;
      this.quotations.set(row.id, one);
      open.push(one);
    }
    for (const one of before.values()) {
      if (!one.pending) continue;
      before.delete(one.id);
      this.quotations.set(one.id, one);
    }
    this.tell([...spans, ...before.values()]);
  }

  /** @param {{start: number, end: number}} span @returns {Quotation|undefined} */
  at(span) {
    for (const one of this.quotations.values()) {
      if (one.start === span.start && one.end === span.end) return one;
    }
    return undefined;
  }

  /** Quotations that touch a stretch, in order of place. @param {number} start @param {number} end */
  touching(start, end) {
    return [...this.quotations.values()]
      .filter((one) => one.start < end && one.end > start)
      .sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /**
   * Give a stretch codes; one that is marked already gets what it lacks.
   * @param {{start: number, end: number, quote: string}} marked @param {string[]} codes @param {{memo?: string, without?: string[]}} [more]
   * @returns {Quotation}
   */
  code(marked, codes, { memo = "", without = [] } = {}) {
    const held = this.at(marked);
    if (held) return this.recode(held, codes, without);
    this.fresh += 1;
    const { start, end, quote } = marked;
    /** @type {Quotation} */
    const made = {
      id: `new-${this.fresh}`, start, end, codes: [...codes], memo, quote,
      created: new Date().toISOString(), version: "", lane: freeLane(this.touching(start, end)),
    };
    this.quotations.set(made.id, made);
    this.tell([made]);
    const { key: transcript, sha256 } = this.transcript;
    this.send(made, async () => {
      this.settle(made, await post("/api/quotations", { transcript, sha256, start, end, quote, codes, memo }));
    });
    return made;
  }

  /** @param {Quotation} one @param {string[]} add @param {string[]} remove @returns {Quotation} */
  recode(one, add, remove = []) {
    const codes = [...one.codes.filter((code) => !remove.includes(code) || add.includes(code))];
    for (const code of add) if (!codes.includes(code)) codes.push(code);
    if (codes.length === 0) return this.remove(one);
    if (codes.join() === one.codes.join()) return one;
    const before = { codes: one.codes };
    one.codes = codes;
    this.change(one, { codes }, before);
    return one;
  }

  /** @param {Quotation} one @param {string} memo @param {string} seen what it was when the person began to write @param {() => void} [lost] */
  memo(one, memo, seen, lost) {
    if (memo === seen) return;
    one.memo = memo;
    this.change(one, { memo }, { memo: seen }, lost);
  }

  /** Move the ends; `held` is how the quotation stood when the person began. @param {Quotation} one @param {{start: number, end: number, quote: string}} marked @param {{start: number, end: number}} held */
  move(one, marked, held) {
    const { start, end, quote } = marked;
    Object.assign(one, { start, end, quote });
    this.change(one, { start, end, quote }, held);
  }

  /** @param {Quotation} one @param {object} content @param {any} before the same as the person saw it @param {() => void} [lost] */
  change(one, content, before, lost) {
    this.tell("start" in before ? [one, before] : [one]);
    this.send(one, async () => {
      const row = await agreed(this, one, content, before);
      if (row) this.settle(one, row);
      else if (this.quotations.delete(one.id)) this.tell([one]);
    }, lost);
  }

  /** @param {Quotation} one @returns {Quotation} */
  remove(one) {
    this.quotations.delete(one.id);
    this.removing.add(one.id);
    this.tell([one]);
    this.send({ ...one, going: true }, async () => {
      const row = await removed(this, one).finally(() => this.removing.delete(one.id));
      if (row) this.settle(one, row);
    });
    return one;
  }

  /** Take back the last change of one's own in this transcript. */
  undo() {
    this.step("/api/undo");
  }

  /** Do again what was taken back last. */
  redo() {
    this.step("/api/redo");
  }

  /** @param {string} address */
  step(address) {
    if (this.stale()) return;
    this.save(async () => {
      // Sent again it goes no further back than what the page had drawn.
      const after = Math.max(this.seen, this.newest);
      const answer = await post(address, { transcript: this.transcript.key, after });
      this.note(answer.op);
      await this.load();
      this.dispatchEvent(new CustomEvent("undone", { detail: answer }));
    });
  }

  /** @param {boolean} done */
  finish(done) {
    if (this.stale()) return;
    const { key: transcript, sha256 } = this.transcript;
    this.save(async () => {
      const answer = await post("/api/done", { transcript, sha256, done });
      this.note(answer.op);
      this.setDone(answer.done);
    });
  }

  /** Whether the page shows another text than the study has by now, which is said then. */
  stale() {
    if (this.corrected) this.dispatchEvent(new CustomEvent("stale"));
    return this.corrected;
  }

  /** @param {boolean} done */
  setDone(done) {
    if (done === this.done) return;
    this.done = done;
    this.dispatchEvent(new CustomEvent("locked", { detail: { done } }));
  }

  /** The server has it, and so does the page. @param {Quotation} one @param {any} row */
  settle(one, row) {
    this.note(row.op);
    // Another reading may have brought it already; it is drawn once.
    const twin = this.quotations.get(row.id);
    const drawn = twin === one || this.quotations.get(one.id) === one;
    this.quotations.delete(one.id);
    // Made and removed at one go: it is saved before it goes.
    const going = this.removing.delete(one.id);
    if (going) this.removing.add(row.id);
    else this.quotations.set(row.id, one);
    if (one.id !== row.id) {
      const detail = { from: one.id, to: row.id, start: one.start, end: one.end };
      one.id = row.id;
      this.dispatchEvent(new CustomEvent("named", { detail }));
    }
    const [before, same] = [{ start: one.start, end: one.end }, alike(one, row)];
    one.base = row;
    // What another window did to it is seen here too, unless more of it is on its way.
    if ((one.pending ?? 0) > 1) Object.assign(one, { version: row.version, created: row.created });
    else renew(one, row, one.lane);
    if (going && !this.quotations.delete(row.id)) return;
    if (!drawn || !same || (twin && twin !== one)) this.tell([before, row, one]);
  }

  /** @param {{start: number, end: number}[]} spans */
  tell(spans) {
    if (spans.length === 0) return;
    this.dispatchEvent(new CustomEvent("changed", { detail: { spans } }));
  }
}
