/** Says in the language of the reader why work has failed. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { AnyReason } from '../day/reason-text.ts';
import { sentencesText } from '../day/reason-text.ts';
import { useFormat } from '../day/use-format.ts';
import { type Refusal, useWords } from './refusal.tsx';
import { textsQuery } from './texts-query.ts';

/** Why work has failed, as the API says it. */
export interface SaidFailure {
  /** In English; what people have written stands here alone. */
  readonly reason?: string | undefined;
  /** Its sentences, with keys and values; answers of earlier versions have none. */
  readonly told?: readonly AnyReason[] | undefined;
  /** The problem that one of them quotes. */
  readonly problem?: Refusal | undefined;
}

/** Why work has failed; the sentence of the server where it cannot be said otherwise. */
export function FailureText({ of: { reason, told, problem } }: { of: SaidFailure }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const words = useWords();
  const { data } = useQuery({ ...textsQuery, enabled: problem !== undefined });
  if (told === undefined) return reason;
  const said = problem && words(data, problem).replace(/\.$/, '');
  return sentencesText(
    i18n,
    format,
    told.map((one) =>
      said !== undefined && 'problem' in one.values
        ? { ...one, values: { ...one.values, problem: said } }
        : one,
    ),
  );
}
