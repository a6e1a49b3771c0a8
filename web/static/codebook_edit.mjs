/**
 * The codebook, edited in place: a tree to choose from, one code's texts in two languages, changes
 * of the tree, and the history. Every change has a reason and makes a new version.
 *
 * @typedef {Record<string, string>} Text
 * @typedef {{labels: Text, short: Text, definition: Text, include: Text, exclude: Text,
 *   examples: Record<string, string[]>, cues: Record<string, string[]>}} Texts
 * @typedef {{key: string, parent: string|null, number: string, depth: number, label: string,
 *   short: string, definition: string, colour: string|null, free: boolean, used: number,
 *   texts: Texts}} Code
 * @typedef {{key: string, version: number, title: string, codes: Code[]}} Book
 */

import { keyed } from "/static/address.mjs";
import { get, post, words } from "/static/api.mjs";
import { fill, h } from "/static/build.mjs";
import { offer } from "/static/exports.mjs";
import { fold } from "/static/fold.mjs";
import { undoButton } from "/static/undo.mjs";
import { actions } from "/static/codebook_actions.mjs";
import { Drafts } from "/static/codebook_draft.mjs";
import { form, keepingPlace, reasonOf, remains } from "/static/codebook_form.mjs";
import { drawHistory } from "/static/codebook_history.mjs";

const word = await words("web.book");
const tree = /** @type {HTMLElement} */ (document.querySelector("#tree"));
const sheet = /** @type {HTMLElement} */ (document.querySelector("#sheet"));
const said = /** @type {HTMLElement} */ (document.querySelector("#book-said"));
const finder = /** @type {HTMLInputElement} */ (document.querySelector("#find-code"));

/** One object as long as the page stands: a form that is open reads it. @type {Book} */
const book = { key: "", version: 0, title: "", codes: [] };
/** @type {string|null} */
let chosen = null;
/** The code as the forms for moving, merging and the like have it. @type {Partial<Code>} */
let acted = {};
/** What is written and not saved; it waits while one looks at another code. */
const drafts = new Drafts();
/** Whether a change is on its way; the key that sent it may still be down. */
let sending = false;
let refreshUndo = async () => {};

async function load() {
  Object.assign(book, await get("/api/codebook/texts"));
  fill(/** @type {Element} */ (document.querySelector("#version")), word("version", { n: book.version }));
  drawTree();
  const { versions } = await get("/api/codebook/history");
  drawHistory(/** @type {Element} */ (document.querySelector("#history")), versions, word);
}

/** @param {string|null} key */
function find(key) {
  return book.codes.find((code) => code.key === key);
}

function drawTree() {
  const wanted = fold(finder.value);
  const shown = book.codes.filter((code) => !wanted || fold(
    [code.number, code.key, ...Object.values(code.texts.labels), ...Object.values(code.texts.definition)].join(" "),
  ).includes(wanted));
  const focused = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset.code;
  const first = shown.findIndex((code) => code.free);
  fill(tree, ...shown.flatMap((code, place) => [
    place === first ? h("li.tree-heading", {}, word("free")) : null, line(code),
  ]), ...drafts.without(book.codes).map((key) => h("li", {}, treeButton(key, h("span.code-label", {}, key)))));
  if (focused) /** @type {HTMLElement|null} */ (tree.querySelector(`[data-code="${focused}"]`))?.focus();
}

/** Its own colour, else that of the nearest code above it. @param {Code|undefined} code @returns {string|null} */
function colourOf(code) {
  if (!code) return null;
  return /^#[0-9a-f]{6}$/i.test(code.colour ?? "") ? code.colour : colourOf(find(code.parent));
}

/** @param {Code} code */
function line(code) {
  const dot = h("span.code-dot", { "aria-hidden": "true" });
  const colour = colourOf(code);
  if (colour) dot.style.setProperty("--code", colour);
  if (!code.colour) dot.classList.add("inherited");
  const button = treeButton(code.key, dot,
    h("span.code-number", {}, code.number), h("span.code-label", {}, code.label));
  button.append(h("span.code-used", { title: word("used", { n: code.used }) }, code.used || ""));
  button.style.setProperty("--depth", String(code.depth));
  return h("li", {}, button);
}

/** @param {string} key @param {...HTMLElement} parts */
function treeButton(key, ...parts) {
  return h("button.tree-code", {
    type: "button", "data-code": key, "aria-current": key === chosen ? "true" : null,
    onclick: () => choose(key),
  },
  ...parts,
  drafts.has(key) ? h("span.code-draft", { title: word("unsaved") }, "•", h("span.unseen", {}, ` ${word("unsaved")}`)) : null);
}

/** @param {string|null} key */
function choose(key) {
  chosen = key;
  said.replaceChildren();
  drawTree();
  drawSheet();
}

function drawSheet() {
  const code = find(chosen);
  acted = code ?? {};
  if (code) fill(sheet, formOf(code), actions(code, book, word, change));
  else if (drafts.has(chosen)) fill(sheet, remains(chosen, drafts.get(chosen), word, () => revert(chosen)));
  else fill(sheet, h("p.empty", {}, word("none")));
}

