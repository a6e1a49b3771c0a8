/**
 * Whom the speakers of each transcript stand for: a choice a speaker. Drawn again it keeps its
 * choices, because one may be choosing when an answer about another one comes.
 *
 * @typedef {import("./respondents.mjs").People} People
 * @typedef {import("./respondents.mjs").Speaker} Speaker
 * @typedef {(key: string, values?: object) => string} Word
 * @typedef {(transcript: string, speaker: string, respondent: string, before: string) => Promise<string>} Link
 * @typedef {{kept: KeptField, node: HTMLElement, offered: string}} Choice
 */

import { keyed } from "/static/address.mjs";
import { arrange, fill, h } from "/static/build.mjs";
import { KeptField } from "/static/kept_field.mjs";

export class SpeakerLinks {
  /** By transcript and speaker. @type {Map<string, Choice>} */
  #choices = new Map();
  /** What the rows were made from. */
  #drawn = "";
  #open = h("p", { role: "status" });

  /** @param {HTMLElement} box @param {Word} word @param {Link} link */
  constructor(box, word, link) {
    this.box = box;
    this.word = word;
    this.link = link;
  }

  /** @param {People} people */
  draw({ transcripts, respondents }) {
    const rows = JSON.stringify(transcripts, (name, value) => (name === "respondent" ? undefined : value));
    if (rows !== this.#drawn) this.#build(transcripts);
    this.#drawn = rows;
    let open = 0;
    for (const { key, speakers } of transcripts) {
      for (const one of speakers) {
        const choice = /** @type {Choice} */ (this.#choices.get(place(key, one.speaker)));
        offer(choice, respondents, this.word);
        choice.kept.follow(one.respondent);
        choice.node.classList.toggle("open", !one.respondent);
        open += one.respondent ? 0 : 1;
      }
    }
    this.#open.className = open ? "problem" : "quiet";
    const said = open ? this.word("open", { n: open }) : this.word("all_known");
    if (this.#open.textContent !== said) this.#open.textContent = said;
  }

  /** @param {People["transcripts"]} transcripts */
  #build(transcripts) {
    this.#choices.clear();
    if (!transcripts.length) {
      fill(this.box, h("p.empty", {}, this.word("no_speakers")));
      return;
    }
    const heads = ["transcript", "speaker", "turns", "words", "who"].map((key) =>
      h(`th${key === "turns" || key === "words" ? ".number" : ""}`, { scope: "col" }, this.word(key)));
    arrange(this.box, [this.#open, h("div.scroll", { tabindex: "0", role: "group", "aria-label": this.word("speakers") },
      h("table.links", {},
        h("thead", {}, h("tr", {}, ...heads)),
        ...transcripts.map((one) => h("tbody", {}, ...one.speakers.map((speaker, at) => this.#row(one, speaker, at))))))]);
  }

  /** @param {People["transcripts"][number]} transcript @param {Speaker} speaker @param {number} at */
  #row(transcript, { speaker, turns, words }, at) {
    const said = speaker || this.word("unnamed");
    const field = /** @type {HTMLSelectElement} */ (h("select", {
      "aria-label": this.word("link_cell", { speaker: said, transcript: transcript.key }),
      "data-place": `${transcript.key}/${speaker}/link`,
    }));
    const node = h("tr", {},
      at === 0
        ? h("th", { scope: "rowgroup", rowspan: transcript.speakers.length },
          h("a", { href: keyed("/transcript", transcript.key) }, transcript.title))
        : null,
      h("td", {}, said), h("td.number", {}, turns), h("td.number", {}, words), h("td", {}, field));
    const kept = new KeptField(field, "", (value, before) => this.link(transcript.key, speaker, value, before));
    this.#choices.set(place(transcript.key, speaker), { kept, node, offered: "" });
    return node;
  }
}

/** @param {string} transcript @param {string} speaker */
const place = (transcript, speaker) => JSON.stringify([transcript, speaker]);

/** Fill a choice with everybody there is; what is chosen stays chosen. @param {Choice} choice @param {People["respondents"]} people @param {Word} word */
function offer(choice, people, word) {
  const named = people.map(({ key, values: { role } }) => [key, role && role !== key ? `${key} · ${role}` : key]);
  const offered = JSON.stringify(named);
  if (choice.offered === offered) return;
  choice.offered = offered;
  const { field } = choice.kept;
  const chosen = field.value;
  fill(field, h("option", { value: "" }, word("nobody")),
    ...named.map(([value, text]) => h("option", { value }, text)));
  field.value = chosen;
}
