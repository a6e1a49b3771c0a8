/**
 * Work that stands on the page and is not on its way yet: a memo that is typed, an end that is moved.
 * It counts as not saved from the first key, and is sent when the fingers rest or one turns away.
 */

import { hold } from "/static/api.mjs";

/** @type {Set<Draft>} */
const open = new Set();

export class Draft {
  /** @param {number} pause milliseconds of rest @param {() => void} send hands it over to be saved */
  constructor(pause, send) {
    this.pause = pause;
    this.send = send;
    this.timer = 0;
    /** @type {(() => void)|null} */
    this.release = null;
  }

  /** It changed. */
  touch() {
    this.release ??= hold();
    open.add(this);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), this.pause);
  }

  /** Send it now, when there is anything. */
  keep() {
    const { release } = this;
    if (!release) return;
    clearTimeout(this.timer);
    open.delete(this);
    this.release = null;
    // What is sent counts by itself from here on; between the two the page never says that all is saved.
    this.send();
    release();
  }
}

function keepAll() {
  for (const one of [...open]) one.keep();
}

// Also when the browser throws the page away, or puts it in the background, without asking.
for (const leaving of ["beforeunload", "pagehide"]) addEventListener(leaving, keepAll);
document.addEventListener("visibilitychange", () => document.hidden && keepAll());
