/**
 * Offsets: the one place where positions in the page become positions in the stored text.
 *
 * The study counts Unicode code points; the browser counts UTF-16 units inside nodes.  A turn's
 * paragraph holds its speech and nothing else, save islands marked `data-notext`.  What stands
 * between two turns in the stored text (labels, stamps) travels along as the turn's `gap`.
 *
 * @typedef {{index: number, start: number, end: number, text: string, gap: string}} Turn
 * @typedef {{turns: Turn[], paragraphs: Element[], language: string}} Page
 * @typedef {{turn: number, unit: number}} Place  `turn` is a place in the list, not an index
 * @typedef {{start: number, end: number, quote: string}} Marked
 */

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ASTRAL = /[\ud800-\udbff]/;

/** UTF-16 offset to code points. @param {string} text @param {number} unit */
export function toPoints(text, unit) {
  const head = text.slice(0, unit);
  if (!ASTRAL.test(head)) return unit;
  let points = 0;
  for (const _ of head) points += 1;
  return points;
}

/** Code points to UTF-16 offset. @param {string} text @param {number} points */
export function toUnits(text, points) {
  if (!ASTRAL.test(text)) return points;
  let units = 0;
  for (const sign of text) {
    if (points === 0) break;
    points -= 1;
    units += sign.length;
  }
  return units;
}

/**
 * UTF-16 units of speech before a boundary point inside a paragraph.
 * @param {Node} paragraph @param {Node} node @param {number} offset
 */
export function unitsBefore(paragraph, node, offset) {
  let total = 0;
  /** @param {Node} at @returns {boolean} whether the point was reached */
  function visit(at) {
    if (at.nodeType === Node.TEXT_NODE) {
      const data = /** @type {Text} */ (at).data;
      total += at === node ? Math.min(offset, data.length) : data.length;
      return at === node;
    }
    if (!(at instanceof Element)) return at === node;
    // A point inside an island stands where the island stands.
    if (at.hasAttribute("data-notext")) return at.contains(node);
    if (at.tagName === "BR") {
      if (at === node) return true;
      total += 1;
      return false;
    }
    let place = 0;
    for (const child of at.childNodes) {
      if (at === node && place === offset) return true;
      if (visit(child)) return true;
      place += 1;
    }
    return at === node;
  }
  visit(paragraph);
  return total;
}

