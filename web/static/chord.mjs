/** The sub-codes that a second key can name, shown while the page waits for it. */

import { childKey } from "./keys.mjs";

/** @param {string[]} children keys of codes; none hides the strip @param {import("./codebook_tree.mjs").Book} book */
export function showChord(children, book) {
  const strip = /** @type {HTMLElement} */ (document.getElementById("chord"));
  strip.hidden = children.length === 0;
  strip.replaceChildren(...children.filter((_, at) => childKey(at)).map((key, at) => {
    const item = document.createElement("span");
    const stroke = document.createElement("kbd");
    stroke.textContent = childKey(at);
    item.append(stroke, book.byKey.get(key)?.short ?? key);
    return item;
  }));
}
