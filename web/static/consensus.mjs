// The consensus meeting: which issue lies on the table, what is decided, and how far it is.

import { get, post, words as load } from "./api.mjs";
import { fill, h, refusal } from "./build.mjs";
import { composing } from "./composing.mjs";
import { drawIssue } from "./issue.mjs";
import { drawBegin, drawList, drawProgress } from "./agenda.mjs";

const stage = /** @type {HTMLElement} */ (document.getElementById("stage"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));
const w = await load("web.consensus");

/** @type {any} */ let meeting = null;
/** @type {any[]} */ let codes = [];
let current = "";
/** The issue that one sees; what is pressed before the next one is drawn was meant for none. */
let drawn = "";
let busy = false;
/** The key that did something, as long as it is down. */
let down = "";
let onlyOpen = false;
/** A verdict that waits for its reason. @type {{verdict: any, words: string}|null} */
let pending = null;
const desk = h("section.desk", { id: "desk", tabindex: "-1", "aria-label": w("title") });
const list = h("nav.issues", { "aria-label": w("issues") });
const head = h("div.meeting-head", {});

const name = (/** @type {string} */ key) =>
  meeting.coders.find((/** @type {any} */ one) => one.key === key)?.name ?? key;
const reason = () => /** @type {HTMLTextAreaElement} */ (document.getElementById("reason"));
const at = () => meeting.issues.findIndex((/** @type {any} */ one) => one.id === current);

/** The text around issues, asked for ahead: whoever decides wants the next one at once. @type {Map<string, Promise<any>>} */
const contexts = new Map();

/** @param {string} id @returns {Promise<any>} */
function contextOf(id) {
  const held = contexts.get(id) ?? get(`/api/consensus/issues/${id}`);
  contexts.set(id, held);
  held.catch(() => contexts.delete(id));
  return held;
}

/** @param {string} words */
function say(words) { said.textContent = words; }

/** One thing at a time: what is pressed while a decision is on its way was meant for what one saw then. @param {() => Promise<void>} job */
async function alone(job) {
  if (busy) return;
  busy = true;
  try { await job(); } finally { busy = false; }
}

/** Draw everything but the issue itself. */
function around() {
  drawProgress(head, meeting, w, { undo, finish });
  drawList(list, meeting, { current, onlyOpen }, w, {
    open: (id) => { if (!busy) open(id); }, only: (on) => { onlyOpen = on; around(); },
  });
}

/** @param {string} id @param {boolean} [focus] */
async function open(id, focus = true) {
  current = id;
  pending = null;
  const issue = meeting.issues[at()];
  const context = await contextOf(id);
  // Somebody who presses quickly is at another issue by the time that this one has come.
  if (id !== current) return;
  drawn = id;
  const rank = w("issue", { rank: at() + 1, all: meeting.issues.length });
  drawIssue(desk, { issue, context, rank, codes, name, closed: meeting.state === "finished" }, w, {
    choose, go: step,
  });
  around();
  list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  if (focus) desk.focus({ preventScroll: true });
  const ahead = following(1, meeting.open > 0);
  if (ahead) contextOf(ahead.id);
}

/** The issue so many steps on, the open ones only when asked. @param {number} step @param {boolean} undecided */
function following(step, undecided) {
  const count = meeting.issues.length;
  for (let tried = 1; tried <= count; tried += 1) {
    const found = meeting.issues[(at() + step * tried + count * count) % count];
    if (!undecided || found.decision === null) return found;
  }
  return null;
}

/** @param {number} step @param {boolean} [undecided] */
async function go(step, undecided = false) {
  const found = following(step, undecided);
  if (found) await open(found.id);
  else say(w("all_done"));
}

/** @param {number} step @param {boolean} [undecided] */
function step(step, undecided) {
  if (!busy) go(step, undecided);
}

/** @param {any} verdict @param {string} words */
function choose(verdict, words) {
  if (drawn === current) alone(() => decide(verdict, words));
}

