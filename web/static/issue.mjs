// One issue: its text with every coder's marks, the sides next to each other, and the decision.

import { chip, fill, h } from "./build.mjs";
import { marked } from "./segments.mjs";
import { buttons, decision, otherCode } from "./verdict.mjs";

/** @typedef {(key: string, values?: Record<string, unknown>) => string} Words */

/**
 * Draw an issue.
 * @param {HTMLElement} place
 * @param {{issue: any, context: any, rank: string, codes: any[], name: (key: string) => string, closed: boolean}} shown
 * @param {Words} w
 * @param {{choose: (verdict: any, words: string) => void, go: (step: number, undecided?: boolean) => void}} acts
 */
export function drawIssue(place, shown, w, acts) {
  const { issue, name } = shown;
  fill(place,
    h("header.issue-head", {},
      h("h2", {}, shown.rank),
      h("span", {}, w("place", { title: issue.title, turn: issue.turn ?? "–" })),
      h("span.quiet", {}, w("weight", { part: issue.part })),
      h("span.steps", {},
        h("button", { type: "button", "aria-label": w("previous"), onclick: () => acts.go(-1) }, "‹"),
        h("button", { type: "button", "aria-label": w("next"), onclick: () => acts.go(1) }, "›"))),
    issue.decision ? decision(issue.decision, name, w) : null,
    text(shown),
    h("div.sides", {}, ...issue.sides.map((/** @type {any} */ side, /** @type {number} */ at) =>
      sideCard(side, at, shown, w))),
    ...(shown.closed ? [] : deciding(shown, w, acts)));
}

/** @param {any} shown */
function text({ issue, context, name }) {
  const marks = issue.sides.flatMap((/** @type {any} */ side, /** @type {number} */ who) =>
    side.marks.map((/** @type {any} */ mark) => ({ start: mark.start, end: mark.end, who })));
  const names = issue.sides.map((/** @type {any} */ side) => name(side.coder));
  return h("div.context", {}, ...context.turns.map((/** @type {any} */ turn) =>
    h(`div.context-turn${turn.interviewer ? ".interviewer" : ""}`, {},
      h("p.context-label", {}, [turn.speaker, turn.role, turn.time].filter(Boolean).join(" · ")),
      h("p.context-text", {}, ...marked(turn, marks, names)))));
}

/** @param {any} side @param {number} at @param {any} shown @param {Words} w */
function sideCard(side, at, shown, w) {
  const points = shown.context.turns.map((/** @type {any} */ turn) => ({
    start: turn.start, all: Array.from(turn.text),
  }));
  // A few words say which of several marks is meant; the whole of it stands in the text above.
  const words = (/** @type {any} */ mark) => {
    const turn = points.find((/** @type {any} */ one) => one.start + one.all.length > mark.start);
    if (!turn) return "";
    const from = Math.max(0, mark.start - turn.start);
    const found = turn.all.slice(from, Math.max(0, mark.end - turn.start)).join("");
    return found.length > 70 ? `${found.slice(0, 70).replace(/\s+\S*$/, "")} …` : found;
  };
  return h(`section.side-card.side-${at}`, { "aria-label": shown.name(side.coder) },
    h("h3", {}, h("span.swatch", { "aria-hidden": "true" }), shown.name(side.coder)),
    side.marks.length
      ? h("ul", {}, ...side.marks.map((/** @type {any} */ mark) => h("li", {},
        h("p.chips", {}, ...mark.codes.map(chip)),
        h("p.quiet", {}, `“${words(mark)}”`),
        mark.memo ? h("p", {}, h("strong", {}, `${w("memo")}: `), mark.memo) : null)))
      : h("p.quiet", {}, w("nothing")));
}

/** @param {any} shown @param {Words} w @param {any} acts */
function deciding(shown, w, acts) {
  const { issue, codes, name } = shown;
  const stored = sessionStorage.getItem("consensus-keys") !== "off";
  return [
    buttons(issue, name, w, acts.choose),
    h("div.reason", {},
      h("label", { for: "reason" }, w("reason")),
      h("textarea", {
        id: "reason", rows: "2", autocomplete: "off", spellcheck: "false",
        "aria-describedby": "reason-hint",
      }, issue.decision?.reason ?? ""),
      h("span.quiet", { id: "reason-hint" }, w("reason_hint"))),
    otherCode(issue, codes, name, w, acts.choose),
    h("details.keys", {}, h("summary", {}, w("keys")), h("p", {}, w("keys_list")),
      h("div.choice.check", {}, h("input", {
        id: "keys-on", type: "checkbox", checked: stored,
        onchange: (/** @type {Event} */ event) => sessionStorage.setItem("consensus-keys",
          /** @type {HTMLInputElement} */ (event.target).checked ? "on" : "off"),
      }), h("label", { for: "keys-on" }, w("keys_on")))),
  ];
}
