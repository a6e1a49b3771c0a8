// The agreement report: figures with intervals, warnings and sentences, as the exports have them.

import { get, words as load } from "./api.mjs";
import { articleTable, fill, h, refusal } from "./build.mjs";
import { offer } from "./exports.mjs";
import { address, choice } from "./filters.mjs";

const place = {
  form: /** @type {HTMLFormElement} */ (document.getElementById("choices")),
  report: /** @type {HTMLElement} */ (document.getElementById("report")),
  contents: /** @type {HTMLElement} */ (document.getElementById("contents")),
  exports: /** @type {HTMLElement} */ (document.getElementById("exports")),
};
const w = await load("web.agreement");
const shared = await load("web.tables");

/** @param {any} part @param {URLSearchParams} query */
function drawn(part, query) {
  if (part.kind === "text") return h("p", {}, part.text);
  if (part.kind === "list") {
    return h("ul.guards", {}, ...part.items.map((/** @type {string} */ one) => h("li", {}, one)));
  }
  if (part.kind === "table") return articleTable(part, shared("notes"));
  return h("figure.picture", {},
    h("img", {
      src: `/figure/agreement-${part.number}.svg?${query}`, alt: part.alt, loading: "lazy",
    }),
    h("figcaption", {}, part.caption));
}

/** @param {URLSearchParams} query */
function controls(query) {
  const option = (/** @type {string} */ group) => (/** @type {string} */ one) =>
    /** @type {[string, string]} */ ([one === "plan" ? "" : one, w(`${group}_${one}`)]);
  fill(place.form,
    choice("level", w("level"), ["block", "code"].map(option("level")), query.get("level") ?? "block"),
    choice("unit", w("unit"), ["plan", "turn", "sentence", "character"].map(option("unit")),
      query.get("unit") ?? ""),
    h("div.choice.check.wide", {},
      h("input", {
        id: "choose-where", name: "where", type: "checkbox", value: "1",
        checked: query.get("where") === "1", "aria-describedby": "where-hint",
      }),
      h("label", { for: "choose-where" }, w("where")),
      h("span.quiet", { id: "where-hint" }, w("where_hint"))));
}

async function show() {
  const query = new URLSearchParams(location.search);
  controls(query);
  fill(place.report, h("p.quiet", { role: "status" }, w("computing")));
  try {
    const view = await get(`/api/agreement?${query}`, {}, { quiet: true });
    fill(place.report,
      h("p.subtitle", {}, view.subtitle),
      ...view.sections.map((/** @type {any} */ one, /** @type {number} */ at) =>
        h("section", { id: `part-${at}` }, h("h2", {}, one.heading),
          ...one.parts.map((/** @type {any} */ part) => drawn(part, query)))));
    fill(place.contents, h("h2", {}, w("contents")), h("ol", {},
      ...view.sections.map((/** @type {any} */ one, /** @type {number} */ at) =>
        h("li", {}, h("a", { href: `#part-${at}` }, one.heading)))));
    const lists = h("div", {});
    offer(place.exports, "agreement", shared("export"), query);
    if (query.get("where") === "1") {
      offer(lists, "disagreements", w("list"), query);
      place.exports.prepend(lists);
    }
  } catch (error) {
    fill(place.report, refusal("p", error));
    place.contents.replaceChildren();
    place.exports.replaceChildren();
  }
}

place.form.addEventListener("change", () => {
  history.pushState(null, "", `?${address(place.form)}`);
  const focused = document.activeElement?.id ?? "";
  show().then(() => document.getElementById(focused)?.focus());
});
place.form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", show);
await show();
