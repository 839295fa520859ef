/** Says in the language of the reader what the API says with a key and values beside its English text. @module */

import { useLingui } from '@lingui/react/macro';
import { type AnyReason, reasonText } from '../day/reason-text.ts';
import { useFormat } from '../day/use-format.ts';

/** The sentence of a reason, without a full stop; the English text of an answer that has no more. */
export function ToldText({ told, text }: { told: AnyReason | undefined; text: string | undefined }) {
  const { i18n } = useLingui();
  const format = useFormat();
  return told === undefined ? text : reasonText(i18n, format, told);
}
