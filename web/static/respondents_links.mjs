/**
 * Whom the speakers of each transcript stand for: a choice a speaker.
 *
 * @typedef {import("./respondents.mjs").People} People
 * @typedef {import("./respondents.mjs").Speaker} Speaker
 */

import { keyed } from "/static/address.mjs";
import { fill, h } from "/static/build.mjs";

/**
 * @param {HTMLElement} box @param {People} people
 * @param {(key: string, values?: object) => string} word
 * @param {(transcript: string, speaker: Speaker, respondent: string) => void} link
 */
export function drawSpeakers(box, people, word, link) {
  if (!people.transcripts.length) {
    fill(box, h("p.empty", {}, word("no_speakers")));
    return;
  }
  const open = people.transcripts.flatMap((one) => one.speakers).filter((one) => !one.respondent).length;
  fill(box,
    h(`p${open ? ".problem" : ".quiet"}`, { role: "status" }, open ? word("open", { n: open }) : word("all_known")),
    h("div.scroll", { tabindex: "0", role: "group", "aria-label": word("speakers") },
      h("table.links", {},
        h("thead", {}, h("tr", {},
          ...["transcript", "speaker"].map((key) => h("th", { scope: "col" }, word(key))),
          ...["turns", "words"].map((key) => h("th.number", { scope: "col" }, word(key))),
          h("th", { scope: "col" }, word("who")))),
        ...people.transcripts.map((one) => h("tbody", {},
          ...one.speakers.map((speaker, place) => h(`tr${speaker.respondent ? "" : ".open"}`, {},
            place === 0
              ? h("th", { scope: "rowgroup", rowspan: one.speakers.length },
                h("a", { href: keyed("/transcript", one.key) }, one.title))
              : null,
            h("td", {}, speaker.speaker || word("unnamed")),
            h("td.number", {}, speaker.turns),
            h("td.number", {}, speaker.words),
            h("td", {}, choice(one.key, speaker, people, word, link)))))))));
}

/** @param {string} transcript @param {Speaker} speaker @param {People} people @param {(key: string, values?: object) => string} word @param {(transcript: string, speaker: Speaker, respondent: string) => void} link */
function choice(transcript, speaker, people, word, link) {
  const said = speaker.speaker || word("unnamed");
  return h("select", {
    "aria-label": word("link_cell", { speaker: said, transcript }),
    "data-place": `${transcript}/${speaker.speaker}/link`,
    onchange: (/** @type {Event} */ event) =>
      link(transcript, speaker, /** @type {HTMLSelectElement} */ (event.target).value),
  },
  h("option", { value: "" }, word("nobody")),
  ...people.respondents.map((one) => h("option", {
    value: one.key, selected: one.key === speaker.respondent,
  }, one.values.role && one.values.role !== one.key ? `${one.key} · ${one.values.role}` : one.key)));
}
