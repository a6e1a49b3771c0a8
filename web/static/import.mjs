/**
 * Importing transcripts: files dropped on the page are read by the server, shown as they would be
 * kept, and kept together when the coder says so.
 *
 * @typedef {{ticket: string, name: string, key: string, title: string, reader: string,
 *   turns: {turn: number, time: string, speaker: string|null, text: string}[],
 *   speakers: {speaker: string|null, turns: number, words: number}[], n_turns: number,
 *   n_words: number, dropped: string[], warnings: string[], comments: number,
 *   twin: string|null}} Look
 * @typedef {{file: File, reader: string, key: string|null, look: Look|null,
 *   error: {message: string, hint?: string}|null, node: HTMLElement|null}} Item
 */

import { keyed } from "/static/address.mjs";
import { get, post, upload, words } from "/static/api.mjs";
import { fill, h } from "/static/build.mjs";
import { card } from "/static/import_card.mjs";
import { undoButton } from "/static/undo.mjs";

/** @type {(key: string, values?: object) => string} */
let word;
const list = /** @type {HTMLElement} */ (document.querySelector("#files"));
const bar = /** @type {HTMLElement} */ (document.querySelector("#import-bar"));
const said = /** @type {HTMLElement} */ (document.querySelector("#import-said"));
const chooser = /** @type {HTMLInputElement} */ (document.querySelector("#chooser"));
const zone = /** @type {HTMLElement} */ (document.querySelector("#drop"));

/** @type {Item[]} */
let items = [];
/** @type {{readers: string[], keys: string[]}} */
let known = { readers: [], keys: [] };
/** Whether files are on their way to the study. */
let storing = false;
let refreshUndo = async () => {};
// Listening does not wait for these: a file that is chosen before they are there is not lost.
const begun = Promise.all([words("web.import"), get("/api/import")]).then((found) => {
  [word, known] = found;
});

/** Read one file anew, as the reader that was chosen for it. @param {Item} item */
async function read(item) {
  item.look = item.error = null;
  draw(item);
  const query = item.reader ? `?reader=${encodeURIComponent(item.reader)}` : "";
  const reader = item.reader;
  try {
    const look = await upload(`/api/import/look${query}`, item.file);
    // Another reader may have been chosen while this one was at work.
    if (item.reader !== reader) return;
    item.look = look;
    item.key ??= look.key;
  } catch (error) {
    if (item.reader !== reader) return;
    item.error = /** @type {{message: string, hint?: string}} */ (error);
    // The card says it, beside the file that it is about.
    document.querySelector("#told")?.replaceChildren();
  }
  draw(item);
}

/** Look at files, as when they are dropped; the overview hands over those that fell there. @param {Iterable<File>} files */
export async function take(files) {
  const fresh = [...files].map((file) => (
    { file, reader: "", key: null, look: null, error: null, node: null }));
  await begun;
  items.push(...fresh);
  said.replaceChildren();
  fresh.forEach(draw);
  // One after the other: reading a large file takes the server's whole attention.
  for (const item of fresh) if (items.includes(item)) await read(item);
}

/** What stands in the way of an item, as a key of the words. @param {Item} item */
function obstacle(item) {
  if (!item.look) return null;
  const key = (item.key ?? "").trim();
  if (!key) return "unnamed";
  if (known.keys.includes(key)) return "taken";
  return items.some((other) => other !== item && other.look && other.key?.trim() === key) ? "doubled" : null;
}

/** @param {Item} item */
function draw(item) {
  const fresh = card(item, known.readers, word, {
    key(value) {
      item.key = value;
      judge();
    },
    reader(value) {
      item.reader = value;
      read(item);
    },
    drop: () => drop(item),
  });
  const held = item.node;
  const focused = held?.contains(document.activeElement) ? document.activeElement?.className : null;
  item.node = fresh;
  if (held) held.replaceWith(fresh);
  else list.append(fresh);
  // A card is made anew when it has been read; who was in it stays in it.
  if (focused) /** @type {HTMLElement|null} */ (fresh.querySelector(`[class="${focused}"]`))?.focus();
  judge();
}

/** @param {Item} item */
function drop(item) {
  const place = items.indexOf(item);
  items = items.filter((other) => other !== item);
  item.node?.remove();
  judge();
  const next = items[Math.min(place, items.length - 1)]?.node?.querySelector(".drop-one");
  /** @type {HTMLElement} */ (next ?? document.querySelector("#choose")).focus();
}

/** Say of every card what is wrong with its name, and of all together whether they can go. */
function judge() {
  let stopped = false;
  for (const item of items) {
    const why = obstacle(item);
    const field = item.node?.querySelector(".key-field");
    if (field) {
      field.setAttribute("aria-invalid", String(why !== null));
      fill(/** @type {Element} */ (item.node?.querySelector(".key-why")), why && word(why));
    }
    stopped ||= why !== null || item.error !== null;
  }
  const ready = items.filter((item) => item.look);
  const turns = ready.reduce((sum, item) => sum + (item.look?.n_turns ?? 0), 0);
  bar.hidden = items.length === 0;
  fill(/** @type {Element} */ (bar.querySelector(".ready")),
    stopped ? word("stopped") : word("ready", { n: ready.length, turns }));
  const confirm = /** @type {HTMLButtonElement} */ (bar.querySelector("#confirm"));
  confirm.disabled = storing || stopped || ready.length === 0 || ready.length < items.length;
}

async function confirmAll() {
  const sent = [...items];
  const files = sent.map((item) => ({ ticket: item.look?.ticket, key: item.key?.trim() }));
  storing = true;
  judge();
  try {
    const made = await post("/api/import", { files }).finally(() => {
      storing = false;
    });
    known.keys.push(...made.transcripts);
    // Files that fell meanwhile are still to be confirmed.
    leave(sent);
    await refreshUndo();
    fill(said,
      h("p.import-done", {}, word("done", { n: made.transcripts.length, turns: made.turns })),
      h("ul.plain", {}, ...made.transcripts.map((/** @type {string} */ key) =>
        h("li", {}, h("a", { href: keyed("/transcript", key) }, key)))),
      h("p", {}, h("a", { href: "/respondents" }, word("to_respondents"))));
    said.focus();
  } catch {
    // api.mjs has shown why; the files are still here.
    judge();
  }
}

/** @param {Item[]} gone */
function leave(gone) {
  items = items.filter((item) => !gone.includes(item));
  for (const item of gone) item.node?.remove();
  judge();
}

// The whole page takes files, so that a near miss does not make the browser leave the page.
let inside = 0;
addEventListener("dragenter", (event) => {
  event.preventDefault();
  inside += 1;
  zone.classList.add("over");
});
addEventListener("dragleave", () => {
  inside -= 1;
  if (inside <= 0) zone.classList.remove("over");
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  inside = 0;
  zone.classList.remove("over");
  take(event.dataTransfer?.files ?? []);
});
document.querySelector("#choose")?.addEventListener("click", () => chooser.click());
chooser.addEventListener("change", () => {
  take(chooser.files ?? []);
  chooser.value = "";
});
bar.querySelector("#confirm")?.addEventListener("click", confirmAll);
bar.querySelector("#discard")?.addEventListener("click", () => {
  leave(items);
  /** @type {HTMLElement} */ (document.querySelector("#choose")).focus();
});

// Nor does who brings this page in: files that fall meanwhile would have nobody that takes them, or two.
begun.then(async () => {
  refreshUndo = await undoButton("import", async () => {
    known = await get("/api/import");
    said.replaceChildren();
    // A name that was in use may be free again.
    items.forEach(draw);
  });
});
