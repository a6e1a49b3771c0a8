/**
 * The transcript was corrected while the page was open.  Its words moved, so nothing is taken over and
 * nothing can be coded until the page is loaded anew; what could not be saved is shown, to take along.
 */

import { h } from "./build.mjs";

/** Signs of a quotation that say which one it is. */
const ENOUGH = 100;

/**
 * @param {HTMLElement} place @param {import("./store.mjs").Store} store
 * @param {{word: (key: string, values?: object) => string, name: (code: string) => string, words: (span: {start: number, end: number}) => string}} known
 */
export function watchText(place, store, { word, name, words }) {
  store.addEventListener("corrected", () => {
    const left = [...store.left].map((one) => h("li", {},
      h("q", { dir: "auto" }, short(words(one))), ` ${one.codes.map(name).join(", ")}`,
      one.memo ? h("p.conflict-text", { dir: "auto" }, one.memo) : null));
    place.replaceChildren(
      h("p", {}, h("strong", {}, word("corrected"))),
      left.length > 0 ? h("p", {}, word("corrected_left")) : "",
      left.length > 0 ? h("ul", {}, ...left) : "",
      h("button", {
        type: "button",
        onclick: () => {
          store.unsaved?.();
          store.unsaved = null;
          location.reload();
        },
      }, word("corrected_load")),
    );
    place.hidden = false;
    // What the server said of the one change that met it is said here better.
    document.getElementById("told")?.replaceChildren();
  });
}

/** @param {string} words */
function short(words) {
  return words.length > ENOUGH ? `${words.slice(0, ENOUGH).replace(/\s+\S*$/, "")} …` : words;
}
