/**
 * Stretches of the text: a few turns in one box.  A browser lays out and draws only the boxes near the
 * window (`content-visibility`), so that a code is on the screen as soon in a long interview as in a
 * short one.  Everything stands in the page all the same, for its own search, for selecting, for
 * printing and for a screen reader.
 */

const SIZE = 10;
/** Further than where browsers begin to lay out a box, so that its marks are there by then. */
const NEAR = "200% 0px";
/** Signs on a line, more or less: how high a box is, as long as it was never laid out. */
const LINE = 64;

/** Boxes around turns. @param {HTMLElement[]} nodes @param {{text: string}[]} turns @returns {HTMLElement[]} */
export function stretches(nodes, turns) {
  const boxes = [];
  for (let first = 0; first < nodes.length; first += SIZE) {
    const box = document.createElement("div");
    box.className = "stretch";
    const lines = turns.slice(first, first + SIZE)
      .reduce((sum, turn) => sum + Math.ceil(turn.text.length / LINE), 0);
    box.style.containIntrinsicBlockSize = `auto ${lines}lh`;
    box.append(...nodes.slice(first, first + SIZE));
    boxes.push(box);
  }
  return boxes;
}

/** Keep up which turns are near the window. @param {HTMLElement[]} boxes @param {Set<number>} near @param {() => void} moved */
export function watch(boxes, near, moved) {
  const places = new Map(boxes.map((box, at) => [box, at * SIZE]));
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const first = places.get(/** @type {HTMLElement} */ (target)) ?? 0;
      for (let turn = first; turn < first + target.children.length; turn += 1) {
        if (isIntersecting) near.add(turn);
        else near.delete(turn);
      }
    }
    moved();
  }, { rootMargin: NEAR });
  for (const box of boxes) observer.observe(box);
}
