/**
 * The quotations of one transcript as the page knows them: drawn at once, saved behind that.
 *
 * @typedef {{id: number|string, start: number, end: number, codes: string[], memo: string,
 *   created: string, version: string, quote?: string, lane: number, pending?: number, base?: any}} Quotation
 *   `base` is how the server gave it last, `pending` how many of its changes are under way.
 */

import { get, post } from "/static/api.mjs";
import { agreed, removed } from "./conflict.mjs";
import { Saving } from "./saving.mjs";

/** Emits `changed` ({spans}), `refused` ({error}) and `locked`. */
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
    const key = encodeURIComponent(this.transcript.key);
    this.take(await get(`/api/quotations?transcript=${key}`));
  }

  /** Take over what is saved; tells which stretches look different now. @param {any} answer */
  take(answer) {
    this.seen = Math.max(this.seen, answer.op);
    this.setDone(answer.done);
    const before = this.quotations;
    this.quotations = new Map();
    const spans = [];
    // They come in order of place: those that reach past the start of one are all that touch it.
    /** @type {Quotation[]} */
    let open = [];
    for (const row of answer.quotations) {
      const old = before.get(row.id);
      before.delete(row.id);
      const same = old && old.version === row.version;
      open = open.filter((one) => one.end > row.start);
      const lane = same ? old.lane : freeLane(open);
      // What is on its way to the server stays on the page as the person left it.
      const one = old?.pending ? Object.assign(old, { base: row }) : { ...row, lane, base: row };
      this.quotations.set(row.id, one);
      open.push(one);
      if (!same) spans.push(row);
      if (!same && old) spans.push(old);
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
      const row = await post("/api/quotations", { transcript, sha256, start, end, quote, codes, memo });
      this.quotations.delete(made.id);
      this.settle(made, row);
      this.quotations.set(made.id, made);
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

  /** @param {Quotation} one @param {string} memo @param {string} seen what it was when the person began to write */
  memo(one, memo, seen) {
    if (memo === seen) return;
    one.memo = memo;
    this.change(one, { memo }, { memo: seen });
  }

  /** Move the ends; `held` is how the quotation stood when the person began. @param {Quotation} one @param {{start: number, end: number, quote: string}} marked @param {{start: number, end: number}} held */
  move(one, marked, held) {
    const { start, end, quote } = marked;
    Object.assign(one, { start, end, quote });
    this.change(one, { start, end, quote, sha256: this.transcript.sha256 }, held);
  }

  /** @param {Quotation} one @param {object} content @param {any} before the same as the person saw it */
  change(one, content, before) {
    this.tell("start" in before ? [one, before] : [one]);
    this.send(one, async () => {
      const row = await agreed(this, one, content, before);
      if (row) this.settle(one, row);
      else this.quotations.delete(one.id);
      if (row && !this.quotations.has(one.id)) this.quotations.set(one.id, one);
      else if (row) return;
      this.tell([one]);
    });
  }

  /** @param {Quotation} one @returns {Quotation} */
  remove(one) {
    this.quotations.delete(one.id);
    this.tell([one]);
    this.save(async () => {
      const row = await removed(this, one);
      if (row) this.quotations.set(row.id, { ...row, lane: one.lane, base: row });
      else this.quotations.delete(one.id);
      this.tell([one, ...(row ? [row] : [])]);
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
    this.save(async () => {
      const answer = await post(address, { transcript: this.transcript.key });
      this.note(answer.op);
      await this.load();
      this.dispatchEvent(new CustomEvent("undone", { detail: answer }));
    });
  }

  /** @param {boolean} done */
  finish(done) {
    this.save(async () => {
      const answer = await post("/api/done", { transcript: this.transcript.key, done });
      this.note(answer.op);
      this.setDone(answer.done);
    });
  }

  /** @param {boolean} done */
  setDone(done) {
    if (done === this.done) return;
    this.done = done;
    this.dispatchEvent(new CustomEvent("locked", { detail: { done } }));
  }

  /** @param {Quotation} one @param {any} row */
  settle(one, row) {
    this.note(row.op);
    if (one.id !== row.id) {
      const detail = { from: one.id, to: row.id, start: one.start, end: one.end };
      one.id = row.id;
      this.dispatchEvent(new CustomEvent("named", { detail }));
    }
    one.version = row.version;
    one.created = row.created;
    one.base = row;
    // What another window did to it is seen here too, unless more of it is on its way.
    if ((one.pending ?? 0) > 1 || alike(one, row)) return;
    const { start, end, codes, memo } = row;
    const before = { start: one.start, end: one.end };
    Object.assign(one, { start, end, codes: [...codes], memo, quote: undefined });
    this.tell([before, one]);
  }

  /** @param {{start: number, end: number}[]} spans */
  tell(spans) {
    if (spans.length === 0) return;
    this.dispatchEvent(new CustomEvent("changed", { detail: { spans } }));
  }
}

/** @param {Quotation} one @param {any} row */
function alike(one, row) {
  return one.start === row.start && one.end === row.end && one.memo === row.memo
    && [...one.codes].sort().join() === [...row.codes].sort().join();
}

/** The first line under the words that is not taken. @param {Quotation[]} touching */
function freeLane(touching) {
  const taken = new Set(touching.map((one) => one.lane));
  let lane = 0;
  while (taken.has(lane)) lane += 1;
  return lane;
}
