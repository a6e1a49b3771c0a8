/**
 * One code's key, colour and texts, Dutch and English side by side, saved together with a reason.
 *
 * @typedef {import("./codebook_edit.mjs").Code} Code
 * @typedef {import("./codebook_draft.mjs").Draft} Draft
 * @typedef {(key: string, values?: object) => string} Word
 * @typedef {{code: Code, draft: Draft, word: Word, write: (field: string, value: string) => void}} Sheet
 */

import { h } from "/static/build.mjs";
import { clashes, isList, stored } from "/static/codebook_draft.mjs";

const LANGUAGES = [["nl", "dutch"], ["en", "english"]];
const SHORT = ["labels", "short"];
const FIELDS = ["labels", "short", "definition", "include", "exclude", "examples", "cues"];

/**
 * @param {Code} code @param {import("./codebook_draft.mjs").Drafts} drafts
 * @param {Word} word
 * @param {{written: () => void, revert: () => void, save: (fields: Record<string, any>, reason: string) => void}} act
 * @param {string} [notice] Why it was not saved.
 */
export function form(code, drafts, word, act, notice = "") {
  const reason = reasonField(word);
  const changed = h("p.problem", { role: "status" });
  const foot = h("div.sheet-foot", {}, changed, reason,
    h("button.primary", { type: "submit", "data-field": "save" }, word("save")),
    h("button", { type: "button", onclick: act.revert }, word("revert")));
  const judge = () => {
    const { length } = clashes(code, drafts.get(code.key));
    foot.hidden = !drafts.has(code.key);
    changed.textContent = [notice, length ? word("clash", { n: length }) : ""].join(" ").trim();
  };
  judge();
  /** @param {string} field @param {string} value */
  const write = (field, value) => {
    drafts.write(code, field, value);
    judge();
    act.written();
  };
  const sheet = { code, draft: drafts.get(code.key), word, write };
  return h("form.sheet-form", {
    autocomplete: "off",
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      act.save(sent(drafts.get(code.key)), /** @type {HTMLInputElement} */ (reason.querySelector("input")).value);
    },
  },
  h("h2.sheet-title", {}, h("span.code-number", {}, code.number), code.label),
  h("p.quiet", {}, word("used", { n: code.used })),
  top(sheet),
  grid(sheet),
  foot);
}

/**
 * What was written on a code that is no longer there, to be taken along from here.
 * @param {string} key @param {Draft} draft @param {Word} word @param {() => void} drop
 */
export function remains(key, draft, word, drop) {
  return h("div.remains", {},
    h("h2.sheet-title", {}, key),
    h("p.problem", {}, word("gone")),
    h("dl", {}, ...Object.entries(draft).flatMap(([field, { value }]) => [
      h("dt", {}, named(field, word)), h("dd", {}, value),
    ])),
    h("button", { type: "button", onclick: drop }, word("gone_drop")));
}

/** @param {string} field @param {Word} word */
function named(field, word) {
  const [name, lang] = field.split("/");
  const said = word(name === "labels" ? "label" : name);
  const language = LANGUAGES.find(([one]) => one === lang);
  return language ? `${said} (${word(language[1])})` : said;
}

/** The draft as the server reads it: ``labels/nl`` becomes ``labels: {nl: …}``. @param {Draft} draft */
function sent(draft) {
  /** @type {Record<string, any>} */
  const fields = {};
  for (const [name, { value }] of Object.entries(draft)) {
    const [field, lang] = name.split("/");
    if (!lang) fields[field] = value;
    else fields[field] = { ...(fields[field] ?? {}), [lang]: isList(field) ? value.split("\n") : value };
  }
  return fields;
}

/** @param {Word} word */
export function reasonField(word) {
  return h("label.reason", {}, h("span", {}, word("reason")),
    h("input", { type: "text", required: true, autocomplete: "off", spellcheck: "false", placeholder: word("reason_help"), "data-field": "reason" }));
}

/** @param {Element} made @returns {HTMLInputElement} */
export function reasonOf(made) {
  return /** @type {HTMLInputElement} */ (made.querySelector("[data-field=reason]"));
}

