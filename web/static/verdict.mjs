// What can be decided on an issue: one coder's, both, neither or other codes, with a reason.

import { chip, fill, h } from "./build.mjs";

/** @typedef {(key: string, values?: Record<string, unknown>) => string} Words */
/** @typedef {{verdict: string, accept?: string, codes?: string[], start?: number, end?: number}} Verdict */

/** Keys of the first coders; c, x and o have a meaning of their own. */
const LETTERS = ["a", "b", "d", "e"];

/**
 * The buttons for an issue.
 * @param {any} issue
 * @param {(coder: string) => string} name
 * @param {Words} w
 * @param {(verdict: Verdict, words: string) => void} choose
 */
export function buttons(issue, name, w, choose) {
  const button = (/** @type {string} */ key, /** @type {string} */ words, /** @type {Verdict} */ verdict) =>
    h("button.verdict", {
      type: "button", "data-key": key, "aria-keyshortcuts": key,
      onclick: () => choose(verdict, words),
    }, h("kbd", {}, key), " ", words);
  return h("div.verdicts", { role: "group", "aria-label": w("decided") },
    ...issue.sides.map((/** @type {any} */ side, /** @type {number} */ at) =>
      button(LETTERS[at] ?? "", w(side.marks.length ? "take" : "take_nothing", { coder: name(side.coder) }),
        { verdict: "accept", accept: side.coder })),
    button("c", w("both"), { verdict: "both" }),
    button("x", w("neither"), { verdict: "reject" }));
}

/**
 * The list of codes to give instead, folded away until asked for.
 * @param {any} issue
 * @param {any[]} codes
 * @param {(coder: string) => string} name
 * @param {Words} w
 * @param {(verdict: Verdict, words: string) => void} choose
 */
export function otherCode(issue, codes, name, w, choose) {
  const picked = new Set();
  const list = h("ul.code-list", {});
  const spans = [{ start: issue.start, end: issue.end, words: w("other_all") }];
  for (const side of issue.sides) {
    for (const mark of side.marks) {
      const known = spans.some((one) => one.start === mark.start && one.end === mark.end);
      if (!known) spans.push({ ...mark, words: w("other_of", { coder: name(side.coder) }) });
    }
  }
  const where = /** @type {HTMLSelectElement} */ (h("select", { id: "other-where" },
    ...spans.map((one, at) => h("option", { value: at }, one.words))));
  const filter = /** @type {HTMLInputElement} */ (h("input", {
    type: "search", id: "other-filter", autocomplete: "off", spellcheck: "false",
    oninput: () => draw(),
  }));
  const box = (/** @type {any} */ code) => h("li", {}, h("label", {},
    h("input", {
      type: "checkbox", value: code.key, checked: picked.has(code.key),
      onchange: (/** @type {Event} */ event) => {
        if (/** @type {HTMLInputElement} */ (event.target).checked) picked.add(code.key);
        else picked.delete(code.key);
      },
    }), chip(code)));
  const draw = () => {
    const wanted = filter.value.trim().toLocaleLowerCase();
    fill(list, ...codes
      .filter((one) => picked.has(one.key) || one.label.toLocaleLowerCase().includes(wanted)).map(box));
  };
  draw();
  const save = () => {
    if (!picked.size) { filter.focus(); return; }
    const chosen = spans[Number(where.value)];
    const labels = codes.filter((one) => picked.has(one.key)).map((one) => one.label).join("; ");
    choose({ verdict: "new", codes: [...picked], start: chosen.start, end: chosen.end },
      w("decided_new", { codes: labels }));
  };
  return h("details.other-code", { id: "other" },
    h("summary", {}, h("kbd", {}, "o"), " ", w("other")),
    h("div.other-controls", {},
      h("div.choice", {}, h("label", { for: "other-filter" }, w("filter")), filter),
      h("div.choice", {}, h("label", { for: "other-where" }, w("other_where")), where),
      h("button", { type: "button", onclick: save }, w("other_save"))),
    h("fieldset", {}, h("legend", {}, w("pick")), list));
}

/**
 * A decision in words.
 * @param {any} made
 * @param {(coder: string) => string} name
 * @param {Words} w
 */
export function decision(made, name, w) {
  const words = made.verdict === "accept"
    ? w("decided_accept", { coder: name(made.coder) })
    : w(`decided_${made.verdict}`, { codes: made.codes.map((/** @type {any} */ one) => one.label).join("; ") });
  const at = new Date(made.at).toLocaleString(document.documentElement.lang, {
    dateStyle: "medium", timeStyle: "short",
  });
  return h("p.decision", {}, h("strong", {}, `${w("decided")}: ${words}`),
    made.reason ? ` “${made.reason}”` : "",
    h("span.quiet", {}, ` ${w("decided_by", { who: name(made.who), at })}`));
}
