/**
 * The commands of the transcript page, by the names that keys.mjs gives them.
 *
 * @typedef {import("./desk.mjs").Desk} Desk
 * @typedef {import("./store.mjs").Quotation} Quotation
 */

import { get, post } from "/static/api.mjs";
import { turnAt } from "./offsets.mjs";

/** @param {string} id */
const focusOn = (id) => document.getElementById(id)?.focus();

/** Go round the quotations that lie on the same words. @param {Desk} desk @param {1|-1} way */
function overlap(desk, way) {
  const here = desk.picker.picked ?? desk.active ?? desk.text.page.turns[desk.turn];
  const all = desk.store.touching(here.start, here.end);
  if (all.length === 0) {
    desk.say("nothing_here");
    return;
  }
  const at = all.findIndex((/** @type {Quotation} */ one) => one.id === desk.active?.id);
  desk.picker.clear();
  desk.activate(at < 0 ? all[way > 0 ? 0 : all.length - 1] : all[(at + way + all.length) % all.length]);
  desk.say("active", { code: desk.active?.codes.map((code) => desk.book.name(code)).join(", ") });
}

/** Open the card of what is active or lies here. @param {Desk} desk @param {"memo"|"codes"} focus */
function details(desk, focus) {
  const turn = desk.text.page.turns[desk.turn];
  const one = desk.aim() ?? desk.store.touching(turn.start, turn.end)[0];
  if (!one) {
    desk.say("nothing_here");
    return;
  }
  // Words without a quotation of their own are let go, or the next code would go to them unseen.
  if (desk.picker.picked && !desk.aim()) desk.picker.clear();
  desk.activate(one);
  const bar = desk.text.bar(turnAt(desk.text.page.turns, one.start), one.id) ?? desk.text.turns[desk.turn];
  desk.card.open(one, bar, focus);
}

/** @param {Desk} desk */
function remove(desk) {
  if (!desk.active) {
    desk.say("choose_first");
    return;
  }
  if (desk.locked()) return;
  const one = desk.active;
  desk.activate(null);
  desk.store.remove(one);
  desk.say("removed");
}

/** Go to the next turn of a respondent that no quotation touches. @param {Desk} desk */
function uncoded(desk) {
  const { turns } = desk.text.page;
  const covered = new Set();
  for (const one of desk.store.quotations.values()) {
    for (let at = turnAt(turns, one.start); at < turns.length && turns[at].start < one.end; at += 1) covered.add(at);
  }
  for (let at = desk.turn + 1; at < turns.length; at += 1) {
    if (covered.has(at) || turns[at].interviewer) continue;
    desk.toTurn(at);
    return;
  }
  desk.say("all_coded");
}

/** Make a code of what was typed, and give it to what a code would go to. @param {Desk} desk @param {string} label */
export function newCode(desk, label) {
  const marked = desk.target();
  if (marked && !desk.locked()) make(desk, "/api/quotations", { ...marked, codes: [label], new: true });
}

/** Make a code of the words that are picked, and give it to them. @param {Desk} desk */
function inVivo(desk) {
  const { picked } = desk.picker;
  if (!picked) {
    desk.say("pick_first");
    return;
  }
  if (!desk.locked()) make(desk, "/api/invivo", picked);
}

/** Save what makes a code too. @param {Desk} desk @param {string} address @param {{start: number, end: number, quote: string, codes?: string[], new?: boolean}} content */
function make(desk, address, content) {
  const { key: transcript, sha256 } = desk.store.transcript;
  const { active, turn, picker: { picked } } = desk;
  const { start, end, quote, codes = [quote] } = content;
  desk.store.send({ start, end, codes, memo: "" }, async () => {
    const answer = await post(address, { transcript, sha256, ...content });
    desk.store.note(answer.op);
    await readBook(desk);
    // It is stored, though it cannot be read at this moment; the page looks again.
    await desk.store.load().catch(() => { desk.store.doubt = true; });
    desk.recent.used(answer.code);
    // Who turned to something else meanwhile stays with that.
    const there = desk.active === active && desk.turn === turn && desk.picker.picked === picked;
    if (there) desk.activate(desk.store.quotations.get(answer.id) ?? null);
    desk.say("coded", { code: desk.book.name(answer.code) });
  });
}

/** Read the codebook; if that cannot be done, once more when quotations could be read. @param {Desk} desk */
async function readBook(desk) {
  try {
    desk.book.take(await get("/api/codebook"));
  } catch {
    desk.store.addEventListener("changed", () => readBook(desk), { once: true });
  }
}

/** @param {Desk} desk */
function repeat(desk) {
  if (desk.recent.last) desk.apply(desk.recent.last);
  else desk.say("none_recent");
}

/** @type {Record<string, (desk: Desk) => void>} */
export const COMMANDS = {
  turn_next: (desk) => desk.toTurn(desk.turn + 1),
  turn_previous: (desk) => desk.toTurn(desk.turn - 1),
  uncoded_next: uncoded,
  sentence_next: (desk) => desk.picker.step("sentence", 1),
  sentence_previous: (desk) => desk.picker.step("sentence", -1),
  word_next: (desk) => desk.picker.step("word", 1),
  word_previous: (desk) => desk.picker.step("word", -1),
  word_extend: (desk) => desk.picker.stretch("word", 1),
  word_shrink: (desk) => desk.picker.stretch("word", -1),
  sentence_extend: (desk) => desk.picker.stretch("sentence", 1),
  sentence_shrink: (desk) => desk.picker.stretch("sentence", -1),
  turn_extend: (desk) => desk.picker.stretchTurn(1),
  turn_shrink: (desk) => desk.picker.stretchTurn(-1),
  turn_whole: (desk) => desk.picker.pick(
    desk.text.page.turns[desk.turn].start, desk.text.page.turns[desk.turn].end,
  ),
  find_code: () => focusOn("find-code"),
  search: () => focusOn("search"),
  repeat: repeat,
  in_vivo: inVivo,
  memo: (desk) => details(desk, "memo"),
  details: (desk) => details(desk, "codes"),
  overlap_next: (desk) => overlap(desk, 1),
  edge_start: (desk) => desk.edges.begin("start"),
  edge_end: (desk) => desk.edges.begin("end"),
  overlap_previous: (desk) => overlap(desk, -1),
  remove,
  undo: (desk) => desk.store.undo(),
  redo: (desk) => desk.store.redo(),
  suggest: (desk) => document.dispatchEvent(new CustomEvent("bw:suggest", { detail: { turn: desk.turn } })),
  help: () => /** @type {HTMLDialogElement|null} */ (document.getElementById("keys"))?.showModal(),
  leave: (desk) => {
    desk.picker.clear();
    desk.activate(null);
  },
};
