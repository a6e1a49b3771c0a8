/**
 * The quotations of one transcript as the page knows them: drawn at once, saved behind that.
 *
 * @typedef {{id: number|string, start: number, end: number, codes: string[], memo: string,
 *   created: string, version: string, quote?: string, lane: number}} Quotation
 */

import { del, get, hold, patch, post } from "/static/api.mjs";

/** Emits `changed` ({spans}), `refused` ({error}) and `locked`. */
export class Store extends EventTarget {
  /** @param {{key: string, sha256: string, done: boolean, coder: string}} transcript */
  constructor(transcript) {
    super();
    this.transcript = transcript;
    this.coder = transcript.coder;
    this.done = transcript.done;
    /** @type {Map<number|string, Quotation>} */
    this.quotations = new Map();
    this.seen = 0;
    /** @type {Set<number>} */
    this.own = new Set();
    this.waiting = 0;
    this.chain = Promise.resolve();
    this.fresh = 0;
  }

  /** Read what is saved; tells which stretches look different now. */
  async load() {
    const key = encodeURIComponent(this.transcript.key);
    const answer = await get(`/api/quotations?transcript=${key}`);
    this.seen = Math.max(this.seen, answer.op);
    this.setDone(answer.done);
    const before = this.quotations;
    this.quotations = new Map();
    const spans = [];
    for (const row of answer.quotations) {
      const old = before.get(row.id);
      before.delete(row.id);
      const same = old && old.version === row.version;
      const lane = same ? old.lane : this.freeLane(row);
      this.quotations.set(row.id, { ...row, lane });
      if (!same) spans.push(row);
      if (!same && old) spans.push(old);
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

  /** @param {{start: number, end: number}} span */
  freeLane(span) {
    const taken = new Set(this.touching(span.start, span.end).map((one) => one.lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    return lane;
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
      created: new Date().toISOString(), version: "", lane: this.freeLane(marked),
    };
    this.quotations.set(made.id, made);
    this.tell([made]);
    const { key: transcript, sha256 } = this.transcript;
    this.save(async () => {
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
    one.codes = codes;
    this.change(one, () => ({ codes }));
    return one;
  }

  /** @param {Quotation} one @param {string} memo */
  memo(one, memo) {
    if (one.memo === memo) return;
    one.memo = memo;
    this.change(one, () => ({ memo }));
  }

  /** Move the ends; `held` is how the quotation stood when the person began. @param {Quotation} one @param {{start: number, end: number, quote: string}} marked @param {{start: number, end: number}} held */
  move(one, marked, held) {
    const { start, end, quote } = marked;
    Object.assign(one, { start, end, quote });
    this.change(one, () => ({ start, end, quote, sha256: this.transcript.sha256 }), [held]);
  }

  /** @param {Quotation} one @param {() => object} body @param {{start: number, end: number}[]} [also] */
  change(one, body, also = []) {
    this.tell([one, ...also]);
    const content = body();
    this.save(async () => {
      const row = await patch(`/api/quotations/${one.id}`, content, { "If-Match": one.version });
      this.settle(one, row);
    });
  }

  /** @param {Quotation} one @returns {Quotation} */
  remove(one) {
    this.quotations.delete(one.id);
    this.tell([one]);
    this.save(async () => {
      const row = await del(`/api/quotations/${one.id}`, { "If-Match": one.version });
      this.note(row.op);
    });
    return one;
  }

  /** Take back the last change of one's own in this transcript. */
  undo() {
    this.save(async () => {
      const answer = await post("/api/undo", { transcript: this.transcript.key });
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

  /** Look whether another page of the same coder changed something. */
  async follow() {
    if (this.waiting > 0) return;
    const answer = await get(`/api/changes?since=${this.seen}`);
    if (this.waiting > 0) return;
    const strange = answer.ops.some((/** @type {number} */ op) => !this.own.has(op));
    this.seen = Math.max(this.seen, answer.op);
    if (strange) await this.load();
  }

  /** One save after another, so that no save meets the one before it. @param {() => Promise<void>} job */
  save(job) {
    this.waiting += 1;
    const sent = hold();
    const send = () => {
      // The request counts from here on; in between the page never says that all is saved.
      const done = job();
      sent();
      return done;
    };
    this.chain = this.chain.then(send).catch((error) => this.refuse(error)).finally(() => {
      this.waiting -= 1;
    });
  }

  /** What the server refused is not kept on the page as if it stood. @param {any} error */
  async refuse(error) {
    this.dispatchEvent(new CustomEvent("refused", { detail: { error } }));
    if (this.waiting === 1) await this.load().catch(() => undefined);
  }

  /** @param {Quotation} one @param {any} row */
  settle(one, row) {
    this.note(row.op);
    if (one.id !== row.id) {
      const detail = { from: one.id, to: row.id };
      one.id = row.id;
      this.dispatchEvent(new CustomEvent("named", { detail }));
    }
    one.version = row.version;
    one.created = row.created;
  }

  /** @param {number|null} op */
  note(op) {
    if (op) this.own.add(op);
  }

  /** @param {{start: number, end: number}[]} spans */
  tell(spans) {
    if (spans.length === 0) return;
    this.dispatchEvent(new CustomEvent("changed", { detail: { spans } }));
  }
}