/** Make the sheet anew around who is at work in one of its fields. @param {Element} sheet @param {() => void} draw */
export function keepingPlace(sheet, draw) {
  const active = /** @type {HTMLInputElement|null} */ (sheet.querySelector("[data-field]:focus"));
  const [from, to] = [active?.selectionStart, active?.selectionEnd];
  draw();
  if (!active || active.isConnected) return;
  const field = /** @type {HTMLInputElement|null} */ (sheet.querySelector(`[data-field="${active.dataset.field}"]`));
  field?.focus();
  if (typeof from === "number") field?.setSelectionRange(from, to ?? from);
}

/** @param {Sheet} sheet */
function top({ code, draft, word, write }) {
  const key = /** @type {HTMLInputElement} */ (h("input", {
    type: "text", spellcheck: "false", pattern: "[a-z0-9]+(-[a-z0-9]+)*", title: word("key_help"), "data-field": "key",
    oninput: () => write("key", key.value),
  }));
  key.value = draft.key?.value ?? code.key;
  const colour = /** @type {HTMLInputElement} */ (h("input", {
    type: "color", "data-field": "colour", oninput: () => put(colour.value),
  }));
  const bare = /** @type {HTMLInputElement} */ (h("input", {
    type: "checkbox", onchange: () => put(bare.checked ? "" : colour.value),
  }));
  /** @param {string} value */
  function show(value) {
    if (/^#[0-9a-f]{6}$/i.test(value)) colour.value = value;
    bare.checked = !value;
  }
  /** @param {string} value */
  function put(value) {
    show(value);
    write("colour", value);
  }
  colour.value = "#808080";
  show(draft.colour?.value ?? stored(code, "colour"));
  return h("div.sheet-top", {},
    h("label", {}, h("span", {}, word("key")), key),
    h("label", {}, h("span", {}, word("colour")), colour),
    h("label.check", {}, bare, h("span", {}, word("no_colour"))),
    beside({ code, draft, word, write }, "colour", colour, put));
}

/** @param {Sheet} sheet */
function grid(sheet) {
  const { word } = sheet;
  return h("div.text-grid", {},
    h("span", {}), ...LANGUAGES.map(([lang, name]) => h("span.grid-head", { id: `lang-${lang}` }, word(name))),
    ...FIELDS.flatMap((field) => [
      h("span.grid-name", { id: `field-${field}` }, word(field === "labels" ? "label" : field),
        isList(field) ? h("small.quiet", {}, word("line_each")) : null),
      ...LANGUAGES.map(([lang]) => text(sheet, field, lang)),
    ]));
}

/** @param {Sheet} sheet @param {string} name @param {string} lang */
function text(sheet, name, lang) {
  const field = `${name}/${lang}`;
  const one = SHORT.includes(name);
  const made = /** @type {HTMLInputElement} */ (h(one ? "input" : "textarea", {
    type: one ? "text" : null, rows: one ? null : 2, lang, spellcheck: "false", autocomplete: "off",
    "aria-labelledby": `field-${name} lang-${lang}`, "data-field": field,
    oninput: () => sheet.write(field, made.value),
  }));
  made.value = sheet.draft[field]?.value ?? stored(sheet.code, field);
  return h("div", {}, made, beside(sheet, field, made, (value) => {
    made.value = value;
    sheet.write(field, value);
  }));
}

/**
 * What stands in a field by now, when that is neither what one saw there nor what one wrote.
 * @param {Sheet} sheet @param {string} field @param {HTMLElement} control @param {(value: string) => void} put
 */
function beside({ code, draft, word }, field, control, put) {
  if (!clashes(code, draft).includes(field)) return null;
  const now = stored(code, field);
  const id = `now-${field.replace("/", "-")}`;
  control.setAttribute("aria-describedby", id);
  const note = h("div.clash", {},
    h("p", { id, tabindex: "-1" }, h("span.quiet", {}, word("now")), h("span.clash-now", {}, now || word("now_nothing"))),
    h("button", {
      type: "button",
      onclick: () => {
        put(now);
        control.removeAttribute("aria-describedby");
        note.remove();
        control.focus();
      },
    }, word("take")));
  return note;
}
