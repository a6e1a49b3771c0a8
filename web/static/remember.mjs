/** Where one was in a transcript: kept while the tab is open, numbers only, never words. */

/** @param {string} key */
const name = (key) => `place ${key}`;

/** @param {string} key @returns {{turn: number, scroll: number}} */
export function place(key) {
  const asked = /^#t(\d+)$/.exec(location.hash);
  if (asked) return { turn: Number(asked[1]), scroll: 0 };
  try {
    return { turn: 0, scroll: 0, ...JSON.parse(sessionStorage.getItem(name(key)) ?? "{}") };
  } catch {
    return { turn: 0, scroll: 0 };
  }
}

/** @param {string} key @param {() => number} turn */
export function remember(key, turn) {
  addEventListener("pagehide", () => {
    sessionStorage.setItem(name(key), JSON.stringify({ turn: turn(), scroll: scrollY }));
  });
}
