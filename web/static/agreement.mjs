// The agreement report: figures with intervals, warnings and sentences, as the exports have them.

import { get, words as load } from "./api.mjs";
import { articleTable, fill, h, refusal } from "./build.mjs";
import { exportMenu } from "./exports.mjs";
import { address, choice } from "./filters.mjs";

const place = {
  form: /** @type {HTMLFormElement} */ (document.getElementById("choices")),
  report: /** @type {HTMLElement} */ (document.getElementById("report")),
  contents: /** @type {HTMLElement} */ (document.getElementById("contents")),
  exports: /** @type {HTMLElement} */ (document.getElementById("exports")),
  status: /** @type {HTMLElement} */ (document.getElementById("status")),
};
const w = await load("web.agreement");
const shared = await load("web.tables");
const exported = await load("web.export");

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
    h("figcaption", {}, part.caption),
    exportMenu("picture", exported("picture"), numbered(query, part.number)));
}

/** @param {URLSearchParams} query @param {number} number */
function numbered(query, number) {
  const asked = new URLSearchParams(query);
  asked.set("number", String(number));
  return asked;
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

let asked = 0;

async function show() {
  const query = new URLSearchParams(location.search);
  asked += 1;
  const mine = asked;
  const done = waiting();
  try {
    const view = await get(`/api/agreement?${query}`, {}, { quiet: true });
    // Another choice may have been made while this one was worked out.
    if (mine === asked) report(view, query);
  } catch (error) {
    if (mine !== asked) return;
    fill(place.report, refusal("p", error));
    place.contents.replaceChildren();
    place.exports.replaceChildren();
  } finally {
    if (mine === asked) done();
  }
}

/** Say that figures are under way, and why it takes long when it does. @returns {() => void} */
function waiting() {
  const said = h("span", {}, w("computing"));
  fill(place.status, h("progress", { "aria-label": w("computing") }), said);
  place.report.setAttribute("aria-busy", "true");
  place.report.classList.add("stale");
  const slow = setTimeout(() => { said.textContent = w("computing_why"); }, 1000);
  return () => {
    clearTimeout(slow);
    place.status.replaceChildren();
    place.report.removeAttribute("aria-busy");
    place.report.classList.remove("stale");
  };
}

/** @param {any} view @param {URLSearchParams} query */
function report(view, query) {
  fill(place.report,
    h("p.subtitle", {}, view.subtitle),
    ...view.sections.map((/** @type {any} */ one, /** @type {number} */ at) =>
      h("section", { id: `part-${at}` }, h("h2", {}, one.heading),
        ...one.parts.map((/** @type {any} */ part) => drawn(part, query)))));
  fill(place.contents, h("h2", {}, w("contents")), h("ol", {},
    ...view.sections.map((/** @type {any} */ one, /** @type {number} */ at) =>
      h("li", {}, h("a", { href: `#part-${at}` }, one.heading)))));
  fill(place.exports,
    query.get("where") === "1" ? exportMenu("disagreements", w("list"), query) : null,
    exportMenu("agreement", shared("export"), query));
}

place.form.addEventListener("change", () => {
  history.pushState(null, "", `?${address(place.form)}`);
  show();
});
place.form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", () => {
  controls(new URLSearchParams(location.search));
  show();
});
controls(new URLSearchParams(location.search));
await show();
