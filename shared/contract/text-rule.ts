/** Holds every text of a document to one rule, whichever field it is in: refused where it has what no text may have, else tidied. @module */

import { tidyText, unwantedCharacter } from '#shared/punch/plain-text.ts';
import { flaw, phrase, type Told } from '#shared/reasons/index.ts';

/** A text that is not in order, and its place as steps from the top. */
export interface TextFlaw {
  path: string[];
  message: string;
  /** The same with a key and values. */
  told: Told;
}

/** Tidies the texts of a document, and lists those that are refused. */
export type TextRule = (document: unknown) => { value: unknown; flaws: TextFlaw[] };

/** Deeper than any document of ours: its schema refuses what lies below. */
const deepest = 32;

/** Finds the texts and names of fields that are not in order, and gives the document with all of them composed and trimmed. */
export function underTextRule(document: unknown): { value: unknown; flaws: TextFlaw[] } {
  const flaws: TextFlaw[] = [];
  function textOf(text: string, path: string[]): string {
    const unwanted = unwantedCharacter(text);
    if (unwanted !== null) {
      flaws.push({ path, ...flaw(phrase('field.character', { character: unwanted })) });
    }
    return tidyText(text);
  }
  function tidy(inner: unknown, path: string[]): unknown {
    if (typeof inner === 'string') return textOf(inner, path);
    if (typeof inner !== 'object' || inner === null || path.length > deepest) return inner;
    if (Array.isArray(inner)) return inner.map((entry, index) => tidy(entry, [...path, `${index}`]));
    return Object.fromEntries(
      Object.entries(inner).map(([key, entry]) => [textOf(key, [...path, key]), tidy(entry, [...path, key])]),
    );
  }
  return { value: tidy(document, []), flaws };
}
