// The export button of every view: one link a format, with the same choices as the view itself.

import { h } from "./build.mjs";

/** @type {Record<string, string[]>} */
const FORMATS = {
  tables: ["docx", "xlsx", "csv", "md", "html", "tex"],
  quotes: ["docx", "xlsx", "csv", "md", "html", "tex"],
  agreement: ["docx", "html", "xlsx", "csv"],
  disagreements: ["docx", "xlsx", "csv", "md", "html", "tex"],
};

/**
 * Fill a place with links to a view's files.
 * @param {Element} place
 * @param {keyof typeof FORMATS} view
 * @param {string} label
 * @param {URLSearchParams} query
 */
export function offer(place, view, label, query) {
  const asked = query.toString();
  place.replaceChildren(h("details.export-menu", {},
    h("summary", {}, label),
    h("ul", {}, ...FORMATS[view].map((one) => h("li", {},
      h("a", { href: `/export/${view}.${one}${asked ? `?${asked}` : ""}`, download: "" }, one))))));
}