/** First turn that a point does not come after. @param {Page} page @param {Node} node @param {number} offset */
function firstNotPassed(page, node, offset) {
  const range = document.createRange();
  let low = 0;
  let high = page.paragraphs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    range.selectNodeContents(page.paragraphs[middle]);
    if (range.comparePoint(node, offset) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A boundary point of a selection as a place in the speech.  Outside the speech a start moves to
 * the speech after it and an end to the speech before it, so labels and margins never count.
 * @param {Page} page @param {Node} node @param {number} offset @param {"start"|"end"} side
 * @returns {Place|null}
 */
export function placeOf(page, node, offset, side) {
  const turn = firstNotPassed(page, node, offset);
  const paragraph = page.paragraphs[turn];
  if (paragraph?.contains(node)) return { turn, unit: unitsBefore(paragraph, node, offset) };
  if (side === "start") return paragraph ? { turn, unit: 0 } : null;
  return turn > 0 ? { turn: turn - 1, unit: page.turns[turn - 1].text.length } : null;
}

/** Move outward to the edge of a sign as a person sees it. @param {string} text @param {number} unit @param {"start"|"end"} side */
function snap(text, unit, side) {
  if (unit <= 0 || unit >= text.length) return unit;
  const found = graphemes.segment(text).containing(unit);
  if (!found || found.index === unit) return unit;
  return side === "start" ? found.index : found.index + found.segment.length;
}

/**
 * The stretch between two places, white space at its ends left out.
 * @param {Page} page @param {Place|null} from @param {Place|null} to @returns {Marked|null}
 */
function markedBetween(page, from, to) {
  if (!from || !to || from.turn > to.turn) return null;
  const { turns } = page;
  let [first, last] = [from.turn, to.turn];
  let start = snap(turns[first].text, from.unit, "start");
  let end = snap(turns[last].text, to.unit, "end");
  while (first < last && turns[first].text.slice(start).trim() === "") [first, start] = [first + 1, 0];
  while (first < last && turns[last].text.slice(0, end).trim() === "") {
    last -= 1;
    end = turns[last].text.length;
  }
  const head = turns[first].text;
  const tail = turns[last].text;
  // White space is never outside the basic plane, so a length in units is one in code points.
  start += head.slice(start).length - head.slice(start).trimStart().length;
  end -= tail.slice(0, end).length - tail.slice(0, end).trimEnd().length;
  if (first === last && start >= end) return null;
  return {
    start: turns[first].start + toPoints(head, start),
    end: turns[last].start + toPoints(tail, end),
    quote: quoteBetween(turns, first, start, last, end),
  };
}

/** @param {Turn[]} turns @param {number} first @param {number} start @param {number} last @param {number} end */
function quoteBetween(turns, first, start, last, end) {
  if (first === last) return turns[first].text.slice(start, end);
  let text = turns[first].text.slice(start) + turns[first].gap;
  for (let at = first + 1; at < last; at += 1) text += turns[at].text + turns[at].gap;
  return text + turns[last].text.slice(0, end);
}

/** What a DOM range marks; its direction does not matter. @param {Page} page @param {Range} range */
export function markedByRange(page, range) {
  if (range.collapsed) return null;
  const from = placeOf(page, range.startContainer, range.startOffset, "start");
  const to = placeOf(page, range.endContainer, range.endOffset, "end");
  return markedBetween(page, from, to);
}

/** Place in the list of the turn that holds or comes before an offset. @param {Turn[]} turns @param {number} offset */
export function turnAt(turns, offset) {
  let low = 0;
  let high = turns.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (turns[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** An offset of the study as a place; an end belongs to the turn that it closes. @param {Turn[]} turns @param {number} offset @param {"start"|"end"} side @returns {Place} */
export function placeAt(turns, offset, side) {
  const turn = turnAt(turns, side === "end" ? offset - 1 : offset);
  const inside = Math.min(Math.max(offset - turns[turn].start, 0), turns[turn].end - turns[turn].start);
  return { turn, unit: toUnits(turns[turn].text, inside) };
}

/** What an offset pair of the study marks, words included. @param {Page} page @param {number} start @param {number} end */
export function markedAt(page, start, end) {
  return markedBetween(page, placeAt(page.turns, start, "start"), placeAt(page.turns, end, "end"));
}

/** The text of the study between two offsets, letter for letter, from the first turn on. @param {Turn[]} turns @param {number} start @param {number} end */
export function storedBetween(turns, start, end) {
  const first = turnAt(turns, start);
  let text = "";
  for (let at = first; at < turns.length && turns[at].start < end; at += 1) text += turns[at].text + turns[at].gap;
  const from = Math.max(start - turns[first].start, 0);
  return text.slice(toUnits(text, from), toUnits(text, end - turns[first].start));
}

/** The node and offset at so many units; a start prefers the node that begins there. @param {Node} paragraph @param {number} unit @param {"start"|"end"} side @returns {[Node, number]} */
export function pointAt(paragraph, unit, side) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  /** @type {[Node, number]} */
  let last = [paragraph, 0];
  let left = unit;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest("[data-notext]")) continue;
    const size = /** @type {Text} */ (node).data.length;
    last = [node, size];
    if (left < size || (left === size && side === "end")) return [node, left];
    left -= size;
  }
  return last;
}

/** One DOM range a turn, so that labels between turns stay out of it. @param {Page} page @param {{start: number, end: number}} span @returns {Range[]} */
export function rangesOf(page, span) {
  const from = placeAt(page.turns, span.start, "start");
  const to = placeAt(page.turns, span.end, "end");
  const found = [];
  for (let turn = from.turn; turn <= to.turn; turn += 1) {
    const range = document.createRange();
    const start = turn === from.turn ? from.unit : 0;
    const end = turn === to.turn ? to.unit : page.turns[turn].text.length;
    range.setStart(...pointAt(page.paragraphs[turn], start, "start"));
    range.setEnd(...pointAt(page.paragraphs[turn], end, "end"));
    found.push(range);
  }
  return found;
}
