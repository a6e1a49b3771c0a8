/**
 * One code's key, colour and texts, Dutch and English side by side, saved together with a reason.
 *
 * @typedef {import("./codebook_edit.mjs").Code} Code
 * @typedef {(key: string, values?: object) => string} Word
 */

import { h } from "/static/build.mjs";

const LANGUAGES = [["nl", "dutch"], ["en", "english"]];
const SHORT = ["labels", "short"];
const LISTS = ["examples", "cues"];
const FIELDS = ["labels", "short", "definition", "include", "exclude", ...LISTS];

/**
 * @param {Code} code @param {Record<string, any>} draft What is written and not saved.
 * @param {Word} word
 * @param {{write: (field: string, value: any) => void, revert: () => void,
 *   save: (fields: Record<string, any>, reason: string) => void}} act
 */
export function form(code, draft, word, act) {
  const written = { ...draft };
  const foot = h("div.sheet-foot", { hidden: !Object.keys(draft).length });
  /** @param {string} field @param {any} value */
  const write = (field, value) => {
    if (value === undefined) delete written[field];
    else written[field] = value;
    act.write(field, value);
    foot.hidden = !Object.keys(written).length;
  };
  const reason = reasonField(word);
  foot.append(reason,
    h("button.primary", { type: "submit" }, word("save")),
    h("button", { type: "button", onclick: act.revert }, word("revert")));
  return h("form.sheet-form", {
    autocomplete: "off",
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      act.save(sent(written), /** @type {HTMLInputElement} */ (reason.querySelector("input")).value);
    },
  },
  h("h2.sheet-title", {}, h("span.code-number", {}, code.number), code.label),
  h("p.quiet", {}, word("used", { n: code.used })),
  top(code, written, word, write),
  grid(code, written, word, write),
  foot);
}

/** The draft as the server reads it: ``labels/nl`` becomes ``labels: {nl: …}``. @param {Record<string, any>} written */
function sent(written) {
  /** @type {Record<string, any>} */
  const fields = {};
  for (const [name, value] of Object.entries(written)) {
    const [field, lang] = name.split("/");
    if (!lang) fields[field] = value;
    else fields[field] = { ...(fields[field] ?? {}), [lang]: LISTS.includes(field) ? value.split("\n") : value };
  }
  return fields;
}

/** @param {Word} word */
export function reasonField(word) {
  return h("label.reason", {}, h("span", {}, word("reason")),
    h("input", { type: "text", required: true, autocomplete: "off", spellcheck: "false", placeholder: word("reason_help") }));
}

/** @param {Code} code @param {Record<string, any>} written @param {Word} word @param {(field: string, value: any) => void} write */
function top(code, written, word, write) {
  const key = /** @type {HTMLInputElement} */ (h("input", {
    type: "text", spellcheck: "false", pattern: "[a-z0-9]+(-[a-z0-9]+)*", title: word("key_help"),
    oninput: () => write("key", key.value === code.key ? undefined : key.value),
  }));
  key.value = written.key ?? code.key;
  const colour = /** @type {HTMLInputElement} */ (h("input", {
    type: "color", oninput: () => put(colour.value),
  }));
  const bare = /** @type {HTMLInputElement} */ (h("input", {
    type: "checkbox", onchange: () => put(bare.checked ? "" : colour.value),
  }));
  /** @param {string} value */
  function put(value) {
    bare.checked = !value;
    write("colour", value === (code.colour ?? "") ? undefined : value);
  }
  const shown = written.colour ?? code.colour ?? "";
  colour.value = /^#[0-9a-f]{6}$/i.test(shown) ? shown : "#808080";
  bare.checked = !shown;
  return h("div.sheet-top", {},
    h("label", {}, h("span", {}, word("key")), key),
    h("label", {}, h("span", {}, word("colour")), colour),
    h("label.check", {}, bare, h("span", {}, word("no_colour"))));
}

/** @param {Code} code @param {Record<string, any>} written @param {Word} word @param {(field: string, value: any) => void} write */
function grid(code, written, word, write) {
  return h("div.text-grid", {},
    h("span", {}), ...LANGUAGES.map(([lang, name]) => h("span.grid-head", { id: `lang-${lang}` }, word(name))),
    ...FIELDS.flatMap((field) => {
      const name = field === "labels" ? "label" : field;
      return [
        h("span.grid-name", { id: `field-${field}` }, word(name),
          LISTS.includes(field) ? h("small.quiet", {}, word("line_each")) : null),
        ...LANGUAGES.map(([lang]) => text(code, field, lang, written, write)),
      ];
    }));
}

/** @param {Code} code @param {string} field @param {string} lang @param {Record<string, any>} written @param {(field: string, value: any) => void} write */
function text(code, field, lang, written, write) {
  const texts = /** @type {any} */ (code.texts)[field][lang];
  const stored = LISTS.includes(field) ? (texts ?? []).join("\n") : texts ?? "";
  const one = SHORT.includes(field);
  const made = /** @type {HTMLInputElement} */ (h(one ? "input" : "textarea", {
    type: one ? "text" : null, rows: one ? null : 2, lang, spellcheck: "false", autocomplete: "off",
    "aria-labelledby": `field-${field} lang-${lang}`,
    oninput: () => write(`${field}/${lang}`, made.value === stored ? undefined : made.value),
  }));
  made.value = written[`${field}/${lang}`] ?? stored;
  return made;
}
