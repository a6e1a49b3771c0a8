/**
 * The transcript page: puts text, codebook, keys and saving together.
 *
 * Tells others: `bw:ready` ({page, store, book, word}) once the text stands, `bw:suggest` ({turn})
 * when the key for suggestions is pressed.
 */

import { keyed } from "./address.mjs";
import { get, words as wordsOf } from "/static/api.mjs";
import { Book, drawTree, explain } from "./codebook_tree.mjs";
import { newCode } from "./commands.mjs";
import { composing } from "./composing.mjs";
import { asking } from "./conflict_dialog.mjs";
import { Desk } from "./desk.mjs";
import { frame, keyList } from "./frame.mjs";
import { Card } from "./memo.mjs";
import { storedBetween } from "./offsets.mjs";
import { palette, Recent } from "./palette.mjs";
import { search } from "./search.mjs";
import { Picker } from "./selection.mjs";
import { Store } from "./store.mjs";
import { Text } from "./text.mjs";
import { showUnsaved } from "./unsaved.mjs";

const FOLLOW = 2000;

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

async function start() {
  const area = byId("text");
  // Under way while the text is drawn.
  const saved = get(`/api/quotations?transcript=${encodeURIComponent(area.dataset.key)}`);
  const [transcript, codebook, word] = await Promise.all([
    get(keyed("/api/transcript", area.dataset.key)),
    get("/api/codebook"),
    wordsOf("web"),
  ]);
  const local = (/** @type {string} */ name, /** @type {object} */ values) => word(`coding.${name}`, values);
  const book = new Book(codebook);
  byId("title").textContent = byId("title").title = transcript.title;
  const store = new Store(transcript);
  const text = new Text(area, transcript, store, book, local);
  const picker = new Picker(area, text.page);
  const desk = new Desk({ area, text, picker, store, book, word: local });
  const words = (/** @type {{start: number, end: number}} */ span) => storedBetween(text.page.turns, span.start, span.end);
  const known = { word: local, name: (/** @type {string} */ code) => book.name(code), words };
  store.hands = { words, ask: asking(byId("conflict"), known) };
  showUnsaved(byId("unsaved"), store, known);
  desk.card = new Card(byId("card"), store, () => book, local, desk.hands);
  desk.recent = new Recent(byId("recent"), book, (code) => desk.apply(code));
  const leave = () => desk.focusTurn();
  const explained = sideOf(book, desk, local);
  palette(byId("find-code"), byId("found-codes"), () => book, {
    choose: (code) => desk.apply(code),
    create: (label) => newCode(desk, label),
    offer: (label) => local("new_code", { label }),
    explain: explained,
    leave,
  });
  const found = search(byId("search"), byId("hits"), text.page, {
    go: (turn) => {
      desk.toTurn(turn, { focus: false });
      text.reveal(turn);
    },
    leave,
    word: local,
  });
  text.addEventListener("painted", () => found.relight());
  keyList(local);
  store.take(await saved);
  frame(store, text, local);
  text.watch();
  desk.begin();
  follow(store);
  area.setAttribute("aria-busy", "false");
  document.dispatchEvent(new CustomEvent("bw:ready", { detail: { page: text.page, store, book, word } }));
}

/** The codebook's column. @param {Book} book @param {Desk} desk @param {(key: string, values?: object) => string} word */
function sideOf(book, desk, word) {
  const closed = new Set(JSON.parse(sessionStorage.getItem("folded") ?? "[]"));
  const redraw = () => drawTree(byId("codes"), book, (code) => desk.apply(code), {
    closed,
    keep: (keys) => sessionStorage.setItem("folded", JSON.stringify([...keys])),
    word,
  });
  redraw();
  book.addEventListener("changed", redraw);
  desk.store.addEventListener("undone", async () => {
    // A code that was made along with a coding goes and comes with it.
    const now = await get("/api/codebook");
    if (now.version !== book.version) book.take(now);
  });
  byId("side").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !composing(event)) desk.focusTurn();
  });
  return explain(byId("side"), byId("meaning"), book, word);
}

/** Other pages of the same coder: looked at while this one is in sight. @param {Store} store */
function follow(store) {
  const look = () => {
    if (!document.hidden) store.follow().catch(() => undefined);
  };
  setInterval(look, FOLLOW);
  addEventListener("focus", look);
}

await start();
