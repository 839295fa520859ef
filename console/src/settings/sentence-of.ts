/** Makes a sentence of a few words. @module */

/** A few words as a sentence of their own: with a capital letter and an end. */
export function sentenceOf(words: string): string {
  if (words === '') return '';
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}
