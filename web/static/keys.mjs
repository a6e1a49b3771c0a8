/**
 * Keys: which key does what, by its place on the keyboard (`event.code`), so that a Belgian or a
 * French keyboard codes with the same fingers.  They work while the focus is in the text, and the
 * single letters can be switched off (WCAG 2.1.4).
 */

/** Milliseconds in which a second key names a sub-code. */
const CHORD = 800;

/** Code of the key, with what it does and how it is shown. @type {[string, string, string][]} */
const PLAIN = [
  ["KeyJ", "turn_next", "j"],
  ["ArrowDown", "turn_next", "↓"],
  ["KeyK", "turn_previous", "k"],
  ["ArrowUp", "turn_previous", "↑"],
  ["KeyN", "uncoded_next", "n"],
  ["ArrowRight", "sentence_next", "→"],
  ["ArrowLeft", "sentence_previous", "←"],
  ["KeyW", "word_next", "w"],
  ["KeyB", "word_previous", "b"],
  ["KeyE", "sentence_extend", "e"],
  ["Space", "turn_extend", "␣"],
  ["KeyT", "turn_whole", "t"],
  ["Slash", "find_code", "/"],
  ["KeyR", "repeat", "r"],
  ["KeyV", "in_vivo", "v"],
  ["KeyS", "suggest", "s"],
  ["KeyM", "memo", "m"],
  ["KeyO", "overlap_next", "o"],
  ["Enter", "details", "⏎"],
  ["BracketLeft", "edge_start", "["],
  ["BracketRight", "edge_end", "]"],
  ["Delete", "remove", "Del"],
  ["Backspace", "remove", "⌫"],
  ["KeyU", "undo", "u"],
  ["KeyF", "search", "f"],
  ["Escape", "leave", "Esc"],
];

/** @type {[string, string, string][]} */
const SHIFTED = [
  ["ArrowRight", "word_extend", "⇧→"],
  ["ArrowLeft", "word_shrink", "⇧←"],
  ["ArrowDown", "sentence_extend", "⇧↓"],
  ["ArrowUp", "sentence_shrink", "⇧↑"],
  ["KeyE", "sentence_shrink", "⇧e"],
  ["Space", "turn_shrink", "⇧␣"],
  ["KeyO", "overlap_previous", "⇧o"],
  ["KeyU", "redo", "⇧u"],
];

/** What may go on as long as the key is down; all else happens once a press. */
const MOVING = /^(turn|sentence|word|uncoded)_(?!whole)/;

const plain = new Map(PLAIN.map(([code, command]) => [code, command]));
const shifted = new Map(SHIFTED.map(([code, command]) => [code, command]));

/** Letters that name a sub-code: those that do nothing else, so that none of the others is ever swallowed. */
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"].filter((letter) => !plain.has(`Key${letter.toUpperCase()}`));

/** The second key for the sub-code at a place: a letter, and for the first nine a digit too. @param {number} at */
export const childKey = (at) => LETTERS[at] ?? "";

/** Every command with its keys, for the list. @returns {[string, string[]][]} */
export function listed() {
  /** @type {Map<string, string[]>} */
  const found = new Map([["code_block", ["1–9"]], ["code_child", [`3 ${childKey(0)}`, "3 1"]]]);
  // What a key does with Shift stands below what it does without.
  const all = PLAIN.flatMap((one) => [one, ...SHIFTED.filter(([code]) => code === one[0])]);
  for (const [, command, shown] of all) {
    found.set(command, [...(found.get(command) ?? []), shown]);
  }
  found.get("undo")?.push("Ctrl+Z");
  found.get("redo")?.push("Ctrl+Y", "Ctrl+⇧Z");
  found.set("help", ["?"]);
  return [...found];
}

/**
 * @typedef {{run: (command: string, event: KeyboardEvent) => void, block: (number: number) => string[],
 *   child: (children: string[], at: number) => void, chord: (children: string[]) => void, letters: () => boolean}} Hands
 */

/** Listen for keys in an area. @param {HTMLElement} area @param {Hands} hands */
export function listen(area, hands) {
  /** The sub-codes that a second key names; shown as long as it does. @type {string[]} */
  let chord = [];
  let timer = 0;
  /** The turn in which the first key was pressed. @type {Element|null} */
  let first = null;
  /** The key that moves, from its press until another one. */
  let moving = "";
  /** The key that did something else, as long as it is down. */
  let down = "";
  const end = () => {
    clearTimeout(timer);
    chord = [];
    hands.chord(chord);
  };
  // The second key belongs to the words of the first one, not to what one turned to since.
  area.addEventListener("pointerdown", () => chord.length > 0 && end());
  // A bar that is drawn anew is given the focus again, in the same turn.
  area.addEventListener("focusin", (event) => chord.length > 0 && turnOf(event) !== first && end());
  document.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey ? backOrForth(event) : null;
    // In a field the browser's own undo is meant.
    if (!command || event.altKey || /** @type {Element} */ (event.target).closest("input, textarea, dialog")) return;
    event.preventDefault();
    if (event.repeat) return;
    if (chord.length > 0) end();
    hands.run(command, event);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.repeat) down = "";
    // It may have led to a field; it is no text there.
    else if (event.code === down) event.preventDefault();
  }, { capture: true });
  area.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (onButton(event) || !hands.letters() && /^(Key|Digit|Numpad|Slash|Bracket)/.test(event.code)) return;
    const [at, digit, command] = [childPlace(event), digitOf(event), commandOf(event)];
    if (event.repeat && event.code !== moving) {
      // A key that stays down is one press, whatever the press did.
      if (digit !== null || command) event.preventDefault();
      return;
    }
    moving = "";
    if (at !== null && at < chord.length) {
      event.preventDefault();
      const children = chord;
      end();
      hands.child(children, at);
    } else if (digit !== null) {
      event.preventDefault();
      end();
      first = turnOf(event);
      chord = hands.block(digit);
      hands.chord(chord);
      timer = setTimeout(end, CHORD);
    } else if (command) {
      event.preventDefault();
      if (chord.length > 0) end();
      if (MOVING.test(command)) moving = event.code;
      else down = event.code;
      hands.run(command, event);
    }
  });
}

/** @param {Event} event */
const turnOf = (event) => /** @type {Element} */ (event.target).closest(".turn");

/** @param {KeyboardEvent} event */
function commandOf(event) {
  if (event.key === "?") return "help";
  // On a Dutch or Belgian keyboard the slash stands elsewhere; the sign itself counts too.
  if (event.key === "/") return "find_code";
  return (event.shiftKey ? shifted : plain).get(event.code);
}

/** By the letter, for on a French or German keyboard Z stands elsewhere. @param {KeyboardEvent} event */
function backOrForth(event) {
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.slice(-1).toLowerCase();
  if (letter === "z") return event.shiftKey ? "redo" : "undo";
  return letter === "y" && !event.shiftKey ? "redo" : null;
}

/** Keys that a focused bar in the margin needs for itself. @param {KeyboardEvent} event */
function onButton(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  return target.tagName === "BUTTON" && (event.code === "Enter" || event.code === "Space");
}

/** @param {KeyboardEvent} event */
function digitOf(event) {
  const found = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  return found && !event.shiftKey ? Number(found[1]) : null;
}

/** Second key: the place that its letter or digit names. @param {KeyboardEvent} event */
function childPlace(event) {
  const digit = digitOf(event);
  if (digit !== null) return digit - 1;
  // On another keyboard the letter may stand where a command is.
  if (event.shiftKey || commandOf(event)) return null;
  const at = LETTERS.indexOf(event.key.toLowerCase());
  return at < 0 ? null : at;
}
