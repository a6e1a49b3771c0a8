/**
 * Saving in the background: in order, counted, and read anew after a refusal.
 *
 * @typedef {{start: number, end: number, codes: string[], memo: string, going?: boolean, pending?: number}} Left
 *   What was to be saved; `going` when it was to be removed.
 */

import { get, hold } from "/static/api.mjs";

/** Emits `left` when what is lost from view changed, and `corrected`. */
export class Saving extends EventTarget {
  constructor() {
    super();
    /** The newest line of the log that is drawn. */
    this.seen = 0;
    /** The newest line of the log that this page itself wrote. */
    this.newest = 0;
    /** @type {Set<number>} */
    this.own = new Set();
    this.waiting = 0;
    this.chain = Promise.resolve();
    this.doubt = false;
    /** What was changed and refused, until what stands is read. @type {Set<Left>} */
    this.left = new Set();
    /** Memos that were refused and stand in no field any more, with whose they are. @type {{one: any, row: Left}[]} */
    this.lost = [];
    /** Ends that work counts as not saved which has no place to be saved at. @type {(() => void)|null} */
    this.unsaved = null;
    /** Whether the text is another one by now; from then on the page takes nothing over. */
    this.corrected = false;
  }

  /** Read what is saved; who extends this says how. */
  async load() {}

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
    // api.mjs has told why it was refused.
    this.chain = this.chain.then(send).catch(() => { this.doubt = true; }).finally(() => {
      this.waiting -= 1;
      return this.waiting === 0 && this.doubt ? this.reread() : undefined;
    });
  }

  /** What the server refused is not kept on the page as if it stood. */
  async reread() {
    this.doubt = false;
    await this.load().catch(() => {
      this.doubt = true;
    });
  }

  /** The offsets of the study belong to other words than the page shows: none of them is drawn. */
  outdate() {
    this.corrected = true;
    if (this.left.size > 0) this.unsaved ??= hold();
    this.dispatchEvent(new CustomEvent("corrected"));
  }

  /** No field shows this memo any more, and it was refused. @param {any} one @param {string} memo */
  lose(one, memo) {
    const { start, end, codes } = one;
    this.lost = this.lost.filter((held) => held.one !== one || !memo.includes(held.row.memo));
    this.lost.push({ one, row: { start, end, codes: [...codes], memo } });
    this.unsaved ??= hold();
    this.dispatchEvent(new CustomEvent("left"));
  }

  /** All that could not be saved and that the page does not draw. @returns {Left[]} */
  get refused() {
    const left = this.corrected ? [...this.left] : [];
    const lost = this.lost.filter(({ one, row }) => !left.includes(one) || one.memo !== row.memo);
    return [...left, ...lost.map(({ row }) => row)];
  }

  /** The person has taken along what was not saved. */
  forget() {
    this.lost = [];
    this.unsaved?.();
    this.unsaved = null;
    this.dispatchEvent(new CustomEvent("left"));
  }

  /** As long as it is kept, what is read anew does not change it. @param {{pending?: number}} one */
  keep(one) {
    one.pending = (one.pending ?? 0) + 1;
  }

  /** @param {{pending?: number}} one */
  letGo(one) {
    one.pending = (one.pending ?? 1) - 1;
  }

  /** `lost` hears that it was refused, before anything is read anew. @param {Left} one @param {() => Promise<void>} job @param {() => void} [lost] */
  send(one, job, lost = () => {}) {
    this.keep(one);
    this.save(() => job().catch((error) => {
      this.left.add(one);
      lost();
      throw error;
    }).finally(() => this.letGo(one)));
  }

  /** Look whether another page of the same coder changed something, or the text is another one. */
  async follow() {
    if (this.waiting > 0 || this.corrected) return;
    const answer = await get(`/api/changes?since=${this.seen}`);
    if (this.waiting > 0) return;
    const strange = answer.ops.some((/** @type {number} */ op) => !this.own.has(op));
    if (strange || this.doubt) await this.reread();
    else this.seen = Math.max(this.seen, answer.op);
  }

  /** @param {number|null} op */
  note(op) {
    if (!op) return;
    this.own.add(op);
    this.newest = Math.max(this.newest, op);
  }
}
