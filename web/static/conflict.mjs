/**
 * When two windows changed the same quotation: both are shown, and the person chooses.  What the
 * other window did not touch is taken along without a question.
 *
 * @typedef {import("./store.mjs").Quotation} Quotation
 * @typedef {import("./store.mjs").Store} Store
 * @typedef {"memo"|"codes"|"place"|"gone"|"removed"} What
 */

import { del, hold, patch, post } from "/static/api.mjs";

/** Fields that a change of each kind is about. @type {Record<string, string[]>} */
const FIELDS = { memo: ["memo"], codes: ["codes"], place: ["start", "end"] };
const SHOWN_HERE = [404, 412];

/** @param {any} content @returns {What} */
const kindOf = (content) => ("memo" in content ? "memo" : "codes" in content ? "codes" : "place");

/** @param {any} value */
const plain = (value) => (Array.isArray(value) ? [...value].sort().join("\n") : String(value));

/** @param {any} one @param {any} other @param {What} what */
const same = (one, other, what) => FIELDS[what].every((name) => plain(one[name]) === plain(other[name]));

/**
 * Send a change of a quotation and settle what another window did meanwhile.
 * @param {Store} store @param {Quotation} one @param {any} wanted @param {any} before what the person saw
 * @returns {Promise<any>} the row as it stands then; null when it is to stay removed
 */
export async function agreed(store, one, wanted, before) {
  const what = kindOf(wanted);
  let mine = wanted;
  let seen = before;
  let theirs = /** @type {any} */ (one.base);
  if (!theirs) throw new Error("Its making was refused, so there is nothing to change.");
  for (;;) {
    if (!same(theirs, seen, what) && !same(theirs, mine, what)) {
      const choice = await asked(store, { what, one, mine, theirs });
      if (choice === "theirs") return theirs;
      if (choice === "both") mine = joined(what, mine, theirs);
    }
    seen = theirs;
    try {
      const content = { ...mine, sha256: store.transcript.sha256 };
      return await patch(`/api/quotations/${one.id}`, content, { "If-Match": theirs.version }, SHOWN_HERE);
    } catch (error) {
      const { status, body } = /** @type {any} */ (error);
      if (status === 404) return again(store, one, { ...theirs, ...mine });
      if (status !== 412) throw error;
      theirs = body.row;
    }
  }
}

/** Take a quotation out. @param {Store} store @param {Quotation} one @returns {Promise<any>} the row when it is to stay */
export async function removed(store, one) {
  let theirs = /** @type {any} */ (one.base);
  // Its making was refused.
  if (!theirs) return null;
  for (;;) {
    try {
      const { sha256 } = store.transcript;
      const answer = await del(`/api/quotations/${one.id}`, { "If-Match": theirs.version }, SHOWN_HERE, { sha256 });
      store.note(answer.op);
      return null;
    } catch (error) {
      const { status, body } = /** @type {any} */ (error);
      if (status === 404) return null;
      if (status !== 412) throw error;
      theirs = body.row;
    }
    if (await asked(store, { what: "removed", one, mine: {}, theirs }) === "theirs") return theirs;
  }
}

/** It was removed elsewhere. @param {Store} store @param {Quotation} one @param {any} mine */
async function again(store, one, mine) {
  if (await asked(store, { what: "gone", one, mine, theirs: {} }) === "theirs") return null;
  const { key: transcript, sha256 } = store.transcript;
  const { start, end, codes, memo } = mine;
  const quote = store.hands.words({ start, end });
  return post("/api/quotations", { transcript, sha256, start, end, quote, codes, memo });
}

/** Until it is answered the page does not say that all is saved. @param {Store} store @param {any} question */
async function asked(store, question) {
  const release = hold();
  try {
    return await store.hands.ask(question);
  } finally {
    release();
  }
}

/** @param {What} what @param {any} mine @param {any} theirs */
function joined(what, mine, theirs) {
  if (what === "codes") return { codes: [...new Set([...theirs.codes, ...mine.codes])] };
  const [long, short] = [theirs.memo, mine.memo].sort((a, b) => b.length - a.length);
  return { memo: long.includes(short) ? long : `${theirs.memo}\n\n${mine.memo}` };
}
