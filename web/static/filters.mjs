// The choices above tables and quotes. They live in the address, so that a view can be kept,
// shared by its link on this machine, and opened from a cell.

import { h } from "./build.mjs";

/** @typedef {{key: string, label: string, values: (string|null)[]}} Attribute */

/** The name that a condition on an attribute has in an address. @param {string} key */
export function parameter(key) {
  return ["role", "organisation", "transcript"].includes(key) ? key : `is.${key}`;
}

/**
 * A labelled list to choose from.
 * @param {string} name
 * @param {string} label
 * @param {[string, string][]} options Value and words.
 * @param {string} chosen
 */
export function choice(name, label, options, chosen) {
  const id = `choose-${name}`;
  const select = h("select", { id, name }, ...options.map(([value, words]) =>
    h("option", { value, selected: value === chosen }, words)));
  return h("div.choice", {}, h("label", { for: id }, label), select);
}

// No value of a respondent begins with a control character, so these cannot be taken for one.
const ALL = "\u0001all";

/**
 * The choices of an attribute, "all" first.
 * @param {Attribute} attribute
 * @param {URLSearchParams} query
 * @param {{all: string, missing: string}} words
 */
export function condition(attribute, query, words) {
  const name = parameter(attribute.key);
  const options = attribute.values.map((value) =>
    /** @type {[string, string]} */ ([value ?? "", value ?? words.missing]));
  const made = choice(name, attribute.label, [[ALL, words.all], ...options],
    query.has(name) ? query.get(name) ?? "" : ALL);
  return made;
}

/**
 * Read a form into an address; what asks for everything is left out.
 * @param {HTMLFormElement} form
 * @returns {URLSearchParams}
 */
export function address(form) {
  const found = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || value === ALL) continue;
    const condition = ["role", "organisation", "transcript"].includes(name) || name.startsWith("is.");
    if (value !== "" || condition) found.set(name, value);
  }
  return found;
}

/**
 * The field for words that quotes hold, and whether as whole words.
 * @param {URLSearchParams} query
 * @param {(key: string) => string} w Words of the tables.
 */
export function search(query, w) {
  return h("div.words", {},
    h("div.choice", {}, h("label", { for: "choose-text" }, w("text")),
      h("input", {
        id: "choose-text", name: "text", type: "search", value: query.get("text") ?? "",
        autocomplete: "off", spellcheck: "false",
      })),
    h("div.choice.check", {}, h("input", {
      id: "choose-whole", name: "whole", type: "checkbox", value: "1",
      checked: query.get("whole") === "1",
    }), h("label", { for: "choose-whole" }, w("whole"))));
}

/**
 * Let a form live in the address: a choice is shown at once, words when somebody stops typing.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} controls Fills the form from the address.
 * @param {(query: URLSearchParams, current: () => boolean) => Promise<void>} draw Shows what is
 *   asked for, unless something else is asked for by the time that the answer is there.
 */
export async function hold(form, controls, draw) {
  let waiting = 0;
  let asked = 0;
  const show = () => {
    clearTimeout(waiting);
    asked += 1;
    const mine = asked;
    return draw(new URLSearchParams(location.search), () => mine === asked);
  };
  /** @param {EventTarget|null} target */
  const typed = (target) => /** @type {HTMLInputElement} */ (target).type === "search";
  form.addEventListener("input", (event) => {
    if (!typed(event.target)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      // Not a place to come back to: nobody wants to walk back letter by letter.
      history.replaceState(null, "", `?${address(form)}`);
      show();
    }, 250);
  });
  form.addEventListener("change", (event) => {
    if (typed(event.target)) return;
    history.pushState(null, "", `?${address(form)}`);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", () => controls().then(show));
  await controls();
  await show();
}
