/**
 * A quotation as the page holds it, next to the row that the server gave.
 *
 * @typedef {import("./store.mjs").Quotation} Quotation
 */

/** Make it what the row says. @param {Quotation} one @param {any} row @param {number} lane */
export function renew(one, row, lane) {
  const quote = one.start === row.start && one.end === row.end ? one.quote : undefined;
  Object.assign(one, row, { lane, quote, codes: [...row.codes] });
}

/** @param {Quotation} one @param {any} row */
export function alike(one, row) {
  return one.start === row.start && one.end === row.end && one.memo === row.memo
    && [...one.codes].sort().join() === [...row.codes].sort().join();
}

/** The first line under the words that is not taken. @param {Quotation[]} touching */
export function freeLane(touching) {
  const taken = new Set(touching.map((one) => one.lane));
  let lane = 0;
  while (taken.has(lane)) lane += 1;
  return lane;
}
