/**
 * Marks in the text: flat spans, one between every two ends of quotations, made anew for a turn
 * when it changes and only once it comes near the window.  Nothing is nested, so any overlap looks
 * the same whatever was coded first.
 *
 * @typedef {import("./offsets.mjs").Turn} Turn
 * @typedef {import("./store.mjs").Quotation} Quotation
 */

import { toUnits } from "./offsets.mjs";

const LANES = 4;
const PITCH = 4;
const THICK = 3;
const PLAIN = "#7a7a85";

/** @param {unknown} colour @returns {string} only what is a colour and nothing else */
function safeColour(colour) {
  return typeof colour === "string" && /^#[0-9a-f]{6}$/i.test(colour) ? colour : PLAIN;
}

/** @param {string} colour */
const tone = (colour) =>
  `light-dark(oklch(from ${colour} min(l, 0.6) c h), oklch(from ${colour} max(l, 0.6) c h))`;
const TONES = CSS.supports("color", tone(PLAIN));

/**
 * The colour of a code as lines and dots show it: no lighter on a light page and no darker on a dark
 * one than what stands out from it by 3 to 1 (WCAG 1.4.11), whatever hue the codebook has.
 * @param {unknown} colour @returns {string}
 */
export function lineColour(colour) {
  return TONES ? tone(safeColour(colour)) : safeColour(colour);
}

/**
 * @param {Turn} turn @param {Quotation[]} quotations that touch it
 * @returns {{from: number, to: number, held: Quotation[]}[]} pieces in UTF-16 units
 */
function pieces(turn, quotations) {
  const size = turn.end - turn.start;
  const edges = new Set([0, size]);
  const local = quotations.map((one) => ({
    one,
    from: Math.max(one.start - turn.start, 0),
    to: Math.min(one.end - turn.start, size),
  }));
  for (const { from, to } of local) edges.add(from).add(to);
  const sorted = [...edges].sort((a, b) => a - b);
  const found = [];
  for (let at = 0; at + 1 < sorted.length; at += 1) {
    const [from, to] = [sorted[at], sorted[at + 1]];
    const held = local.filter((part) => part.from < to && part.to > from).map((part) => part.one);
    found.push({ from: toUnits(turn.text, from), to: toUnits(turn.text, to), held });
  }
  return found;
}

/** One line under the words: the colours of the quotation's codes by turns. @param {string[]} colours */
function line(colours) {
  if (colours.length === 1) return `linear-gradient(${colours[0]}, ${colours[0]})`;
  const dash = 10;
  const stops = colours.map((colour, at) => `${colour} ${at * dash}px ${(at + 1) * dash}px`);
  return `repeating-linear-gradient(90deg, ${stops.join(", ")})`;
}

/**
 * @param {Quotation[]} held @param {(code: string) => string} colourOf @param {number|string|null} active
 */
function segment(held, colourOf, active) {
  const node = document.createElement("span");
  node.className = "seg";
  node.dataset.q = held.map((one) => one.id).join(" ");
  const isActive = held.some((one) => one.id === active);
  const lines = held.map((one) => line(one.codes.map(colourOf)));
  // More lanes than fit share the last one; the bars in the margin still tell them apart.
  const places = held.map((one) => Math.min(one.lane, LANES - 1) * PITCH);
  // The last layer is nothing but the frame to which the tint of the active one is cut off.
  node.style.backgroundImage = [...lines, "linear-gradient(transparent, transparent)"].join(", ");
  node.style.backgroundSize = `100% ${THICK}px`;
  node.style.backgroundPosition = places
    .map((below) => `0 calc(100% - ${(LANES - 1) * PITCH + 2 - below}px)`)
    .concat("0 0")
    .join(", ");
  node.style.backgroundClip = [...lines.map(() => "border-box"), "content-box"].join(", ");
  if (isActive) node.classList.add("active");
  return node;
}

/** Signs that turn about all words after them: shut in by themselves they turn none. */
const TURNING = /([\u202d\u202e])/;

/** Words as nodes. @param {string} text @returns {Node[]} */
export function speech(text) {
  if (!TURNING.test(text)) return [document.createTextNode(text)];
  return text.split(TURNING).filter(Boolean).map((part) => {
    if (!TURNING.test(part)) return document.createTextNode(part);
    const sign = document.createElement("bdi");
    sign.textContent = part;
    return sign;
  });
}

/**
 * Draw the marks of one turn; the words stay letter for letter what they were.
 * @param {Element} paragraph @param {Turn} turn @param {Quotation[]} quotations
 * @param {(code: string) => string} colourOf @param {number|string|null} active
 */
export function paint(paragraph, turn, quotations, colourOf, active) {
  if (quotations.length === 0) {
    if (paragraph.childNodes.length !== 1 || paragraph.firstElementChild) {
      paragraph.replaceChildren(...speech(turn.text));
    }
    return;
  }
  const nodes = pieces(turn, quotations).flatMap(({ from, to, held }) => {
    const words = speech(turn.text.slice(from, to));
    if (held.length === 0) return words;
    const node = segment(held, colourOf, active);
    node.append(...words);
    return [node];
  });
  paragraph.replaceChildren(...nodes);
}
