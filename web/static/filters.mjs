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
