// The quotes behind a figure: filtered by code, respondent and words, each with its place.

import { get, words as load } from "./api.mjs";
import { chip, fill, h, refusal } from "./build.mjs";
import { offer } from "./exports.mjs";
import { address, choice, condition } from "./filters.mjs";

const place = {
  form: /** @type {HTMLFormElement} */ (document.getElementById("choices")),
  list: /** @type {HTMLElement} */ (document.getElementById("quotes")),
  count: /** @type {HTMLElement} */ (document.getElementById("count")),
  exports: /** @type {HTMLElement} */ (document.getElementById("exports")),
};
const w = await load("web.quotes");
const shared = await load("web.tables");

/** @param {any} choices @param {URLSearchParams} query */
function controls(choices, query) {
  const words = { all: shared("all"), missing: choices.missing };
  const codes = choices.codes.map((/** @type {any} */ one) =>
    [one.key, `${"\u2003".repeat(one.depth)}${one.label}`]);
  fill(place.form,
    choice("layer", shared("layer"), choices.layers.map((/** @type {string} */ one) =>
      [one, shared(`layer_${one}`)]), query.get("layer") ?? "own"),
    choice("code", w("code"), [["", shared("all")], ...codes], query.get("code") ?? ""),
    ...choices.attributes.map((/** @type {any} */ one) => condition(one, query, words)),
    h("div.choice.wide", {}, h("label", { for: "choose-text" }, w("text")),
      h("input", {
        id: "choose-text", name: "text", type: "search", value: query.get("text") ?? "",
        autocomplete: "off", spellcheck: "false",
      })),
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
  const address = `/transcript/${encodeURIComponent(one.transcript)}${one.turn === null ? "" : `#turn-${one.turn}`}`;
  return h("li.quote", {},
    h("blockquote", {}, h("p", {}, one.text)),
    h("p.quote-source", {}, h("span", {}, who), " · ", h("a", { href: address }, where)),
    h("p.quote-codes", {}, ...one.codes.map(chip)),
    one.memo ? h("p.quote-memo", {}, w("memo", { memo: one.memo })) : null);
}

async function show() {
  const query = new URLSearchParams(location.search);
  try {
    controls(await get(`/api/choices?${query}`, {}, { quiet: true }), query);
    const view = await get(`/api/quotes?${query}`, {}, { quiet: true });
    place.count.textContent = [
      w(view.total === 1 ? "found.one" : "found.many", { n: view.total }), view.only,
    ].filter(Boolean).join(". ");
    offer(place.exports, "quotes", shared("export"), query);
    fill(place.list, ...view.quotes.map(quote));
    if (!view.total) fill(place.list, h("li.quiet", {}, w("none")));
    else if (view.quotes.length < view.total) {
      place.list.append(h("li.quiet", {}, w("more", { n: view.quotes.length, total: view.total })));
    }
  } catch (error) {
    place.count.textContent = "";
    fill(place.list, refusal("li", error));
    place.exports.replaceChildren();
  }
}

let waiting = 0;
function changed() {
  const focused = /** @type {HTMLInputElement|null} */ (document.activeElement);
  const id = focused?.id ?? "";
  const caret = focused?.type === "search" ? focused.selectionStart : null;
  history.replaceState(null, "", `?${address(place.form)}`);
  show().then(() => {
    const again = /** @type {HTMLInputElement|null} */ (document.getElementById(id));
    again?.focus();
    if (caret !== null) again?.setSelectionRange(caret, caret);
  });
}
place.form.addEventListener("input", () => {
  clearTimeout(waiting);
  // A list is asked for when somebody stops typing, not for every letter.
  waiting = setTimeout(changed, 250);
});
place.form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", show);
await show();
