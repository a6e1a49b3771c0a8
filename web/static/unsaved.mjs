/**
 * What could not be saved and stands nowhere else, to take along: memos that were refused after their
 * card was closed, and all that was refused because the transcript was corrected while it was open.
 * Words moved then, so nothing is taken over and nothing can be coded until the page is loaded anew.
 */

import { h } from "./build.mjs";

/** Signs of a quotation that say which one it is. */
const ENOUGH = 100;

/**
 * @param {HTMLElement} place @param {import("./store.mjs").Store} store
 * @param {{word: (key: string, values?: object) => string, name: (code: string) => string, words: (span: {start: number, end: number}) => string}} known
 */
export function showUnsaved(place, store, { word, name, words }) {
  /** @param {import("./saving.mjs").Left} one */
  const row = (one) => h("li", {},
    one.going ? `${word("remove")}: ` : "",
    h("q", { dir: "auto" }, short(words(one))), ` ${one.codes.map(name).join(", ")}`,
    one.memo ? h("p.conflict-text", { dir: "auto" }, one.memo) : null);
  const draw = () => {
    const { corrected, refused } = store;
    place.replaceChildren(
      corrected ? h("p", {}, h("strong", {}, word("corrected"))) : "",
      refused.length > 0 ? h("p", {}, word(corrected ? "corrected_left" : "memo_left")) : "",
      refused.length > 0 ? h("ul", {}, ...refused.map(row)) : "",
      h("button", {
        type: "button",
        onclick: () => {
          store.forget();
          if (corrected) location.reload();
        },
      }, word(corrected ? "corrected_load" : "memo_left_close")),
    );
    place.hidden = !corrected && refused.length === 0;
  };
  store.addEventListener("left", draw);
  store.addEventListener("corrected", () => {
    draw();
    // What the server said of the one change that met it is said here better.
    document.getElementById("told")?.replaceChildren();
  });
}

/** @param {string} words */
function short(words) {
  return words.length > ENOUGH ? `${words.slice(0, ENOUGH).replace(/\s+\S*$/, "")} …` : words;
}
