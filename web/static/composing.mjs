/** Words that are being composed in a field, as in Chinese or Japanese: Enter picks a sign then, and Escape drops it. */

/** Whether a key belongs to that; some browsers tell the key that ends it by its number alone. @param {KeyboardEvent} event */
export const composing = (event) => event.isComposing || event.keyCode === 229;
