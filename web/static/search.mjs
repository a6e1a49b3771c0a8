/**
 * Searching the text: hits are lit without touching the page's nodes where the browser can, and one
 * goes from hit to hit with Enter.  The browser's own search stays what it was.
 *
 * @typedef {import("./offsets.mjs").Page} Page
 */

import { composing } from "./composing.mjs";
import { rangesOf, toPoints } from "./offsets.mjs";

const LIT = 500;

/**
 * @param {HTMLInputElement} field @param {HTMLElement} count @param {Page} page
 * @param {{go: (turn: number, span: {start: number, end: number}) => void, leave: () => void, word: (key: string, values?: object) => string}} hands
 */
export function search(field, count, page, { go, leave, word }) {
  /** @type {{turn: number, start: number, end: number}[]} */
  let hits = [];
  let at = -1;
  const tell = () => {
    count.textContent = field.value.trim() === "" ? ""
      : hits.length === 0 ? word("hits_none") : word("hits", { at: at + 1, n: hits.length });
  };
  field.addEventListener("input", () => {
    hits = find(page, field.value.trim());
    at = -1;
    relight();
    tell();
  });
  const relight = () => light(page, hits, at);
  field.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "Escape") {
      field.value = "";
      hits = [];
      relight();
      tell();
      leave();
    } else if (event.key === "Enter" && hits.length > 0) {
      at = (at + (event.shiftKey ? -1 : 1) + hits.length) % hits.length;
      go(hits[at].turn, hits[at]);
      relight();
      tell();
    } else return;
    event.preventDefault();
  });
  return { relight: () => hits.length > 0 && relight() };
}

/** Case is ignored; length must not change by that, or the offsets would drift. @param {Page} page @param {string} typed */
function find(page, typed) {
  if (typed.length < 2) return [];
  const found = [];
  const pattern = new RegExp(typed.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu");
  for (const [turn, one] of page.turns.entries()) {
    for (const hit of one.text.matchAll(pattern)) {
      const start = one.start + toPoints(one.text, hit.index);
      found.push({ turn, start, end: start + toPoints(hit[0], hit[0].length) });
    }
  }
  return found;
}

/** @param {Page} page @param {{start: number, end: number}[]} hits @param {number} at */
function light(page, hits, at) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("hit");
  CSS.highlights.delete("hit-now");
  if (hits.length === 0) return;
  const first = Math.max(0, at - LIT / 2);
  const near = hits.slice(first, first + LIT);
  CSS.highlights.set("hit", new Highlight(...near.flatMap((hit) => rangesOf(page, hit))));
  if (at >= 0) CSS.highlights.set("hit-now", new Highlight(...rangesOf(page, hits[at])));
}
