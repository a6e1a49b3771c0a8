/**
 * What is written on codes and not saved: by field, with what stood there when one began. So a change
 * from elsewhere is seen before it is overwritten.
 *
 * @typedef {import("./codebook_edit.mjs").Code} Code
 * @typedef {Readonly<Record<string, {value: string, seen: string}>>} Draft Fields are "key", "colour", "definition/nl"…
 */

const LISTS = ["examples", "cues"];

/** Whether a field has a text a line. @param {string} field */
export const isList = (field) => LISTS.includes(field.split("/")[0]);

/** What a field of a code holds, as it stands in the form. @param {Code} code @param {string} field @returns {string} */
export function stored(code, field) {
  if (field === "key") return code.key;
  if (field === "colour") return code.colour ?? "";
  const [name, lang] = field.split("/");
  const held = /** @type {any} */ (code.texts)[name][lang];
  return isList(field) ? (held ?? []).join("\n") : held ?? "";
}

/** A text as the server stores it. @param {string} field @param {string} value */
function tidy(field, value) {
  if (!isList(field)) return value.trim();
  return value.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
}

/** Fields in which something stands by now that was neither seen nor written here. @param {Code} code @param {Draft} draft */
export function clashes(code, draft) {
  return Object.keys(draft).filter((field) => {
    const { value, seen } = draft[field];
    return ![seen, tidy(field, value)].includes(stored(code, field));
  });
}

export class Drafts {
  /** @type {Map<string, Draft>} */
  #held = new Map();

  get any() {
    return this.#held.size > 0;
  }

  /** @param {string|null} key */
  has(key) {
    return this.#held.has(key ?? "");
  }

  /** @param {string} key @returns {Draft} */
  get(key) {
    return this.#held.get(key) ?? {};
  }

  /** Codes with a draft that are not among these. @param {Code[]} codes */
  without(codes) {
    return [...this.#held.keys()].filter((key) => !codes.some((code) => code.key === key));
  }

  /** @param {Code} code as it is shown @param {string} field @param {string} value */
  write(code, field, value) {
    const { [field]: before, ...draft } = this.get(code.key);
    const now = stored(code, field);
    this.#put(code.key, value === now ? draft : { ...draft, [field]: { value, seen: before?.seen ?? now } });
  }

  /** @param {string} key */
  drop(key) {
    this.#held.delete(key);
  }

  /** A draft was stored; what was written since then stays. @param {string} key @param {Draft} sent @param {string} now The key that the code has by now. */
  saved(key, sent, now) {
    const since = Object.entries(this.get(key)).filter(([field, { value }]) => sent[field]?.value !== value);
    this.drop(key);
    this.#put(now, Object.fromEntries(since.map(([field, { value, seen }]) =>
      [field, { value, seen: sent[field] ? tidy(field, sent[field].value) : seen }])));
  }

  /** @param {string} key @param {Draft} draft */
  #put(key, draft) {
    if (Object.keys(draft).length) this.#held.set(key, draft);
    else this.drop(key);
  }
}
