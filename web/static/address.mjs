/** Addresses with a key in them: any key that a study allows, also with / ? # % or emoji. */

/** @param {string} base such as "/transcript" @param {string} key */
export function keyed(base, key) {
  const safe = encodeURIComponent(key);
  // Browsers take these two out of a path, encoded or not.
  return key === "." || key === ".." ? `${base}/?key=${safe}` : `${base}/${safe}`;
}
