/** Says in the language of the reader how talking to a terminal has failed, and who is offline. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type AnyReason, sentencesText } from '../day/reason-text.ts';
import { useFormat } from '../day/use-format.ts';
import { faultTextsQuery } from './fault-query.ts';
import type { ShownFault } from './fault-texts.ts';

/** @returns what a fault says, once the texts are there; until then, and without a fault, `undefined` */
export function useFaultText(
  fault: ShownFault | undefined,
  address: string,
): { title: string; todo: string[] } | undefined {
  const { i18n } = useLingui();
  const format = useFormat();
  const { data: texts } = useQuery({ ...faultTextsQuery, enabled: fault !== undefined });
  return fault && texts?.shownFault(i18n, format, fault, address);
}

/** What has happened and what to do, as sentences. @param address - of the terminal, or its name */
export function FaultText({ of, address }: { of: ShownFault | undefined; address: string }) {
  const shown = useFaultText(of, address);
  return shown === undefined ? null : [`${shown.title.replace(/\.$/, '')}.`, ...shown.todo].join(' ');
}

/** Who is offline, as the API says it. Answers of earlier versions have the English sentences alone. */
interface SaidAway {
  readonly says: string;
  readonly check: string;
  readonly told?: readonly AnyReason[] | undefined;
  readonly fault?: ShownFault | undefined;
}

/** Who is offline, and what to check. @param address - of the terminal, or its name */
export function AwayText({ of, address }: { of: SaidAway; address: string }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const { says, check, told, fault } = of;
  if (told === undefined) return `${says} ${check}`;
  return (
    <>
      {sentencesText(i18n, format, told)}
      {fault !== undefined && (
        <>
          {' '}
          <FaultText of={fault} address={address} />
        </>
      )}
    </>
  );
}
