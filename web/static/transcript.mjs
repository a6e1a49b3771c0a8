/**
 * The transcript page: puts text, codebook, keys and saving together.
 *
 * Tells others: `bw:ready` ({page, store, book, word}) once the text stands, `bw:suggest` ({turn})
 * when the key for suggestions is pressed.
 */

import { get, words } from "/static/api.mjs";
import { Book, drawTree, explain } from "./codebook_tree.mjs";
import { Desk } from "./desk.mjs";
import { frame, keyList } from "./frame.mjs";
import { Card } from "./memo.mjs";
import { palette, Recent } from "./palette.mjs";
import { search } from "./search.mjs";
import { Picker } from "./selection.mjs";
import { Store } from "./store.mjs";
import { Text } from "./text.mjs";

const FOLLOW = 2000;

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

async function start() {
  const area = byId("text");
  const key = encodeURIComponent(area.dataset.key);
  const [transcript, codebook, word] = await Promise.all([
    get(`/api/transcript/${key}`),
    get("/api/codebook"),
    words("web"),
  ]);
  const local = (/** @type {string} */ name, /** @type {object} */ values) => word(`coding.${name}`, values);
  const book = new Book(codebook);
  byId("title").textContent = transcript.title;
  const store = new Store(transcript);
  const text = new Text(area, transcript, store, book, local);
  const picker = new Picker(area, text.page);
  const desk = new Desk({ area, text, picker, store, book, word: local });
  desk.card = new Card(byId("card"), store, () => book, local, desk.hands);
  desk.recent = new Recent(byId("recent"), book, (code) => desk.apply(code));
  const leave = () => desk.focusTurn();
  palette(byId("find-code"), byId("found-codes"), () => book, { choose: (code) => desk.apply(code), leave });
  const found = search(byId("search"), byId("hits"), text.page, {
    go: (turn) => {
      desk.toTurn(turn, { focus: false });
      text.reveal(turn);
    },
    leave,
    word: local,
  });
  text.addEventListener("painted", () => found.relight());
  sideOf(book, desk, local);
  keyList(local);
  await store.load();
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
  explain(byId("side"), byId("meaning"), book, word);
  book.addEventListener("changed", redraw);
}

/** Other pages of the same coder: looked at while this one is in sight. @param {Store} store */
function follow(store) {
  const look = () => {
    if (!document.hidden) store.follow().catch(() => undefined);
  };
  setInterval(look, FOLLOW);
  addEventListener("focus", look);
}

start();
