/**
 * Where one was in a transcript: kept while the tab is open, numbers only, never words.  Not how far
 * the page was scrolled: how high the turns above the window are is only known once they were there.
 *
 * @typedef {{turn: number, top: number|null, gap: number}} Kept  `top` stood `gap` pixels below the window's top
 */

/** @param {string} key */
const name = (key) => `place ${key}`;

/** @param {string} key @returns {Kept} */
export function place(key) {
  const nowhere = { turn: 0, top: null, gap: 0 };
  const asked = /^#turn-(\d+)$/.exec(location.hash);
  if (asked) {
    const turn = Math.max(Number(asked[1]) - 1, 0);
    return { turn, top: turn, gap: innerHeight / 4 };
  }
  try {
    return { ...nowhere, ...JSON.parse(sessionStorage.getItem(name(key)) ?? "{}") };
  } catch {
    return nowhere;
  }
}

/** @param {string} key @param {HTMLElement[]} turns @param {() => number} turn */
export function remember(key, turns, turn) {
  // The browser would scroll by pixels, to other words.
  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => {
    const top = inSight(turns[0]);
    const gap = top === null ? 0 : turns[top].getBoundingClientRect().top;
    sessionStorage.setItem(name(key), JSON.stringify({ turn: turn(), top, gap }));
  });
}

/** Bring the turns back to where they were in the window. @param {HTMLElement[]} turns @param {Kept} kept */
export function comeBack(turns, { top, gap }) {
  if (top === null || !turns[top]) return;
  const put = () => scrollBy({ top: turns[top].getBoundingClientRect().top - gap, behavior: "instant" });
  put();
  // What came into sight was laid out meanwhile and may be higher or lower than it was thought to be.
  requestAnimationFrame(() => requestAnimationFrame(put));
}

/** A turn in the upper part of the window. @param {HTMLElement} any turn, to know the column of the text @returns {number|null} */
function inSight(any) {
  const { left, width } = any.getBoundingClientRect();
  const found = document.elementsFromPoint(left + width / 2, innerHeight / 4)
    .map((node) => node.closest(".turn")).find((node) => node !== null);
  return found instanceof HTMLElement ? Number(found.dataset.turn) : null;
}
