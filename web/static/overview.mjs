/** The overview: how far the coder is with each transcript, and where to go on. */

import { keyed } from "./address.mjs";
import { get, words } from "./api.mjs";
import { fill, h } from "./build.mjs";
import { exportMenu } from "./exports.mjs";

// Files may fall anywhere on the page, also before it is drawn; they are looked at as on the page
// Import, in its place.
const dropping = new AbortController();
/** @type {Promise<{take: (files: Iterable<File>) => Promise<void>}>|null} */
let importing = null;
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
  importing ??= becomeImport();
  await (await importing).take(files);
}, dropping);

/** Put the import page in the place of this one; its own script listens from then on. */
async function becomeImport() {
  history.pushState(null, "", "/import");
  addEventListener("popstate", () => location.reload());
  const stage = /** @type {HTMLTemplateElement} */ (place("import-stage"));
  place("overview").replaceWith(stage.content.cloneNode(true));
  showPlace();
  place("main").focus();
  const made = await import("./import.mjs");
  dropping.abort();
  return made;
}

/** The page is another one now, also by its name and in the list of pages. */
function showPlace() {
  const link = document.querySelector('nav a[href="/import"]');
  document.querySelector("nav a[aria-current]")?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "page");
  document.title = `${link?.textContent ?? ""} · bouwsteen`;
}

const [exported, w, view] = await Promise.all([
  words("web.export"), words("web.overview"), get("/api/overview"),
]);
if (!importing) draw();

/** @param {string} id */
function place(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {any} one */
function address(one) {
  return keyed("/transcript", one.key);
}

function draw() {
  if (view.transcripts.length === 0) {
    fill(place("list"), h("div.nothing", {},
      h("h2", {}, w("empty")), h("p.quiet", {}, w("empty_hint")),
      h("a.button.primary", { href: "/import" }, w("to_import"))));
    return;
  }
  const done = view.transcripts.filter((/** @type {any} */ one) => one.done).length;
  const marked = view.transcripts.reduce(
    (/** @type {number} */ sum, /** @type {any} */ one) => sum + one.quotations, 0);
  place("progress").textContent = [
    w("progress", { done, all: view.transcripts.length }), w("codings", { n: marked }),
  ].join(" · ");
  onward();
  fill(place("exports"),
    exportMenu("progress", exported("progress")), exportMenu("codings", exported("codings")));
  fill(place("list"), table());
  place("blind").hidden = false;
  if (view.unlinked > 0) {
    fill(place("unlinked"),
      `${w("unlinked", { n: view.unlinked })} `, h("a", { href: "/respondents" }, w("to_respondents")));
    place("unlinked").hidden = false;
  }
}

function onward() {
  const next = view.transcripts.find((/** @type {any} */ one) => one.key === view.next);
  const p = place("onward");
  if (next) {
    const text = `${w(next.begun ? "next" : "next_begin")}: ${next.title || next.key}`;
    fill(p, h("a.button.primary", { href: address(next) }, text));
  } else {
    fill(p, w("all_done"), h("a.button.primary", { href: "/agreement" }, w("to_agreement")));
  }
  p.hidden = false;
}

function table() {
  const heads = ["th", "th.role", "th.number.words", "th.number", "th", "th"];
  const names = ["transcript", "role", "words", "quotations", "coded", "state"];
  return h("div.scroll", { tabindex: "0", role: "region", "aria-label": w("transcripts") },
    h("table.transcripts", {},
      h("caption.unseen", {}, w("transcripts")),
      h("thead", {}, h("tr", {}, ...heads.map((tag, at) => h(tag, { scope: "col" }, w(names[at]))))),
      h("tbody", {}, ...view.transcripts.map(row))));
}

/** @param {any} one */
function row(one) {
  const said = [String(one.quotations)];
  if (one.unplaced > 0) said.push(`(${w("unplaced", { n: one.unplaced })})`);
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: address(one) }, one.title || one.key)),
    h("td.role", {}, one.roles.join(", ")),
    h("td.number.words", {}, one.words.toLocaleString(document.documentElement.lang)),
    h("td.number", {}, said.join(" ")),
    h("td", {}, share(one)),
    h("td", {}, state(one)));
}

/** @param {any} one */
function share({ turns, coded }) {
  const bar = h("progress", { max: Math.max(1, turns), value: coded, "aria-label": w("coded") });
  return h("span.share", {}, bar, `${coded} / ${turns}`);
}

/** @param {any} one */
function state(one) {
  const key = one.done ? "done" : one.begun ? "begun" : "open";
  return h("span.state", { "data-state": key }, w(`state_${key}`));
}
