/** Text as it is searched: without capitals, accents and spaces at its ends. @param {string} text */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
