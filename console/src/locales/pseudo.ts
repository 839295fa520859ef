/**
 * Stand-ins for translations, for tests and developers: builds that are shipped do not hold them, and no menu offers them.
 * `localStorage['rollcall.language'] = 'en-XA'` shows longer words with accents, `'ar'` a page from right to left.
 * @module
 */

import type { Messages } from '@lingui/core';

/** A message as it is compiled: texts, places for values, and the forms of plurals and choices within. */
type Compiled = NonNullable<Messages[string]>;

/** How a piece of text is written instead. */
type Rewrite = (text: string) => string;

/** Translations of English are this much longer, in the median of short texts. */
const growth = 0.4;
const accents = new Map(
  Object.entries({ a: 'á', e: 'é', i: 'í', o: 'ö', u: 'ü', c: 'ç', n: 'ñ', s: 'š', A: 'Å', E: 'É', O: 'Ø' }),
);
const vowel = /[aeiou]/;
const letter = /\p{L}/u;
/** Places of elements in a text: `<0>`, `</0>`, `<0/>`. */
const places = /(<\/?\w+\/?>)/;
const rightToLeft = '\u202E';
const endOfDirection = '\u202C';

/** Words with accents, longer by doubled vowels, so that they still can be read. */
function longer(text: string): string {
  let owed = 0;
  let written = '';
  for (const one of text) {
    written += accents.get(one) ?? one;
    if (letter.test(one)) owed += growth;
    if (vowel.test(one) && owed >= 1) {
      written += (accents.get(one) ?? one).repeat(Math.floor(owed));
      owed -= Math.floor(owed);
    }
  }
  return written + '·'.repeat(Math.floor(owed));
}

/** The text as a script from right to left is shown; blanks at the ends stay outside, as between words of one sentence. */
function mirrored(text: string): string {
  const core = text.trim();
  return core === '' ? text : text.replace(core, () => `${rightToLeft}${core}${endOfDirection}`);
}

function rewriteText(text: string, rewrite: Rewrite): string {
  return text
    .split(places)
    .map((piece) => (piece === '#' || places.test(piece) ? piece : rewrite(piece)))
    .join('');
}

function rewriteForms(forms: Record<string, unknown>, rewrite: Rewrite): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(forms).map(([form, value]) => [
      form,
      typeof value === 'string' || Array.isArray(value) ? rewriteMessage(value as Compiled, rewrite) : value,
    ]),
  );
}

function rewriteMessage(message: Compiled, rewrite: Rewrite): Compiled {
  if (typeof message === 'string') return rewriteText(message, rewrite);
  return message.map((token) => {
    if (typeof token === 'string') return rewriteText(token, rewrite);
    const [name, kind, forms] = token;
    return typeof forms === 'object' && forms !== null
      ? [name, kind, rewriteForms({ ...forms }, rewrite)]
      : token;
  }) as Compiled;
}

/** The languages that only stand in for others, with the language by which their dates and numbers are written. */
const standIns = new Map<string, { locale: string; rewrite: Rewrite }>([
  ['en-XA', { locale: 'en', rewrite: longer }],
  ['ar', { locale: 'ar', rewrite: mirrored }],
]);

/** A language of tests by its id, if it is one: its locale, and how it says English texts. */
export function standInOf(
  language: string,
): { locale: string; texts: (english: Messages) => Messages } | undefined {
  const found = standIns.get(language);
  if (!found) return undefined;
  const { locale, rewrite } = found;
  const texts = (english: Messages): Messages =>
    Object.fromEntries(
      Object.entries(english).map(([id, message]) => [id, message && rewriteMessage(message, rewrite)]),
    );
  return { locale, texts };
}
