/**
 * Every version of the codebook: when, who, why and what.
 *
 * @typedef {{version: number, at: string, actor: string|null, reason: string, changes: string[]}} Version
 */

import { fill, h } from "/static/build.mjs";

/** @param {Element} box @param {Version[]} versions @param {(key: string, values?: object) => string} word */
export function drawHistory(box, versions, word) {
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const heads = ["version", "at", "actor", "reason", "changes"];
  fill(box, h("table", {},
    h("thead", {}, h("tr", {}, ...heads.map((key) => h("th", { scope: "col" }, word(`history_${key}`))))),
    h("tbody", {}, ...versions.map((one) => h("tr", {},
      h("th.number", { scope: "row" }, one.version),
      h("td", {}, h("time", { datetime: one.at }, when.format(new Date(one.at)))),
      h("td", {}, one.actor ?? "–"),
      h("td.prose", {}, one.reason),
      h("td.changes", {}, ...one.changes.map((line) => h("div", {}, line))))))));
}