/** @param {Code} code @param {string} [notice] */
function formOf(code, notice) {
  const { key } = code;
  let had = drafts.has(key);
  return form(code, drafts, word, {
    written() {
      if (had !== drafts.has(key)) drawTree();
      had = drafts.has(key);
    },
    revert: () => revert(key),
    save(fields, reason) {
      const sent = drafts.get(key);
      change("edit", { code: key, reason, ...fields }, () => drafts.saved(key, sent, fields.key ?? key));
    },
  }, notice);
}

/** @param {string} key */
function revert(key) {
  drafts.drop(key);
  drawTree();
  drawSheet();
}

/**
 * Send one change, made from the version that the page shows.
 * @param {string} verb @param {Record<string, any>} content @param {() => unknown} [done]
 */
async function change(verb, content, done = () => {}) {
  if (sending) return;
  sending = true;
  const from = chosen;
  try {
    const made = await post(`/api/codebook/${verb}`, { ...content, version: book.version });
    done();
    await load();
    // Who looks at another code by now stays there, unless more changed than was done here.
    const stayed = chosen === from;
    if (stayed) chosen = made.codes[0] ?? chosen;
    drawTree();
    if (stayed && verb !== "edit") keepingPlace(sheet, drawSheet);
    else if (stayed || book.version !== made.version) renew("", stayed ? content.reason : "");
    tell(made, content.code);
    await refreshUndo();
  } catch (error) {
    const { status, message } = /** @type {import("./api.mjs").Refused} */ (error);
    if (status === 412) await meetPresent(message, chosen === from);
  } finally {
    sending = false;
  }
}

/**
 * Show what stands in the study now beside what is written here; only then can that be saved.
 * @param {string} message @param {boolean} stayed Whether it is about the code that one looks at.
 */
async function meetPresent(message, stayed) {
  await load();
  const told = stayed && drafts.has(chosen);
  const fresh = renew(told ? message : "");
  // It is said beside the button then, and would cover that.
  if (fresh && told) document.querySelector("#told")?.replaceChildren();
  // On no button and in no field: what is being typed at this moment must not save.
  if (stayed) /** @type {HTMLElement|null|undefined} */ (fresh?.querySelector(".clash p"))?.focus();
}

/**
 * Make the form of the code that one looks at anew; a form for moving, merging and the like stays as
 * it is filled in, and so does a reason that was not sent.
 * @param {string} notice @param {string} [sent] @returns {Element|null} the form, if it could be made so
 */
function renew(notice, sent = "") {
  const code = find(chosen);
  const old = sheet.querySelector(".sheet-form");
  if (!code || !old) {
    if (code || old) drawSheet();
    return null;
  }
  Object.assign(acted, code);
  const fresh = formOf(code, notice);
  const { value } = reasonOf(old);
  if (value !== sent) reasonOf(fresh).value = value;
  keepingPlace(sheet, () => old.replaceWith(fresh));
  return fresh;
}

/** @param {{version: number, everyone?: boolean, review: {id: number, transcript: string, quote: string}[]}} made @param {string} code */
function tell(made, code) {
  const review = made.review ?? [];
  fill(said, h("p", {}, word("saved", { n: made.version })),
    made.everyone ? h("p", {}, word("everyone_done")) : null,
    review.length ? h("p", {}, word("split_review", { n: review.length, code })) : null,
    review.length
      ? h("ul", {}, ...review.map((one) => h("li", {},
        h("a", { href: `${keyed("/transcript", one.transcript)}#q${one.id}` }, one.transcript), ": ", one.quote)))
      : null);
}

finder.addEventListener("input", drawTree);
tree.addEventListener("keydown", (event) => {
  // Arrows walk the tree, as in any list of things to choose from.
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (!step) return;
  const all = [...tree.querySelectorAll("button")];
  const next = all[all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement)) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
document.querySelectorAll("[data-add]").forEach((button) => button.addEventListener("click", () => {
  const kind = /** @type {HTMLElement} */ (button).dataset.add;
  choose(null);
  fill(sheet, actions(null, book, word, change, /** @type {"block"|"free"} */ (kind)));
  /** @type {HTMLElement|null} */ (sheet.querySelector("input"))?.focus();
}));
addEventListener("beforeunload", (event) => {
  if (drafts.any) event.preventDefault();
});

await load();
offer(/** @type {Element} */ (document.querySelector("#exports")), "codebook", word("export"));
offer(/** @type {Element} */ (document.querySelector("#history-exports")), "history", word("export_history"));
refreshUndo = await undoButton("codebook", async () => {
  await load();
  choose(find(chosen) || drafts.has(chosen) ? chosen : book.codes[0]?.key ?? null);
});
const asked = decodeURIComponent(location.hash.slice(1));
choose(find(asked) ? asked : book.codes[0]?.key ?? null);
