/**
 * Everything a page asks of the server goes through here.
 *
 * `get` reads.  `post`, `patch`, `del` and `upload` write, one after another and in order;
 * a write that does not arrive is kept and sent again, and the header says what is not saved yet.
 * What the server refuses is told to the person and thrown as `Refused`.
 * `words("web.tables")` gives the words of a page: `(key, values) => text`.
 */

/** What the server refused: a status, a sentence, perhaps a hint, and the rest of the answer. */
export class Refused extends Error {
  /** @param {number} status @param {any} body */
  constructor(status, body) {
    super(body?.message ?? `${status}`);
    this.status = status;
    this.hint = body?.hint ?? "";
    this.body = body ?? {};
  }
}

const PAUSES = [250, 500, 1000, 2000, 4000];
/** The server is busy or there is no connection; what was asked has not been done. */
const AGAIN = new Set([502, 503, 504]);
/** A server that was started anew does not know this browser until its new link was opened. */
const OUTSIDE = 401;

/** What browsers still send for a page that is gone: 64 kB; a sign takes four bytes at most. */
const LAST = 16_000;

let leaving = false;
let waiting = 0;
let failing = false;
let offline = false;
let outside = false;
/** What was told of that, as long as it stands. @type {Element|null} */
let toldOutside = null;
let queue = Promise.resolve();

/** @param {string} path @param {Record<string, string>} [headers] @param {{quiet?: boolean}} [how] */
export async function get(path, headers = {}, { quiet = false } = {}) {
  let response;
  try {
    response = await fetch(path, { headers });
  } catch (error) {
    offline = true;
    show();
    throw error;
  }
  offline = false;
  // A page that looks every two seconds says once that the server does not know it any more.
  const known = outside;
  outside = response.status === OUTSIDE;
  if (!outside) inside();
  show();
  return read(response, quiet || (known && outside));
}

/** @param {string} path @param {object} [content] @param {Record<string, string>} [headers] */
export const post = (path, content = {}, headers = {}) => write("POST", path, content, headers);
/** `quiet` are statuses that the caller tells the person of. @param {string} path @param {object} content @param {Record<string, string>} [headers] @param {number[]} [quiet] */
export const patch = (path, content, headers = {}, quiet = []) => write("PATCH", path, content, headers, quiet);
/** @param {string} path @param {Record<string, string>} [headers] @param {number[]} [quiet] @param {object} [content] */
export const del = (path, headers = {}, quiet = [], content = {}) => write("DELETE", path, content, headers, quiet);

/** Send a file as it is; its name goes along as `X-File-Name`. @param {string} path @param {File} file @param {Record<string, string>} [headers] */
export function upload(path, file, headers = {}) {
  return queued("POST", path, file, {
    "Content-Type": "application/octet-stream",
    "X-File-Name": encodeURIComponent(file.name),
    ...headers,
  });
}

/** @type {Map<string, Promise<(key: string, values?: Record<string, unknown>) => string>>} */
const lists = new Map();

/** @param {string} under @returns {Promise<(key: string, values?: Record<string, unknown>) => string>} */
export function words(under) {
  const held = lists.get(under) ?? get(`/api/words?under=${encodeURIComponent(under)}`).then(
    (/** @type {Record<string, string>} */ texts) => (key, values = {}) =>
      (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) =>
        (name in values ? String(values[name]) : whole)));
  lists.set(under, held);
  return held;
}

/** Count work that has yet to be sent as not saved; what is given back ends that. @returns {() => void} */
export function hold() {
  waiting += 1;
  show();
  return () => {
    waiting -= 1;
    show();
  };
}

/** Tell the person something; it stays until it is closed or something else is told. @param {string} message @param {string} [hint] */
export function tell(message, hint = "") {
  const place = document.getElementById("told");
  if (!place) return;
  const text = document.createElement("p");
  text.textContent = message;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", place.dataset.close ?? "×");
  close.addEventListener("click", () => place.replaceChildren());
  place.replaceChildren(text);
  if (hint) {
    const more = document.createElement("p");
    more.className = "hint";
    more.textContent = hint;
    place.append(more);
  }
  place.append(close);
}

/** The server knows this browser; what was told of that is over, and nothing else. */
function inside() {
  if (toldOutside?.isConnected) document.getElementById("told")?.replaceChildren();
  toldOutside = null;
}

/** @param {string} method @param {string} path @param {object} content @param {Record<string, string>} headers @param {number[]} [quiet] */
function write(method, path, content, headers, quiet) {
  const kind = { "Content-Type": "application/json" };
  return queued(method, path, JSON.stringify(content), { ...kind, ...headers }, quiet);
}

/** @param {string} method @param {string} path @param {BodyInit} body @param {Record<string, string>} headers @param {number[]} [quiet] */
function queued(method, path, body, headers, quiet = []) {
  // The same name each time it is sent: the server does it once, also when an answer got lost.
  const request = { method, body, headers: { "X-Workbench": "1", "X-Request": name(), ...headers } };
  waiting += 1;
  show();
  const done = queue.then(() => deliver(path, request, quiet)).finally(() => {
    waiting -= 1;
    show();
  });
  queue = done.catch(() => undefined);
  return done;
}

/** @param {string} path @param {RequestInit} request @param {number[]} quiet */
async function deliver(path, request, quiet) {
  for (let turn = 0; ; turn += 1) {
    const keepalive = leaving && typeof request.body === "string" && request.body.length < LAST;
    const response = await fetch(path, { ...request, keepalive }).catch(() => null);
    if (response && !AGAIN.has(response.status) && response.status !== OUTSIDE) {
      failing = false;
      offline = false;
      outside = false;
      inside();
      return read(response, quiet.includes(response.status));
    }
    failing = true;
    offline = response === null;
    if (response?.status === OUTSIDE && !outside) {
      outside = true;
      await read(response, false).catch(() => undefined);
    }
    show();
    await pause(PAUSES[Math.min(turn, PAUSES.length - 1)]);
  }
}

/** @param {Response} response @param {boolean} quiet */
async function read(response, quiet) {
  const text = await response.text();
  let body = null;
  try {
    body = text === "" ? null : JSON.parse(text);
  } catch {
    body = null;
  }
  if (response.ok) return body;
  const refused = new Refused(response.status, body);
  if (!quiet) tell(refused.message, refused.hint);
  if (!quiet && refused.status === OUTSIDE) toldOutside = document.getElementById("told")?.firstElementChild ?? null;
  throw refused;
}

/** Wait, or go on at once when the connection is back. @param {number} time */
function pause(time) {
  return new Promise((resolve) => {
    setTimeout(resolve, time);
    window.addEventListener("online", resolve, { once: true });
  });
}

function name() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (one) => one.toString(36)).join("-");
}

function show() {
  const place = document.getElementById("saved");
  if (!place) return;
  let state = waiting > 0 ? "saving" : "saved";
  if (failing && waiting > 0) state = "failed";
  else if (offline) state = "offline";
  else if (outside) state = "outside";
  const text = (place.dataset[state] ?? state).replace("{n}", String(waiting));
  place.dataset.state = state;
  if (place.textContent !== text) place.textContent = text;
}

// What is sent from here on is to arrive though the page goes; a page that stays goes on as before.
for (const name of ["beforeunload", "pagehide"]) {
  window.addEventListener(name, () => {
    leaving = true;
    setTimeout(() => { leaving = false; });
  });
}

window.addEventListener("beforeunload", (event) => {
  // Only then: a question at every closing is clicked away without reading.
  if (waiting > 0) event.preventDefault();
});
