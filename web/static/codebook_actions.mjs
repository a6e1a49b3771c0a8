/**
 * Changes of the tree: a new code, and moving, merging, splitting and removing one. Each is a small
 * form that opens in its place and asks for a reason.
 *
 * @typedef {import("./codebook_edit.mjs").Code} Code
 * @typedef {import("./codebook_edit.mjs").Book} Book
 * @typedef {(key: string, values?: object) => string} Word
 * @typedef {(verb: string, content: Record<string, any>) => Promise<void>} Change
 */

import { fill, h } from "/static/build.mjs";
import { reasonField } from "/static/codebook_form.mjs";

/**
 * Buttons for what can be done with a code, or, without one, the form for a new root.
 * @param {Code|null} code @param {Book} book @param {Word} word @param {Change} change
 * @param {"block"|"free"} [kind] What the new root is.
 */
export function actions(code, book, word, change, kind) {
  const place = h("div.action-form");
  if (!code) {
    fill(place, adding(null, word, change, kind === "block", null));
    return place;
  }
  /** @type {[string, () => HTMLElement][]} */
  const all = [
    ["add_below", () => adding(code, word, change, false, close)],
    ["move", () => moving(code, book, word, change, close)],
    ["merge", () => merging(code, book, word, change, close)],
    ["split", () => splitting(code, word, change, close)],
    ["remove", () => removing(code, word, change, close)],
  ];
  const buttons = all.map(([name, open]) => h("button", {
    type: "button", "aria-expanded": "false",
    onclick: (/** @type {Event} */ event) => {
      close();
      const button = /** @type {HTMLElement} */ (event.currentTarget);
      button.setAttribute("aria-expanded", "true");
      fill(place, open());
      /** @type {HTMLElement|null} */ (place.querySelector("input, select, textarea"))?.focus();
    },
  }, word(name)));
  function close() {
    const open = buttons.find((button) => button.getAttribute("aria-expanded") === "true");
    open?.setAttribute("aria-expanded", "false");
    if (place.contains(document.activeElement)) open?.focus();
    place.replaceChildren();
  }
  return h("div.sheet-actions", {}, h("div.action-buttons", {}, ...buttons), place);
}

/**
 * A small form; what its fields hold is sent as one change.
 * @param {string} title @param {string} verb @param {Word} word @param {Change} change
 * @param {(() => void)|null} close
 * @param {() => Record<string, any>} content @param {...(HTMLElement|null)} fields
 */
function asking(title, verb, word, change, close, content, ...fields) {
  const reason = reasonField(word);
  return h("form", {
    autocomplete: "off",
    "aria-label": title,
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      change(verb, { ...content(), reason: /** @type {HTMLInputElement} */ (reason.querySelector("input")).value });
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") close?.();
    },
  },
  h("h3", {}, title), ...fields, reason,
  h("div.form-buttons", {},
    h("button.primary", { type: "submit" }, verb === "add" ? word("add") : word(verb)),
    close && h("button", { type: "button", onclick: close }, word("cancel"))));
}

/** @param {string} label @param {HTMLElement} field */
function labelled(label, field) {
  return h("label", {}, h("span", {}, label), field);
}

/** @param {string} label @param {HTMLElement} box */
function checked(label, box) {
  return h("label.check", {}, box, h("span", {}, label));
}

/** Said before a change that reaches further than one's own work. @param {Word} word */
function everyone(word) {
  return h("p", {}, word("everyone"));
}

/** @param {Code|null} parent @param {Word} word @param {Change} change @param {boolean} block @param {(() => void)|null} close */
function adding(parent, word, change, block, close) {
  const [dutch, english, meaning] = ["input", "input", "textarea"].map((tag) =>
    /** @type {HTMLInputElement} */ (h(tag, { type: tag === "input" ? "text" : null, spellcheck: "false" })));
  const title = word(parent ? "add_below" : block ? "add_block" : "add_free");
  const lang = document.documentElement.lang === "en" ? "en" : "nl";
  (lang === "en" ? english : dutch).required = true;
  return asking(title, "add", word, change, close, () => ({
    parent: parent?.key ?? null,
    block,
    labels: { nl: dutch.value, en: english.value },
    definition: { [lang]: meaning.value },
  }),
  labelled(`${word("label")} (${word("dutch")})`, dutch),
  labelled(`${word("label")} (${word("english")})`, english),
  labelled(word("definition"), meaning));
}

/** @param {Code} code @param {Book} book @param {Word} word @param {Change} change @param {() => void} close */
function moving(code, book, word, change, close) {
  const above = chooser(book, word("move_root"), (one) => !under(book, one, code.key), code.parent);
  const place = /** @type {HTMLSelectElement} */ (h("select"));
  const refresh = () => {
    const siblings = book.codes.filter((one) => (one.parent ?? "") === above.value && one.key !== code.key
      && (one.parent !== null || one.free === (code.free || code.parent !== null)));
    fill(place,
      ...siblings.map((one, at) => h("option", { value: at + 1 }, `${at + 1} · ‹ ${one.label}`)),
      h("option", { value: "", selected: true }, word("last")));
  };
  above.addEventListener("change", refresh);
  refresh();
  return asking(word("move"), "move", word, change, close, () => ({
    code: code.key, parent: above.value || null, position: place.value ? Number(place.value) : null,
  }), everyone(word), labelled(word("move_to"), above), labelled(word("move_place"), place));
}

/** @param {Code} code @param {Book} book @param {Word} word @param {Change} change @param {() => void} close */
function merging(code, book, word, change, close) {
  const into = chooser(book, null, (one) => !under(book, one, code.key));
  const children = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  const has = book.codes.some((one) => one.parent === code.key);
  return asking(word("merge"), "merge", word, change, close, () => ({
    code: code.key, into: into.value, with_children: children.checked,
  }), everyone(word), labelled(word("merge_into"), into), has ? checked(word("merge_children"), children) : null);
}

/** @param {Code} code @param {Word} word @param {Change} change @param {() => void} close */
function splitting(code, word, change, close) {
  const labels = /** @type {HTMLTextAreaElement} */ (h("textarea", { rows: 3, required: true, spellcheck: "false" }));
  const below = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  return asking(word("split"), "split", word, change, close, () => ({
    code: code.key, labels: labels.value.split("\n"), below: below.checked,
  }), labelled(word("split_labels"), labels), checked(word("split_below"), below));
}

/** @param {Code} code @param {Word} word @param {Change} change @param {() => void} close */
function removing(code, word, change, close) {
  return asking(word("remove"), "remove", word, change, close, () => ({ code: code.key }),
    h("p", {}, word("remove_sure")));
}

/**
 * A choice of codes, in the order of the tree.
 * @param {Book} book @param {string|null} none @param {(code: Code) => boolean} fits
 * @param {string|null} [chosen]
 */
function chooser(book, none, fits, chosen = null) {
  return /** @type {HTMLSelectElement} */ (h("select", {},
    none && h("option", { value: "" }, none),
    ...book.codes.filter(fits).map((one) => h("option", { value: one.key, selected: one.key === chosen },
      `${"\u00a0\u00a0".repeat(one.depth)}${one.number} ${one.label}`.trimEnd()))));
}

/** Whether a code is another one or stands below it. @param {Book} book @param {Code} one @param {string} key */
function under(book, one, key) {
  /** @type {Code|undefined} */
  let at = one;
  while (at && at.key !== key) at = book.codes.find((code) => code.key === at?.parent);
  return at !== undefined;
}
