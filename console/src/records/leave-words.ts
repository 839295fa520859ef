/** A leave in words: its type, its days, what it takes of each. @module */

import { useLingui } from '@lingui/react/macro';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useFormat } from '../day/use-format.ts';
import type { Leave, LeaveType } from './queries.ts';

/** Words of leaves in the language of the page. */
export function useLeaveWords(types: readonly LeaveType[]) {
  const { t } = useLingui();
  const format = useFormat();
  const typeName = (type: string) => types.find((one) => one.type === type)?.name ?? type;
  const portion = (leave: Pick<Leave, 'portion'>): string => {
    const { portion: part } = leave;
    if (part.kind === 'full') return t`whole days`;
    if (part.kind === 'hours') return t`${format.duration(part.minutes * 60)} h of each day`;
    return part.half === 'first' ? t`the first half of each day` : t`the second half of each day`;
  };
  const days = ({ from, to }: Pick<Leave, 'from' | 'to'>): string =>
    addDays(from as LocalDate, 1) === to ? format.date(from) : format.range({ from, to });
  return { typeName, portion, days };
}
