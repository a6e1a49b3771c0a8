/**
 * Respondents in a table, a cell at a time, and whom each speaker of each transcript stands for.
 *
 * @typedef {{key: string, interviewer: boolean, values: Record<string, string>,
 *   transcripts: string[]}} Person
 * @typedef {{speaker: string, turns: number, words: number, respondent: string}} Speaker
 * @typedef {{attributes: string[], respondents: Person[],
 *   transcripts: {key: string, title: string, speakers: Speaker[]}[]}} People
 */

import { keyed } from "/static/address.mjs";
import { del, get, patch, post, upload, words } from "/static/api.mjs";
import { fill, h } from "/static/build.mjs";
import { offer } from "/static/exports.mjs";
import { SpeakerLinks } from "/static/respondents_links.mjs";
import { PeopleTable } from "/static/respondents_table.mjs";
import { undoButton } from "/static/undo.mjs";

const known = /** @type {HTMLElement} */ (document.querySelector("#known"));
const said = /** @type {HTMLElement} */ (document.querySelector("#people-said"));

/** @type {(key: string, values?: object) => string} */
let word;
/** @type {PeopleTable} */
let table;
/** @type {SpeakerLinks} */
let links;
/** @type {People} */
let people = { attributes: [], respondents: [], transcripts: [] };
/** Attributes that were added and have no value yet; the study knows them by their values. @type {string[]} */
let added = [];
/** How often something was stored. */
let stored = 0;
let refreshUndo = async () => {};
// Listening does not wait for these: a file that falls before they are there is not lost.
const begun = words("web.people").then((found) => {
  word = found;
  table = new PeopleTable(/** @type {HTMLElement} */ (document.querySelector("#people")), word, { store, remove });
  links = new SpeakerLinks(/** @type {HTMLElement} */ (document.querySelector("#speakers")), word, link);
  return load();
});

async function load() {
  let found;
  let at;
  do {
    at = stored;
    found = await get("/api/respondents");
    // What was stored meanwhile may not be in it yet.
  } while (at !== stored);
  people = found;
  added = added.filter((name) => !people.attributes.includes(name));
  draw();
}

function columns() {
  return ["role", "organisation", ...people.attributes, ...added];
}

function draw() {
  table.draw(people.respondents, columns());
  suggest();
  links.draw(people);
}

/** @param {string} place */
function focus(place) {
  const field = document.querySelector(`[data-place="${CSS.escape(place)}"]`);
  /** @type {HTMLElement|null} */ (field)?.focus();
}

/**
 * Store one cell.
 * @param {string} key @param {string} name @param {string} value @param {string} before
 * @returns {Promise<string>} what stands there then
 */
async function store(key, name, value, before) {
  const person = () => people.respondents.find((one) => one.key === key);
  try {
    const answer = await patch(keyed("/api/respondents", key), { name, value, before });
    stored += 1;
    Object.assign(person()?.values ?? {}, { [name]: answer.value });
    Object.assign(person() ?? {}, { interviewer: answer.interviewer });
    refreshUndo();
    return answer.value;
  } catch (error) {
    const present = /** @type {{body?: {present?: string}}} */ (error).body?.present;
    if (present !== undefined) Object.assign(person()?.values ?? {}, { [name]: present });
    throw error;
  } finally {
    draw();
  }
}

/** Roles and firms in use, so that one is spelt one way. */
function suggest() {
  const lists = ["role", "organisation"].map((name) => {
    const used = new Set(people.respondents.map((one) => one.values[name]).filter(Boolean));
    if (name === "role") used.add("interviewer");
    return h("datalist", { id: `known-${name}` }, ...[...used].sort().map((value) => h("option", { value })));
  });
  // A list that is open would close.
  const same = lists.every((one, at) => known.children[at]?.isEqualNode(one));
  if (!same) fill(known, ...lists);
}

/** @param {string} name */
function remove(name) {
  const sure = h("div.sure", { role: "group" },
    h("p", {}, word("remove_sure", { name })),
    h("button.danger", { type: "button", onclick: async () => {
      await del(keyed("/api/respondents", name));
      await changed();
      fill(said, h("p", {}, word("removed", { name })));
    } }, word("remove", { name })),
    h("button", { type: "button", onclick: () => said.replaceChildren() }, word("cancel")));
  fill(said, sure);
  /** @type {HTMLElement} */ (sure.querySelector("button")).focus();
}

/** @param {string} transcript @param {string} speaker @param {string} respondent @param {string} before */
async function link(transcript, speaker, respondent, before) {
  try {
    return (await post("/api/links", { transcript, speaker, respondent, before })).respondent;
  } finally {
    // It is stored, or refused, whether or not that can be read anew; api.mjs has told if it cannot.
    await changed().catch(() => undefined);
  }
}

document.querySelector("#add-person")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (document.querySelector("#new-person"));
  const key = field.value.trim();
  if (!key) return field.focus();
  await post("/api/respondents", { key });
  await changed();
  // Who went on meanwhile, with another name or elsewhere, is left alone.
  if (field.value.trim() !== key) return;
  field.value = "";
  const active = document.activeElement;
  if (active === document.body || field.form?.contains(active)) focus(`${key}/role`);
});

document.querySelector("#add-column")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await begun;
  const field = /** @type {HTMLInputElement} */ (document.querySelector("#new-column"));
  const name = field.value.trim();
  const taken = columns().some((one) => one.toLowerCase() === name.toLowerCase());
  fill(said, taken ? h("p.problem", {}, word("column_taken")) : null);
  if (!name || taken) return field.focus();
  added.push(name);
  field.value = "";
  draw();
  const first = people.respondents[0]?.key;
  if (first) focus(`${first}/${name}`);
});

const chooser = /** @type {HTMLInputElement} */ (document.querySelector("#table-file"));
document.querySelector("#choose-table")?.addEventListener("click", () => chooser.click());
chooser.addEventListener("change", () => {
  const file = chooser.files?.[0];
  chooser.value = "";
  if (file) readTable(file);
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file) readTable(file);
});

/** @param {File} file */
async function readTable(file) {
  const made = await upload("/api/respondents/table", file);
  await changed();
  fill(said, h("p", {}, word("imported", { n: made.respondents, links: made.links })));
}

/** Show what is stored by now, and what of it can be undone. */
async function changed() {
  stored += 1;
  await begun;
  await load();
  await refreshUndo();
}

await begun;
offer(/** @type {Element} */ (document.querySelector("#exports")), "respondents", word("export"));
refreshUndo = await undoButton("respondents", async () => {
  stored += 1;
  said.replaceChildren();
  await load();
});
