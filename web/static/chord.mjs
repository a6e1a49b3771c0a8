/** The sub-codes that a second key can name, shown while the page waits for it. */

/** @param {string[]} children keys of codes; none hides the strip @param {import("./codebook_tree.mjs").Book} book */
export function showChord(children, book) {
  const strip = /** @type {HTMLElement} */ (document.getElementById("chord"));
  strip.hidden = children.length === 0;
  strip.replaceChildren(...children.map((key, at) => {
    const item = document.createElement("span");
    const stroke = document.createElement("kbd");
    stroke.textContent = String.fromCharCode(97 + at);
    item.append(stroke, book.byKey.get(key)?.short ?? key);
    return item;
  }));
}