/** @param {any} verdict @param {string} words */
async function decide(verdict, words) {
  const why = reason().value.trim();
  if (verdict.verdict !== "accept" && !why) {
    pending = { verdict, words };
    say(w("reason_needed", { verdict: words }));
    reason().focus();
    return;
  }
  const issue = meeting.issues[at()];
  const seen = issue.decision?.version ?? null;
  try {
    const answer = await post(`/api/consensus/issues/${issue.id}`, { ...verdict, reason: why, seen });
    meeting = { ...meeting, ...answer.far };
    issue.decision = answer.decision;
    pending = null;
    say(w("saved"));
    if (meeting.open) { await go(1, true); return; }
    await open(issue.id);
    say(w("all_done"));
    // What is left to do is one key away; it takes a key press of its own.
    document.getElementById("finish")?.focus();
  } catch {
    await meetPresent();
  }
}

const undo = () => alone(async () => {
  try {
    const answer = await post("/api/consensus/undo", { after: meeting.op });
    await refresh();
    say(w("undone"));
    await open(answer.issue ?? current);
  } catch {
    await meetPresent();
  }
});

const finish = () => alone(async () => {
  try {
    await post("/api/consensus/finish", {});
    await refresh();
    await open(current);
    say(w("finished_next"));
    /** @type {HTMLElement|null} */ (head.querySelector("a.export"))?.focus();
  } catch { /* api.mjs has said why. */ }
});

/** It was refused: most likely the meeting changed under our hands. What stands now is shown, the reason is kept. */
async function meetPresent() {
  const why = reason()?.value;
  try { await refresh(); } catch { return; }
  const still = meeting.issues?.find((/** @type {any} */ one) => one.id === current) ?? meeting.issues?.[0];
  if (!still) { await start(); return; }
  await open(still.id);
  if (why && reason()) reason().value = why;
}

async function refresh() {
  contexts.clear();
  meeting = await get("/api/consensus", {}, { quiet: true });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (composing(event)) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (!event.repeat) down = "";
  // It may have led to the reason; it is no text there.
  else if (event.key === down) { event.preventDefault(); return; }
  const undoing = (event.ctrlKey || event.metaKey) && event.key === "z";
  if (target.id === "reason") {
    if (event.key === "Enter" && !event.shiftKey && pending) {
      event.preventDefault();
      if (!event.repeat) choose(pending.verdict, pending.words);
    } else if (event.key === "Escape") desk.focus({ preventScroll: true });
    return;
  }
  if (target.matches("input:not([type=checkbox]), select, textarea")) return;
  if (meeting.state === "finished" && event.key !== "," && event.key !== ".") return;
  if (undoing) { event.preventDefault(); if (!event.repeat) undo(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const switched = /** @type {HTMLInputElement|null} */ (document.getElementById("keys-on"));
  if (switched && !switched.checked) return;
  press(event);
}

/** Letters by what is printed on the key: they stand for words, on every layout. @param {KeyboardEvent} event */
function press(event) {
  const key = event.key.toLowerCase();
  const button = desk.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const acts = /** @type {Record<string, () => void>} */ ({
    ",": () => step(-1), ".": () => step(1), n: () => step(1, true), u: undo,
    r: () => reason().focus(),
    o: () => {
      const other = /** @type {HTMLDetailsElement|null} */ (document.getElementById("other"));
      if (other) { other.open = true; document.getElementById("other-filter")?.focus(); }
    },
  });
  if (!button && !acts[key]) return;
  event.preventDefault();
  // A key that stays down decides once; going through the list goes on.
  const going = key === "," || key === ".";
  if (event.repeat && !going) return;
  if (!going) down = event.key;
  if (button instanceof HTMLButtonElement) button.click();
  else acts[key]();
}

async function start() {
  // On a large study the agenda takes a second or two.
  fill(stage, h("p.waiting", { role: "status" }, h("progress", { "aria-label": w("loading") }), w("loading")));
  try {
    await refresh();
  } catch (error) {
    fill(stage, refusal("p", error));
    return;
  }
  if (meeting.state === "none") {
    drawBegin(stage, meeting, w, async (rules) => {
      try { await post("/api/consensus/start", rules); } catch { return; }
      await start();
    });
    return;
  }
  ({ codes } = await get("/api/choices"));
  fill(stage, head, h("div.meeting", {}, list, desk));
  if (!meeting.issues.length) { fill(desk, h("p", {}, w("empty"))); around(); return; }
  const first = meeting.issues.find((/** @type {any} */ one) => one.decision === null);
  await open((first ?? meeting.issues[0]).id);
}

desk.addEventListener("keydown", onKey);
await start();
