// Around the issue: how a meeting begins, how far it is, and the list of what is on the agenda.

import { fill, h } from "./build.mjs";
import { choice } from "./filters.mjs";

/** @typedef {(key: string, values?: Record<string, unknown>) => string} Words */

/**
 * The rules of a meeting, and the button that begins it.
 * @param {HTMLElement} place
 * @param {any} view
 * @param {Words} w
 * @param {(rules: {overlap: number, boundary: string}) => void} begin
 */
export function drawBegin(place, view, w, begin) {
  const coders = view.coders.map((/** @type {any} */ one) => one.name).join(", ");
  const shares = [30, 50, 70, 90, 100].map((one) =>
    /** @type {[string, string]} */ ([String(one / 100), `${one}%`]));
  const form = /** @type {HTMLFormElement} */ (h("form.begin", {
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      const found = new FormData(form);
      begin({ overlap: Number(found.get("overlap")), boundary: String(found.get("boundary")) });
    },
  },
  h("p", {}, h("strong", {}, w("with", { coders }))),
  choice("overlap", w("overlap"), shares, "0.5"),
  choice("boundary", w("boundary"),
    [["union", w("boundary_union")], ["intersection", w("boundary_intersection")]], "union"),
  h("p", {}, h("button.primary", { type: "submit" }, w("begin")), " ",
    h("span.quiet", {}, w("begin_hint")))));
  fill(place, h("p.intro", {}, w("intro")), form);
}

/**
 * How far the meeting is, and what can be done to it as a whole.
 * @param {HTMLElement} place
 * @param {any} meeting
 * @param {Words} w
 * @param {{undo: () => void, finish: () => void}} acts
 */
export function drawProgress(place, meeting, w, acts) {
  const all = meeting.open + meeting.resolved;
  const words = w("progress", {
    resolved: meeting.resolved, all, open: meeting.open, agreed: meeting.agreed,
  });
  const ended = meeting.state === "finished";
  fill(place,
    h("div.progress", {},
      h("progress", { max: Math.max(1, all), value: meeting.resolved, "aria-label": words }),
      h("span", {}, ended ? w("finished") : meeting.open ? words : w("all_done"))),
    h("div.acts", {},
      h("button", { type: "button", id: "undo", onclick: acts.undo, disabled: !ended && !meeting.resolved }, w("undo")),
      ended ? h("a.button", { href: "/tables?layer=consensus" }, w("to_tables"))
        : h("button.primary", { type: "button", id: "finish", onclick: acts.finish, disabled: meeting.open > 0 }, w("finish")),
      h("a.button.export", { href: "/export/minutes.docx", download: "" }, w("minutes"))));
}

/**
 * The agenda, the heaviest issue first.
 * @param {HTMLElement} place
 * @param {any} meeting
 * @param {{current: string, onlyOpen: boolean}} state
 * @param {Words} w
 * @param {{open: (id: string) => void, only: (on: boolean) => void}} acts
 */
export function drawList(place, meeting, state, w, acts) {
  const shown = meeting.issues.filter((/** @type {any} */ one) =>
    !state.onlyOpen || one.decision === null || one.id === state.current);
  const item = (/** @type {any} */ one) => h("li", {}, h("button.issue-link", {
    type: "button",
    "aria-current": one.id === state.current ? "true" : null,
    "data-issue": one.id,
    onclick: () => acts.open(one.id),
  },
  h("span.issue-mark", { "aria-hidden": "true" }, one.decision ? "✓" : "○"),
  h("span.issue-place", { title: one.transcript }, one.transcript),
  h("span.issue-turn", {}, w("turn", { turn: one.turn ?? "–" })),
  h("span.issue-part", {}, one.part),
  h("span.unseen", {}, one.decision ? ` ${w("decided")}` : "")));
  // The list is drawn anew at every step; where it was scrolled to must not change.
  const before = place.querySelector("ol")?.scrollTop ?? 0;
  const rows = h("ol", {}, ...shown.map(item));
  fill(place,
    h("div.choice.check", {}, h("input", {
      id: "only-open", type: "checkbox", checked: state.onlyOpen,
      onchange: (/** @type {Event} */ event) =>
        acts.only(/** @type {HTMLInputElement} */ (event.target).checked),
    }), h("label", { for: "only-open" }, w("only_open"))), rows);
  rows.scrollTop = before;
}
