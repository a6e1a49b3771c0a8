/** Saving in the background: in order, counted, and read anew after a refusal. */

import { get, hold } from "/static/api.mjs";

/** Emits `refused` ({error}). */
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
    /** What was changed and refused. @type {Set<any>} */
    this.left = new Set();
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
    this.chain = this.chain.then(send).catch((error) => this.refuse(error)).finally(() => {
      this.waiting -= 1;
      return this.waiting === 0 && this.doubt ? this.reread() : undefined;
    });
  }

  /** @param {any} error */
  refuse(error) {
    this.doubt = true;
    this.dispatchEvent(new CustomEvent("refused", { detail: { error } }));
  }

  /** What the server refused is not kept on the page as if it stood. */
  async reread() {
    this.doubt = false;
    await this.load().catch(() => {
      this.doubt = true;
    });
  }

  /** As long as it is kept, what is read anew does not change it. @param {{pending?: number}} one */
  keep(one) {
    one.pending = (one.pending ?? 0) + 1;
  }

  /** @param {{pending?: number}} one */
  letGo(one) {
    one.pending = (one.pending ?? 1) - 1;
  }

  /** `lost` hears that it was refused, before anything is read anew. @param {{pending?: number}} one @param {() => Promise<void>} job @param {() => void} [lost] */
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
    if (this.waiting > 0) return;
    const answer = await get(`/api/changes?since=${this.seen}`);
    if (this.waiting > 0) return;
    const strange = answer.ops.some((/** @type {number} */ op) => !this.own.has(op));
    this.seen = Math.max(this.seen, answer.op);
    if (strange || this.doubt) await this.reread();
  }

  /** @param {number|null} op */
  note(op) {
    if (!op) return;
    this.own.add(op);
    this.newest = Math.max(this.newest, op);
  }
}
