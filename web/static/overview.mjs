/** The overview: how far the coder is with each transcript, and where to go on. */

import { keyed } from "./address.mjs";
import { get, words } from "./api.mjs";
import { exportMenu } from "./exports.mjs";

const exported = await words("web.export");
const w = await words("web.overview");
const view = await get("/api/overview");

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} tag @param {string} name @param {...(Node|string)} children */
function make(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
}

/** @param {string} address @param {string} text @param {string} [name] */
function link(address, text, name = "") {
  const made = /** @type {HTMLAnchorElement} */ (make("a", name, text));
  made.href = address;
  return made;
}

/** @param {any} one */
const address = (one) => keyed("/transcript", one.key);

/** @param {any} one */
function share(one) {
  const bar = document.createElement("progress");
  bar.max = Math.max(1, one.turns);
  bar.value = one.coded;
  bar.setAttribute("aria-label", w("coded"));
  return make("span", "share", bar, `${one.coded} / ${one.turns}`);
}

/** @param {any} one */
function state(one) {
  const key = one.done ? "done" : one.begun ? "begun" : "open";
  const made = make("span", "state", w(`state_${key}`));
  made.dataset.state = key;
  return made;
}

/** @param {any} one */
function row(one) {
  const name = make("th", "", link(address(one), one.title || one.key));
  name.setAttribute("scope", "row");
  const said = [String(one.quotations)];
  if (one.unplaced > 0) said.push(`(${w("unplaced", { n: one.unplaced })})`);
  return make("tr", "",
    name,
    make("td", "role", one.roles.join(", ")),
    make("td", "number words", one.words.toLocaleString(document.documentElement.lang)),
    make("td", "number", said.join(" ")),
    make("td", "", share(one)),
    make("td", "", state(one)));
}

function table() {
  const heads = [["transcript", ""], ["role", "role"], ["words", "number words"],
    ["quotations", "number"], ["coded", ""], ["state", ""]].map(([key, name]) => {
    const head = make("th", name, w(key));
    head.setAttribute("scope", "col");
    return head;
  });
  const made = make("table", "transcripts",
    make("caption", "unseen", w("transcripts")),
    make("thead", "", make("tr", "", ...heads)),
    make("tbody", "", ...view.transcripts.map(row)));
  const around = make("div", "scroll", made);
  around.tabIndex = 0;
  around.setAttribute("role", "region");
  around.setAttribute("aria-label", w("transcripts"));
  return around;
}

function onward() {
  const next = view.transcripts.find((/** @type {any} */ one) => one.key === view.next);
  const p = place("onward");
  if (next) {
    const text = `${w(next.begun ? "next" : "next_begin")}: ${next.title || next.key}`;
    p.replaceChildren(link(address(next), text, "button primary"));
  } else {
    p.replaceChildren(w("all_done"), link("/agreement", w("to_agreement"), "button primary"));
  }
  p.hidden = false;
}

if (view.transcripts.length === 0) {
  place("list").replaceChildren(make("div", "nothing",
    make("h2", "", w("empty")), make("p", "quiet", w("empty_hint")),
    link("/import", w("to_import"), "button primary")));
} else {
  const done = view.transcripts.filter((/** @type {any} */ one) => one.done).length;
  const marked = view.transcripts.reduce(
    (/** @type {number} */ sum, /** @type {any} */ one) => sum + one.quotations, 0);
  place("progress").textContent = [
    w("progress", { done, all: view.transcripts.length }), w("codings", { n: marked }),
  ].join(" · ");
  onward();
  place("exports").replaceChildren(
    exportMenu("progress", exported("progress")), exportMenu("codings", exported("codings")));
  place("list").replaceChildren(table());
  place("blind").hidden = false;
  if (view.unlinked > 0) {
    place("unlinked").replaceChildren(
      `${w("unlinked", { n: view.unlinked })} `, link("/respondents", w("to_respondents")));
    place("unlinked").hidden = false;
  }
}

// Files may fall anywhere on the page; they are looked at as on the page Import, in its place.
const dropping = new AbortController();
addEventListener("dragenter", () => document.body.classList.add("receiving"), dropping);
addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.body.classList.remove("receiving");
}, dropping);
addEventListener("dragover", (event) => event.preventDefault(), dropping);
addEventListener("drop", async (event) => {
  event.preventDefault();
  document.body.classList.remove("receiving");
  const files = [...event.dataTransfer?.files ?? []];
  if (files.length === 0) return;
  // From here on the import page's own script listens.
  dropping.abort();
  history.pushState(null, "", "/import");
  addEventListener("popstate", () => location.reload());
  const stage = /** @type {HTMLTemplateElement} */ (place("import-stage"));
  place("overview").replaceWith(stage.content.cloneNode(true));
  showPlace();
  place("main").focus();
  const { take } = await import("./import.mjs");
  await take(files);
}, dropping);

/** The page is another one now, also by its name and in the list of pages. */
function showPlace() {
  const link = document.querySelector('nav a[href="/import"]');
  document.querySelector("nav a[aria-current]")?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "page");
  document.title = `${link?.textContent ?? ""} · bouwsteen`;
}
