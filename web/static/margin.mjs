/**
 * Bars in the margin: a button a quotation beside every turn that it touches.  They are how a
 * keyboard and a screen reader reach a quotation, and how overlapping ones are told apart.
 *
 * @typedef {import("./offsets.mjs").Turn} Turn
 * @typedef {import("./store.mjs").Quotation} Quotation
 * @typedef {import("./codebook_tree.mjs").Book} Book
 */

const FULL = 3;

/** What a quotation carries, in short: numbers and labels. @param {Quotation} one @param {Book} book */
function names(one, book) {
  return one.codes.map((code) => book.name(code)).join(", ");
}

/**
 * @param {Quotation} one @param {Turn} turn @param {Book} book @param {boolean} tight @param {(key: string, values?: object) => string} word
 */
function bar(one, turn, book, tight, word) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "qbar";
  node.dataset.q = String(one.id);
  node.tabIndex = -1;
  const stripe = document.createElement("i");
  stripe.className = "stripe";
  const colours = one.codes.map((code) => book.colour(code));
  stripe.style.backgroundImage = `linear-gradient(${spread(colours)})`;
  const text = document.createElement("span");
  text.className = "bar-name";
  text.textContent = tight
    ? one.codes.map((code) => book.number(code) || book.name(code)).join(" ")
    : names(one, book);
  node.append(stripe, text);
  if (one.memo) node.append(sign("✎"));
  if (one.end > turn.end) node.append(sign("↓"));
  if (one.start < turn.start) node.prepend(sign("↑"));
  const quote = (one.quote ?? "").slice(0, 80);
  const memo = one.memo ? `, ${word("memo")}` : "";
  node.setAttribute("aria-label", `${names(one, book)}${memo}: ${quote}`);
  // A long name is cut off at the edge of the margin.
  node.title = names(one, book);
  node.setAttribute("aria-haspopup", "dialog");
  return node;
}

/** @param {string[]} colours */
function spread(colours) {
  if (colours.length === 1) return `${colours[0]}, ${colours[0]}`;
  const part = 100 / colours.length;
  return colours.map((one, at) => `${one} ${at * part}% ${(at + 1) * part}%`).join(", ");
}

/** @param {string} text */
function sign(text) {
  const node = document.createElement("span");
  node.className = "bar-sign";
  node.setAttribute("aria-hidden", "true");
  node.textContent = text;
  return node;
}

/**
 * @param {HTMLElement} margin @param {Turn} turn @param {Quotation[]} quotations @param {Book} book
 * @param {number|string|null} active @param {(key: string, values?: object) => string} word
 */
export function bars(margin, turn, quotations, book, active, word) {
  const held = margin.contains(document.activeElement)
    ? /** @type {HTMLElement} */ (document.activeElement).dataset.q
    : undefined;
  const ordered = [...quotations].sort((a, b) => a.start - b.start || a.lane - b.lane);
  const tight = ordered.length > FULL;
  const nodes = ordered.map((one) => bar(one, turn, book, tight, word));
  margin.classList.toggle("tight", tight);
  margin.replaceChildren(...nodes);
  margin.hidden = nodes.length === 0;
  for (const node of nodes) {
    node.classList.toggle("active", node.dataset.q === String(active));
    // Drawing anew must not take the focus away.
    if (node.dataset.q === held) node.focus({ preventScroll: true });
  }
}
