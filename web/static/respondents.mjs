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
import { undoButton } from "/static/undo.mjs";
import { drawSpeakers } from "/static/respondents_links.mjs";

const word = await words("web.people");
const box = /** @type {HTMLElement} */ (document.querySelector("#people"));
const links = /** @type {HTMLElement} */ (document.querySelector("#speakers"));
const known = /** @type {HTMLElement} */ (document.querySelector("#known"));
const said = /** @type {HTMLElement} */ (document.querySelector("#people-said"));

/** @type {People} */
let people = { attributes: [], respondents: [], transcripts: [] };
/** Attributes that were added and have no value yet; the study knows them by their values. @type {string[]} */
let added = [];

async function load() {
  people = await get("/api/respondents");
  added = added.filter((name) => !people.attributes.includes(name));
  draw();
}

function columns() {
  return ["role", "organisation", ...people.attributes, ...added];
}

/** @param {string} name */
function heading(name) {
  return name === "role" || name === "organisation" ? word(name) : name;
}

function draw() {
  keepingFocus(() => {
    fill(box, people.respondents.length ? table() : h("p.empty", {}, word("none")));
    fill(known, ...suggestions());
    drawSpeakers(links, people, word, link);
  });
}

/** Make something anew; the field that one is in stays that field. @param {() => void} act */
function keepingFocus(act) {
  const focused = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset.place;
  act();
  if (focused) focus(focused);
}

/** @param {string} place */
function focus(place) {
  const field = document.querySelector(`[data-place="${CSS.escape(place)}"]`);
  if (field && field !== document.activeElement) /** @type {HTMLElement} */ (field).focus();
}

function table() {
  return h("div.scroll", { tabindex: "0", role: "region", "aria-label": word("table") },
    h("table.people", {},
      h("thead", {}, h("tr", {},
        h("th", { scope: "col" }, word("key")),
        ...columns().map((name) => h("th", { scope: "col" }, heading(name))),
        h("th", { scope: "col" }, word("speaks_in")),
        h("td", {}))),
      h("tbody", {}, ...people.respondents.map(row))));
}

/** @param {Person} person */
function row(person) {
  return h(`tr${person.interviewer ? ".interviewer" : ""}`, {},
    h("th", { scope: "row" }, person.key),
    ...columns().map((name) => h("td.cell", {}, cell(person, name))),
    h("td.quiet.speaks-in", { title: person.transcripts.join(", ") }, short(person.transcripts)),
    h("td", {}, h("button.quiet-button", {
      type: "button", title: word("remove", { name: person.key }),
      "aria-label": word("remove", { name: person.key }), onclick: () => remove(person),
    }, "×")));
}

/** @param {Person} person @param {string} name */
function cell(person, name) {
  const field = /** @type {HTMLInputElement} */ (h("input", {
    type: "text", autocomplete: "off", spellcheck: "false", size: widest(name),
    list: name === "role" || name === "organisation" ? `known-${name}` : null,
    "aria-label": word("cell", { column: heading(name), name: person.key }),
    "data-place": `${person.key}/${name}`,
    onchange: () => write(person, name, field),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") field.value = person.values[name] ?? "";
    },
  }));
  field.value = person.values[name] ?? "";
  return field;
}

/** An interviewer speaks in all of them; two and a number tell enough. @param {string[]} keys */
function short(keys) {
  const more = keys.length - 2;
  return (more > 1 ? `${keys.slice(0, 2).join(", ")} +${more}` : keys.join(", ")) || "–";
}

/** Characters of the longest value of a column, so that it can be read whole. @param {string} name */
function widest(name) {
  const lengths = people.respondents.map((one) => (one.values[name] ?? "").length);
  return Math.min(30, Math.max(6, ...lengths));
}

/** @param {Person} person @param {string} name @param {HTMLInputElement} field */
async function write(person, name, field) {
  const before = person.values[name] ?? "";
  const { value } = field;
  try {
    const answer = await patch(keyed("/api/respondents", person.key), { name, value, before });
    person.values[name] = answer.value;
    // What was typed meanwhile stays.
    if (field.value === value) field.value = answer.value;
    person.interviewer = answer.interviewer;
    field.removeAttribute("aria-invalid");
    // The table is not made anew: one may be typing in the next cell by now.
    field.closest("tr")?.classList.toggle("interviewer", person.interviewer);
    fill(known, ...suggestions());
    keepingFocus(() => drawSpeakers(links, people, word, link));
    refreshUndo();
  } catch (error) {
    field.setAttribute("aria-invalid", "true");
    const present = /** @type {{body?: {present?: string}}} */ (error).body?.present;
    if (present === undefined) return;
    person.values[name] = present;
    if (field.value === value) field.value = present;
  }
}

/** Roles and firms in use, so that one is spelt one way. */
function suggestions() {
  return ["role", "organisation"].map((name) => {
    const used = new Set(people.respondents.map((one) => one.values[name]).filter(Boolean));
    if (name === "role") used.add("interviewer");
    return h("datalist", { id: `known-${name}` }, ...[...used].sort().map((value) => h("option", { value })));
  });
}

/** @param {Person} person */
async function remove(person) {
  const sure = h("div.sure", { role: "group" },
    h("p", {}, word("remove_sure", { name: person.key })),
    h("button.danger", { type: "button", onclick: async () => {
      await del(keyed("/api/respondents", person.key));
      await changed();
      fill(said, h("p", {}, word("removed", { name: person.key })));
    } }, word("remove", { name: person.key })),
    h("button", { type: "button", onclick: () => said.replaceChildren() }, word("cancel")));
  fill(said, sure);
  /** @type {HTMLElement} */ (sure.querySelector("button")).focus();
}

/** @param {string} transcript @param {Speaker} speaker @param {string} respondent */
async function link(transcript, speaker, respondent) {
  try {
    await post("/api/links", {
      transcript, speaker: speaker.speaker, respondent, before: speaker.respondent,
    });
  } finally {
    await changed();
  }
}

document.querySelector("#add-person")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (document.querySelector("#new-person"));
  const key = field.value.trim();
  if (!key) return field.focus();
  await post("/api/respondents", { key });
  field.value = "";
  await changed();
  focus(`${key}/role`);
});

document.querySelector("#add-column")?.addEventListener("submit", (event) => {
  event.preventDefault();
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
  fill(said, h("p", {}, word("imported", { n: made.respondents, links: made.links })));
  await changed();
}

/** Show what is stored by now, and what of it can be undone. */
async function changed() {
  await load();
  await refreshUndo();
}

await load();
offer(/** @type {Element} */ (document.querySelector("#exports")), "respondents", word("export"));
const refreshUndo = await undoButton("respondents", async () => {
  said.replaceChildren();
  await load();
});
