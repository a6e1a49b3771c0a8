/** What stands around the text: the list of keys, done and reopen, how far one is. */

import { listed } from "./keys.mjs";

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

/** @param {(key: string, values?: object) => string} word */
export function keyList(word) {
  const dialog = byId("keys");
  byId("show-keys").addEventListener("click", () => dialog.showModal());
  byId("key-list").replaceChildren(...listed().flatMap(([command, keys]) => {
    const term = document.createElement("dt");
    for (const key of keys) {
      const stroke = document.createElement("kbd");
      stroke.textContent = key;
      term.append(stroke);
    }
    const meaning = document.createElement("dd");
    meaning.textContent = word(`key.${command}`);
    return [term, meaning];
  }));
  const box = byId("single-keys");
  const root = document.documentElement;
  const set = (/** @type {boolean} */ on) => {
    root.dataset.singleKeys = on ? "on" : "off";
    box.checked = on;
    sessionStorage.setItem("single-keys", on ? "on" : "off");
  };
  set(sessionStorage.getItem("single-keys") !== "off");
  box.addEventListener("change", () => set(box.checked));
}

/** @param {any} store @param {any} text @param {(key: string, values?: object) => string} word */
export function frame(store, text, word) {
  const button = byId("finish");
  const show = () => {
    button.textContent = store.done ? button.dataset.reopen : button.dataset.finish;
    byId("done-state").hidden = !store.done;
    text.area.classList.toggle("locked", store.done);
  };
  button.addEventListener("click", () => store.finish(!store.done));
  store.addEventListener("locked", show);
  show();
  const asked = text.page.turns.filter((/** @type {any} */ turn) => !turn.interviewer);
  let due = 0;
  const count = () => {
    due = 0;
    const all = [...store.quotations.values()].sort((a, b) => a.start - b.start);
    let at = 0;
    let reach = 0;
    let coded = 0;
    for (const turn of asked) {
      // The furthest end of all that begin before the turn ends tells whether it is touched.
      for (; at < all.length && all[at].start < turn.end; at += 1) reach = Math.max(reach, all[at].end);
      if (reach > turn.start) coded += 1;
    }
    byId("progress").textContent = word("progress", { coded, n: asked.length });
  };
  store.addEventListener("changed", () => {
    // Behind the drawing: a key press is seen first, counted after.
    due ||= globalThis.requestIdleCallback?.(count) ?? setTimeout(count, 50);
  });
  count();
}
