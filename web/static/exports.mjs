// The export button of every view: one link a format, with the same choices as the view itself.
// The file is fetched first, so that a refusal is a sentence on the page and not a broken download.

import { Refused, tell, words as load } from "./api.mjs";
import { h } from "./build.mjs";

const TABLE = ["docx", "xlsx", "csv", "md", "html", "tex"];
/** @type {Record<string, string[]>} */
const FORMATS = {
  tables: TABLE,
  quotes: TABLE,
  codings: ["csv"],
  codebook: ["docx", "xlsx", "csv", "qdc", "toml", "md", "html", "tex"],
  history: TABLE,
  respondents: TABLE,
  progress: TABLE,
  agreement: ["docx", "html", "xlsx", "csv"],
  disagreements: TABLE,
  picture: ["svg", "png"],
};
// Not waited for here: no script that imports this would listen before they are there.
const said = load("web.export");

/**
 * A menu of links to a view's files.
 * @param {string} view
 * @param {string} label
 * @param {URLSearchParams} [query]
 */
export function exportMenu(view, label, query = new URLSearchParams()) {
  return menu(label, FORMATS[view].map((form) => ({ view, form, words: form, query })));
}

/**
 * The table as a picture: a map or bars.
 * @param {(key: string, values?: object) => string} w The words of `web.export`.
 * @param {URLSearchParams} query
 */
export function figureMenu(w, query) {
  return menu(w("picture"), ["heatmap", "bars"].flatMap((kind) => ["svg", "png"].map((form) => {
    const asked = new URLSearchParams(query);
    asked.set("kind", kind);
    return { view: "figure", form, words: w(kind, { suffix: form }), query: asked };
  })));
}

/** @param {string} label @param {{view: string, form: string, words: string, query: URLSearchParams}[]} files */
function menu(label, files) {
  return h("details.export-menu", {}, h("summary", {}, label),
    h("ul", {}, ...files.map(({ view, form, words, query }) => {
      const asked = query.toString();
      return h("li", {}, h("a", {
        href: `/export/${view}.${form}${asked ? `?${asked}` : ""}`, download: "",
      }, words));
    })));
}

/**
 * Fill a place with the menu of one view.
 * @param {Element} place @param {string} view @param {string} label @param {URLSearchParams} [query]
 */
export function offer(place, view, label, query) {
  place.replaceChildren(exportMenu(view, label, query));
}

/** @param {HTMLAnchorElement} link */
async function save(link) {
  const w = await said;
  const shown = new URL(link.href).pathname.split("/").pop() ?? "";
  const status = line(link);
  status.textContent = w("making", { name: shown });
  try {
    const response = await fetch(link.href, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Refused(response.status, await response.json().catch(() => null));
    const name = named(response.headers.get("Content-Disposition") ?? "") ?? shown;
    keep(await response.blob(), name);
    status.textContent = w("saved", { name });
  } catch (error) {
    status.textContent = "";
    if (!(error instanceof Refused)) return tell(w("lost"));
    tell(error.message, error.hint);
    if (error.body.force) document.getElementById("told")?.append(anyway(link, w("force")));
  }
}

/** A button that saves a file with a name of the list in it. @param {HTMLAnchorElement} link @param {string} label */
function anyway(link, label) {
  return h("p.told-act", {}, h("button", {
    type: "button",
    onclick: () => {
      const again = /** @type {HTMLAnchorElement} */ (link.cloneNode());
      const address = new URL(link.href);
      address.searchParams.set("force", "1");
      again.href = address.href;
      document.getElementById("told")?.replaceChildren();
      save(again);
    },
  }, label));
}

/** What the header calls the file. @param {string} header */
function named(header) {
  const long = /filename\*=UTF-8''([^;]+)/.exec(header);
  return long ? decodeURIComponent(long[1]) : /filename="([^"]*)"/.exec(header)?.[1];
}

/** @param {Blob} content @param {string} name */
function keep(content, name) {
  const address = URL.createObjectURL(content);
  const link = h("a", { href: address, download: name });
  link.click();
  // The browser has read it by then; kept, it would stay in memory as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Where is said how it goes: one line for the page, beside the menus where there is room. @param {Element} link */
function line(link) {
  const held = document.querySelector(".export-said");
  if (held) return held;
  const made = h("span.export-said", { role: "status" });
  (link.closest(".exports") ?? document.querySelector(".exports"))?.append(made);
  return made;
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  for (const open of document.querySelectorAll("details.export-menu[open]")) {
    if (!open.contains(target)) open.removeAttribute("open");
  }
  const link = target.closest?.(".export-menu a, a.export");
  // With a key held down the browser does as it is told: another tab, another window.
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const around = link.closest(".export-menu");
  around?.removeAttribute("open");
  around?.querySelector("summary")?.focus();
  save(link);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.export-menu[open]");
  open?.removeAttribute("open");
  open?.querySelector("summary")?.focus();
});
