/**
 * A text that is all digits without its leading zeros, anything else composed (NFC): terminals of one family send `0701` and
 * others `701` for the same person.
 */
export function withoutLeadingZeros(text: string): string {
  return /^0\d*$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text.normalize('NFC');
}
