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
import { undoButton } from "/static/undo.mjs";
import { actions } from "/static/codebook_actions.mjs";
import { form } from "/static/codebook_form.mjs";

const word = await words("web.book");
const tree = /** @type {HTMLElement} */ (document.querySelector("#tree"));
const sheet = /** @type {HTMLElement} */ (document.querySelector("#sheet"));
const said = /** @type {HTMLElement} */ (document.querySelector("#book-said"));
const finder = /** @type {HTMLInputElement} */ (document.querySelector("#find-code"));

/** @type {Book} */
let book = { key: "", version: 0, title: "", codes: [] };
/** @type {string|null} */
let chosen = null;
/** What is written and not saved, by code; it waits while one looks at another. @type {Map<string, Record<string, any>>} */
const drafts = new Map();

async function load() {
  book = await get("/api/codebook/texts");
  fill(/** @type {Element} */ (document.querySelector("#version")), word("version", { n: book.version }));
  for (const key of drafts.keys()) if (!find(key)) drafts.delete(key);
  drawTree();
  drawHistory(await get("/api/codebook/history"));
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
  ]));
  if (focused) /** @type {HTMLElement|null} */ (tree.querySelector(`[data-code="${focused}"]`))?.focus();
}

/** @param {string} text */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
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
  const button = h("button.tree-code", {
    type: "button", "data-code": code.key, "aria-current": code.key === chosen ? "true" : null,
    onclick: () => choose(code.key),
  },
  dot,
  h("span.code-number", {}, code.number),
  h("span.code-label", {}, code.label),
  drafts.has(code.key) ? h("span.code-draft", { title: word("unsaved") }, "•", h("span.unseen", {}, ` ${word("unsaved")}`)) : null,
  h("span.code-used", { title: word("used", { n: code.used }) }, code.used || ""));
  button.style.setProperty("--depth", String(code.depth));
  return h("li", {}, button);
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
  if (!code) {
    fill(sheet, h("p.empty", {}, word("none")));
    return;
  }
  const draft = drafts.get(code.key) ?? {};
  /** What is written after it was sent stays. @param {Record<string, any>|undefined} sent */
  const settled = (sent) => () => drafts.get(code.key) === sent && drafts.delete(code.key);
  fill(sheet,
    form(code, draft, word, {
      write(field, value) {
        const fields = { ...(drafts.get(code.key) ?? {}), [field]: value };
        if (value === undefined) delete fields[field];
        const had = drafts.has(code.key);
        if (Object.keys(fields).length) drafts.set(code.key, fields);
        else drafts.delete(code.key);
        if (had !== drafts.has(code.key)) drawTree();
      },
      revert() {
        drafts.delete(code.key);
        drawTree();
        drawSheet();
      },
      save: (fields, reason) => change("edit", { code: code.key, reason, ...fields }, settled(drafts.get(code.key))),
    }),
    actions(code, book, word, change));
}

/**
 * Send one change, made from the version that the page shows.
 * @param {string} verb @param {Record<string, any>} content @param {() => unknown} [done]
 */
async function change(verb, content, done = () => {}) {
  try {
    const made = await post(`/api/codebook/${verb}`, { ...content, version: book.version });
    done();
    chosen = made.codes[0] ?? chosen;
    await load();
    if (!find(chosen)) chosen = null;
    drawTree();
    drawSheet();
    tell(made, content.code);
    await refreshUndo();
  } catch (error) {
    // The drafts stay; what stands in the study now is shown beside them.
    if (/** @type {{status?: number}} */ (error).status === 412) await load();
  }
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

/** @param {{versions: {version: number, at: string, actor: string|null, reason: string, changes: string[]}[]}} history */
function drawHistory(history) {
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const heads = ["version", "at", "actor", "reason", "changes"];
  fill(/** @type {Element} */ (document.querySelector("#history")),
    h("table", {},
      h("thead", {}, h("tr", {}, ...heads.map((key) => h("th", { scope: "col" }, word(`history_${key}`))))),
      h("tbody", {}, ...history.versions.map((one) => h("tr", {},
        h("th.number", { scope: "row" }, one.version),
        h("td", {}, h("time", { datetime: one.at }, when.format(new Date(one.at)))),
        h("td", {}, one.actor ?? "–"),
        h("td.prose", {}, one.reason),
        h("td.changes", {}, ...one.changes.map((line) => h("div", {}, line))))))));
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
  if (drafts.size) event.preventDefault();
});

await load();
offer(/** @type {Element} */ (document.querySelector("#exports")), "codebook", word("export"));
offer(/** @type {Element} */ (document.querySelector("#history-exports")), "history", word("export_history"));
const refreshUndo = await undoButton("codebook", async () => {
  await load();
  choose(find(chosen) ? chosen : book.codes[0]?.key ?? null);
});
const asked = decodeURIComponent(location.hash.slice(1));
choose(find(asked) ? asked : book.codes[0]?.key ?? null);
