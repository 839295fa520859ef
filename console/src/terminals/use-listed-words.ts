/** What the fields of a listed terminal are called where two people have changed them, and what each has them say. @module */

import { useLingui } from '@lingui/react/macro';
import { useSettings } from '../api/index.ts';
import type { ConflictWords } from '../ui/conflicts.tsx';
import { usualCodePage } from './code-pages.ts';
import { useTransports } from './listed-advanced.tsx';
import type { ListedDraft } from './listed-form.ts';

/** The words of each field. A key that was typed is in nobody's words. */
export function useListedWords(): (field: keyof ListedDraft) => ConflictWords<ListedDraft> {
  const { t } = useLingui();
  const { zone: ownZone } = useSettings();
  const transports = useTransports();
  const text = (value: string) => (value === '' ? t`None` : value);
  const yesOrNo = (value: boolean) => (value ? t`Yes` : t`No`);
  const words: Record<keyof ListedDraft, ConflictWords<ListedDraft>> = {
    host: { label: t`Address`, textOf: ({ host }) => text(host) },
    port: { label: t`Port`, textOf: ({ port }) => port },
    name: { label: t`Name`, textOf: ({ name }) => text(name) },
    serial: { label: t`Serial number`, textOf: ({ serial }) => text(serial) },
    zone: { label: t`Zone of its clock`, textOf: ({ zone }) => zone ?? ownZone },
    realtime: { label: t`Keep a session open`, textOf: ({ realtime }) => yesOrNo(realtime) },
    encoding: {
      label: t`Names are stored in`,
      textOf: ({ encoding }) => encoding ?? usualCodePage,
    },
    transport: { label: t`Connection`, textOf: ({ transport }) => transports[transport] },
    setClock: { label: t`Set its clock`, textOf: ({ setClock }) => yesOrNo(setClock) },
    disableWhileReading: {
      label: t`Lock its keypad while its log is read`,
      textOf: ({ disableWhileReading }) => yesOrNo(disableWhileReading),
    },
    commKey: { label: t`Communication key`, textOf: () => null },
    isKeyTakenAway: {
      label: t`It wants no key any more`,
      textOf: ({ isKeyTakenAway }) => yesOrNo(isKeyTakenAway),
    },
  };
  return (field) => words[field];
}
