// Two coders' marks in one text: cut at every boundary, each piece knows who marked it.

import { h } from "./build.mjs";

/** @typedef {{start: number, end: number, who: number}} Mark Code points; who counts the coders from 0. */

/**
 * Cut a stretch of text at the boundaries of marks.
 * @param {string} text
 * @param {number} start Place of its first code point in the transcript.
 * @param {Mark[]} marks
 * @returns {{text: string, who: number[], begins: number[]}[]} Pieces; begins has the coders whose mark starts here.
 */
function cut(text, start, marks) {
  // Offsets are code points; a JavaScript string counts emoji as two.
  const points = Array.from(text);
  const end = start + points.length;
  const inside = marks.filter((one) => one.start < end && one.end > start);
  const edges = new Set([start, end]);
  for (const one of inside) {
    edges.add(Math.max(start, one.start));
    edges.add(Math.min(end, one.end));
  }
  const ordered = [...edges].sort((a, b) => a - b);
  return ordered.slice(0, -1).map((from, place) => {
    const here = inside.filter((one) => one.start <= from && one.end > from);
    return {
      text: points.slice(from - start, ordered[place + 1] - start).join(""),
      who: [...new Set(here.map((one) => one.who))].sort(),
      begins: [...new Set(here.filter((one) => one.start === from).map((one) => one.who))],
    };
  });
}

/**
 * A turn with its marks; for who cannot see lines, each mark is announced where it begins.
 * @param {{text: string, start: number}} turn
 * @param {Mark[]} marks
 * @param {string[]} names
 */
export function marked(turn, marks, names) {
  return cut(turn.text, turn.start, marks).flatMap((piece) => {
    if (!piece.who.length) return [document.createTextNode(piece.text)];
    const classes = piece.who.map((who) => `side-${who}`).join(".");
    return [
      ...piece.begins.map((who) => h("span.unseen", {}, `[${names[who]}] `)),
      h(`mark.side.${classes}`, {}, piece.text),
    ];
  });
}
