/**
 * What is picked in the text, by mouse or by keyboard.  It outlives the browser's own selection, so
 * that looking up a code in a search box does not lose it.
 *
 * @typedef {import("./offsets.mjs").Page} Page
 * @typedef {import("./offsets.mjs").Marked} Marked
 */

import { markedAt, markedByRange, placeAt, rangesOf, toPoints } from "./offsets.mjs";

/** Emits `picked` whenever what is picked changes. */
export class Picker extends EventTarget {
  /** @param {HTMLElement} area @param {Page} page */
  constructor(area, page) {
    super();
    this.area = area;
    this.page = page;
    /** @type {Marked|null} */
    this.picked = null;
    this.turn = 0;
    this.words = new Intl.Segmenter(page.language || undefined, { granularity: "word" });
    this.sentences = new Intl.Segmenter(page.language || undefined, { granularity: "sentence" });
    document.addEventListener("selectionchange", () => this.read());
  }

  /** Take over what the browser has selected, when that lies in the text. */
  read() {
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0) return;
    if (!selection.anchorNode || !this.area.contains(selection.anchorNode)) return;
    const ranges = Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
    const found = ranges.map((range) => markedByRange(this.page, range)).filter((one) => one !== null);
    const first = found.length > 0 ? found[0] : null;
    const last = found.length > 0 ? found[found.length - 1] : null;
    this.set(first && last ? markedAt(this.page, first.start, last.end) : null);
  }

  /** @param {Marked|null} marked */
  set(marked) {
    if (marked?.start === this.picked?.start && marked?.end === this.picked?.end) return;
    this.picked = marked;
    this.dispatchEvent(new CustomEvent("picked", { detail: { picked: marked } }));
  }

  /** Pick a stretch and show it as the browser's selection. @param {number} start @param {number} end */
  pick(start, end) {
    const marked = markedAt(this.page, start, end);
    if (!marked) return;
    this.show(marked);
    this.set(marked);
  }

  /** @param {{start: number, end: number}} span */
  show(span) {
    const ranges = rangesOf(this.page, span);
    const last = ranges[ranges.length - 1];
    const selection = getSelection();
    selection?.setBaseAndExtent(
      ranges[0].startContainer, ranges[0].startOffset, last.endContainer, last.endOffset,
    );
  }

  /** Let go of what is picked. */
  clear() {
    getSelection()?.removeAllRanges();
    this.set(null);
  }

  /** The present turn as a whole. */
  wholeTurn() {
    const turn = this.page.turns[this.turn];
    return turn ? markedAt(this.page, turn.start, turn.end) : null;
  }

  /** Pick the next or previous word or sentence. @param {"word"|"sentence"} unit @param {1|-1} way */
  step(unit, way) {
    const from = this.picked
      ? (way > 0 ? this.picked.end : this.picked.start)
      : this.page.turns[this.turn].start + (way > 0 ? 0 : this.length(this.turn));
    const found = this.unitBeside(unit, from, way);
    if (found) this.pick(found.start, found.end);
  }

  /** Move the end of what is picked by a word or sentence. @param {"word"|"sentence"} unit @param {1|-1} way */
  stretch(unit, way) {
    if (!this.picked) {
      this.step(unit, way);
      return;
    }
    const moved = this.movedEdge(this.picked, unit, way, "end");
    if (moved) this.pick(moved.start, moved.end);
  }

  /** Where an edge comes to stand. @param {{start: number, end: number}} span @param {"word"|"sentence"|"sign"} unit @param {1|-1} way @param {"start"|"end"} edge */
  movedEdge(span, unit, way, edge) {
    const at = span[edge];
    const found = unit === "sign" ? this.signBeside(at, way) : this.unitBeside(unit, at, way);
    if (!found) return null;
    // Inward too it comes to stand on the unit's far side, so that the unit drops off whole.
    const moved = { ...span, [edge]: way > 0 ? found.end : found.start };
    return moved.start < moved.end ? moved : null;
  }

  /** @param {1|-1} way */
  stretchTurn(way) {
    const { turns } = this.page;
    if (!this.picked) {
      this.pick(turns[this.turn].start, turns[this.turn].end);
      return;
    }
    const last = placeAt(turns, this.picked.end, "end").turn;
    const to = turns[last + (way > 0 && this.picked.end >= turns[last].end ? 1 : way > 0 ? 0 : -1)];
    if (to && to.end > this.picked.start) this.pick(Math.min(this.picked.start, to.end), to.end);
  }

  /** @param {number} turn */
  length(turn) {
    return this.page.turns[turn].end - this.page.turns[turn].start;
  }

  /** The unit that begins at or after an offset, or ends at or before it. @param {"word"|"sentence"} unit @param {number} offset @param {1|-1} way */
  unitBeside(unit, offset, way) {
    const { turns } = this.page;
    const segmenter = unit === "word" ? this.words : this.sentences;
    let { turn } = placeAt(turns, offset, way > 0 ? "start" : "end");
    for (; turn >= 0 && turn < turns.length; turn += way) {
      const { start, text } = turns[turn];
      const found = [];
      for (const part of segmenter.segment(text)) {
        if (unit === "word" && !part.isWordLike) continue;
        const words = part.segment.trimEnd();
        if (words.trim() === "") continue;
        const from = start + toPoints(text, part.index);
        found.push({ start: from, end: from + toPoints(words, words.length) });
      }
      const beside = way > 0
        ? found.find((one) => one.end > offset)
        : found.findLast((one) => one.start < offset);
      if (beside) return beside;
    }
    return null;
  }

  /** One sign as a person sees it. @param {number} offset @param {1|-1} way */
  signBeside(offset, way) {
    const { turns } = this.page;
    const { turn } = placeAt(turns, offset, way > 0 ? "start" : "end");
    const { start, end, text } = turns[turn];
    const signs = new Intl.Segmenter(undefined, { granularity: "grapheme" });
    let before = null;
    for (const part of signs.segment(text)) {
      // White space at an end is never picked, so an end that stopped there would stay stuck.
      if (part.segment.trim() === "") continue;
      const from = start + toPoints(text, part.index);
      const one = { start: from, end: from + toPoints(part.segment, part.segment.length) };
      if (way > 0 && one.end > offset) return one.start >= end ? null : one;
      if (way < 0 && one.start >= offset) return before;
      before = one;
    }
    return way < 0 ? before : null;
  }
}
