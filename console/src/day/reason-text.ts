/** Says why a figure is what it is, in the language of the page. Loaded with whatever shows reasons. @module */

import type { I18n } from '@lingui/core';
import type { ReasonKey } from '#shared/reasons/index.ts';
import type { Format } from './format-of.ts';
import { reasonMessages } from './reason-messages.ts';
import { type AnyReason, reasonValues, type Saying } from './reason-values.ts';
import { kindWords } from './reason-words.ts';

export type { AnyReason } from './reason-values.ts';

/** The sentence of a reason, without a full stop; the server's own for a key of a later version. */
export function reasonText(i18n: I18n, format: Format, reason: AnyReason): string {
  const saying: Saying = {
    format,
    say: (part) => reasonText(i18n, format, part),
    word: (kind, member) => {
      const word = kindWords[kind]?.[member];
      return word === undefined ? undefined : i18n._(word);
    },
  };
  const values = reasonValues(reason, saying);
  if (values === undefined) return reason.text ?? reason.key;
  // The keys of the values are those of the sentences.
  return i18n._({ ...reasonMessages[reason.key as ReasonKey], values });
}

/** Several reasons as sentences, one after the other. */
export function sentencesText(i18n: I18n, format: Format, reasons: readonly AnyReason[]): string {
  return reasons.map((reason) => `${reasonText(i18n, format, reason)}.`).join(' ');
}
