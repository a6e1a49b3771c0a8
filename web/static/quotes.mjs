// The quotes behind a figure: filtered by code, respondent and words, each with its place.

import { keyed } from "./address.mjs";
import { get, words as load } from "./api.mjs";
import { chip, fill, h, refusal } from "./build.mjs";
import { exportMenu } from "./exports.mjs";
import { choice, condition, hold, search } from "./filters.mjs";

const place = {
  form: /** @type {HTMLFormElement} */ (document.getElementById("choices")),
  list: /** @type {HTMLElement} */ (document.getElementById("quotes")),
  count: /** @type {HTMLElement} */ (document.getElementById("count")),
  exports: /** @type {HTMLElement} */ (document.getElementById("exports")),
};
const w = await load("web.quotes");
const shared = await load("web.tables");
const exported = await load("web.export");

async function controls() {
  const query = new URLSearchParams(location.search);
  const choices = await get("/api/choices");
  const words = { all: shared("all"), missing: choices.missing };
  const codes = choices.codes.map((/** @type {any} */ one) =>
    [one.key, `${"\u2003".repeat(one.depth)}${one.label}`]);
  fill(place.form,
    choice("layer", shared("layer"), choices.layers.map((/** @type {string} */ one) =>
      [one, shared(`layer_${one}`)]), query.get("layer") ?? "own"),
    choice("code", w("code"), [["", shared("all")], ...codes], query.get("code") ?? ""),
    ...choices.attributes.map((/** @type {any} */ one) => condition(one, query, words)),
    search(query, shared),
    h("div.choice.check", {}, h("input", {
      id: "choose-alone", name: "alone", type: "checkbox", value: "1",
      checked: query.get("alone") === "1",
    }), h("label", { for: "choose-alone" }, w("alone"))));
}

/** @param {any} one */
function quote(one) {
  const who = [one.role, one.organisation].filter(Boolean).join(", ")
    || one.respondent || w("nobody");
  const where = one.turn === null ? one.title : `${one.title}, ${w("turn", { turn: one.turn })}`;
  const address = `${keyed("/transcript", one.transcript)}${one.turn === null ? "" : `#turn-${one.turn}`}`;
  return h("li.quote", {},
    h("blockquote", {}, h("p", {}, one.text)),
    h("p.quote-source", {}, h("span", {}, who), " · ", h("a", { href: address }, where)),
    h("p.quote-codes", {}, ...one.codes.map(chip)),
    one.memo ? h("p.quote-memo", {}, w("memo", { memo: one.memo })) : null);
}

/** @param {URLSearchParams} query @param {() => boolean} current */
async function draw(query, current) {
  try {
    const view = await get(`/api/quotes?${query}`, {}, { quiet: true });
    if (!current()) return;
    place.count.textContent = [
      w(view.total === 1 ? "found.one" : "found.many", { n: view.total }), view.only,
    ].filter(Boolean).join(". ");
    place.exports.replaceChildren(
      exportMenu("quotes", shared("export"), query), exportMenu("codings", exported("these"), query));
    fill(place.list, ...view.quotes.map(quote));
    if (!view.total) fill(place.list, h("li.quiet", {}, w("none")));
    else if (view.quotes.length < view.total) {
      place.list.append(h("li.quiet", {}, w("more", { n: view.quotes.length, total: view.total })));
    }
  } catch (error) {
    if (!current()) return;
    place.count.textContent = "";
    fill(place.list, refusal("li", error));
    place.exports.replaceChildren();
  }
}

await hold(place.form, controls, draw);
