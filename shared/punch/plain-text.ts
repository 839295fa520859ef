/** The one rule for text that people, programs and terminals give us: names, reasons, departments, notes and ids. @module */

/**
 * What no text of one line needs: controls (NUL, BEL, tab, line ends), halves of surrogate pairs, line and paragraph
 * separators, and characters that show nothing or turn the order of others round. Selectors of variants stay; the two
 * joiners are looked at by {@link strayJoiner}.
 */
const unwanted =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]--[\p{Variation_Selector}\u200C\u200D]]/v;
/** Joiners that shape nothing. Persian, Hindi and their like need them between letters, emoji between pictures. */
const strayJoiner =
  /(?<![\p{M}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{Extended_Pictographic}])/u;
const anyUnwanted = new RegExp(`${unwanted.source}|${strayJoiner.source}`, 'gv');
const blanks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** A text in the form in which texts are compared and stored: composed (NFC), without blanks around it. */
export function tidyText(text: string): string {
  return text.normalize('NFC').trim();
}

/** The first character of a text that no text may have, as `U+202E`; `null` when the text is in order. */
export function unwantedCharacter(text: string): string | null {
  const found = unwanted.exec(text) ?? strayJoiner.exec(text);
  if (found === null) return null;
  return `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * A text of a terminal or of its files under the same rule. Nobody is there to whom it could be refused: line ends
 * become blanks, and what no text may have is left out.
 */
export function cleanedText(text: string): string {
  return tidyText(text.replace(blanks, ' ').replace(anyUnwanted, ''));
}
