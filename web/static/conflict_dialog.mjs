/**
 * Both sides of a change that was made twice, next to each other, and the choice between them.
 *
 * @typedef {{what: string, one: any, mine: any, theirs: any}} Question
 */

import { h } from "./build.mjs";

/**
 * @param {HTMLDialogElement} dialog
 * @param {{word: (key: string, values?: object) => string, name: (code: string) => string, words: (span: {start: number, end: number}) => string}} known
 * @returns {(question: Question) => Promise<"mine"|"theirs"|"both">}
 */
export function asking(dialog, { word, name, words }) {
  /** What a side says. @param {string} what @param {any} side @param {any} one */
  const said = (what, side, one) => {
    if (what === "memo") return [h("p.conflict-text", {}, side.memo || word("conflict_no_memo"))];
    if (what === "codes") return [h("ul", {}, ...side.codes.map((/** @type {string} */ code) => h("li", {}, name(code))))];
    if (what === "place") return [h("blockquote", {}, words(side))];
    if (side.start === undefined) return [h("p", {}, word(what === "gone" ? "conflict_gone" : "conflict_removed"))];
    return [
      h("blockquote", {}, words(side)),
      ...said("codes", side, one),
      ...(side.memo ? said("memo", side, one) : []),
    ];
  };
  return (question) => new Promise((resolve) => {
    const { what, one, mine, theirs } = question;
    const back = document.activeElement;
    const choices = what === "memo" || what === "codes" ? ["mine", "theirs", "both"] : ["mine", "theirs"];
    let chosen = "";
    const title = h("h2", { id: "conflict-title", tabindex: "-1" }, word("conflict_title"));
    dialog.replaceChildren(
      title,
      h("p", {}, word(`conflict_${what}_lead`)),
      h("div.conflict-sides", {},
        h("section", {}, h("h3", {}, word("conflict_mine")), ...said(what, mine, one)),
        h("section", {}, h("h3", {}, word("conflict_theirs")), ...said(what, theirs, one))),
      h("p.conflict-choices", {}, ...choices.map((choice) => h("button", {
        type: "button",
        "data-choice": choice,
        onclick: () => {
          chosen = choice;
          dialog.close();
        },
      }, word(`conflict_${what}_${choice}`)))),
    );
    // Escape decides nothing: one of the two would be lost without a word. It does not close the
    // dialog for a moment either, in which keys would go to what is behind it.
    dialog.onkeydown = (event) => {
      if (event.key === "Escape") event.preventDefault();
    };
    dialog.onclose = () => {
      // A browser closes it in other ways too, such as the back gesture of a tablet.
      if (chosen === "") dialog.showModal();
      else {
        if (back instanceof HTMLElement) back.focus({ preventScroll: true });
        resolve(/** @type {"mine"|"theirs"|"both"} */ (chosen));
      }
    };
    dialog.showModal();
    // On no button: what is being typed at this moment must not choose.
    title.focus();
  });
}
