/** A field that is stored as soon as it was changed, one value after another. */
export class KeptField {
  /** What the person knows to be stored. */
  #seen;
  #turn = Promise.resolve();

  /**
   * @param {HTMLInputElement|HTMLSelectElement} field
   * @param {string} value
   * @param {(value: string, seen: string) => Promise<string>} store Gives what stands there then.
   */
  constructor(field, value, store) {
    this.field = field;
    field.value = this.#seen = value;
    field.addEventListener("change", () => {
      // What one value stored is what the next one finds there.
      this.#turn = this.#turn.then(() => this.#send(store));
    });
  }

  /** Take over what is stored by now; what is being changed here stays, and meets it when it is sent. @param {string} value */
  follow(value) {
    const { field } = this;
    if (field.value !== this.#seen && field.value !== value) return;
    field.value = this.#seen = value;
  }

  /** Put back what is stored. */
  restore() {
    this.field.value = this.#seen;
  }

  /** @param {(value: string, seen: string) => Promise<string>} store */
  async #send(store) {
    const { field } = this;
    const { value } = field;
    if (value === this.#seen) return;
    let stands;
    try {
      stands = await store(value, this.#seen);
      field.removeAttribute("aria-invalid");
    } catch (error) {
      field.setAttribute("aria-invalid", "true");
      stands = /** @type {{body?: {present?: string}}} */ (error).body?.present;
      if (stands === undefined) return;
    }
    this.#seen = stands;
    // What was typed meanwhile stays.
    if (field.value === value) field.value = stands;
  }
}
