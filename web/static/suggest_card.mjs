/**
 * One suggestion as a card: code, confidence in words and figure, the words it is about, why, and
 * a button for each decision.
 *
 * @typedef {import("./suggest.mjs").Suggestion} Suggestion
 * @typedef {(key: string, values?: object) => string} Word
 */

const KEYS = { accept: "KeyY", block: "KeyB", reject: "KeyN" };

/** @param {string} tag @param {string} name @param {string} [text] */
function made(tag, name, text = "") {
  const node = document.createElement(tag);
  node.className = name;
  node.textContent = text;
  return node;
}

/** What holds the suggestions of a turn. @param {Word} word */
export function group(word) {
  const node = made("div", "suggestions");
  // Not speech: offsets are counted past it.
  node.dataset.notext = "";
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", word("suggest.title"));
  return node;
}

/**
 * @param {Suggestion} one @param {string} colour @param {Word} word
 * @param {(what: "accept"|"block"|"reject") => void} decide
 */
export function card(one, colour, word, decide) {
  const node = made("div", "suggestion");
  node.tabIndex = 0;
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", `${word("suggest.suggestion")}: ${one.label}, ${one.confidence}`);
  const head = made("p", "suggestion-head");
  const stripe = made("i", "stripe");
  stripe.style.backgroundColor = colour;
  head.append(stripe, made("strong", "", one.label));
  if (one.tentative) head.append(made("span", "suggestion-tentative", word("suggest.tentative")));
  head.append(made("span", "suggestion-confidence", one.confidence));
  const actions = made("p", "suggestion-actions");
  /** @type {("accept"|"block"|"reject")[]} */
  const choices = one.tentative ? ["accept", "block", "reject"] : ["accept", "reject"];
  for (const what of choices) actions.append(button(what, word, () => decide(what)));
  const why = made("p", "suggestion-why", one.reasons.join(" · "));
  node.append(head, made("p", "suggestion-quote", `“${one.quote}”`), why, actions);
  return node;
}

/** @param {"accept"|"block"|"reject"} what @param {Word} word @param {() => void} act */
function button(what, word, act) {
  const node = /** @type {HTMLButtonElement} */ (made("button", "", word(`suggest.${what}`)));
  node.type = "button";
  node.dataset.code = KEYS[what];
  const key = made("kbd", "", KEYS[what].slice(-1).toLowerCase());
  key.setAttribute("aria-hidden", "true");
  node.append(" ", key);
  node.addEventListener("click", act);
  return node;
}
