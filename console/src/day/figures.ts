/** The figures of a day, with their words and how each is read from a row. @module */

import { useLingui } from '@lingui/react/macro';
import type { DayResult } from '#shared/attendance/index.ts';

/** Sums of seconds. */
const sum = (paid: readonly { seconds: number }[]) => paid.reduce((all, { seconds }) => all + seconds, 0);

/** A figure of a row. */
export interface Figure {
  readonly id: string;
  readonly word: string;
  /** In seconds. */
  readonly value: (
    day: Pick<
      DayResult,
      'worked' | 'overtime' | 'premiums' | 'short' | 'late' | 'early' | 'leave' | 'expected' | 'breakTaken'
    >,
  ) => number;
  /** Shown also where it is 0. */
  readonly isAlways?: boolean;
}

/** All figures, in the order in which they are shown. */
export function useFigures(): readonly Figure[] {
  const { t } = useLingui();
  return [
    { id: 'worked', word: t`Work`, value: ({ worked }) => worked, isAlways: true },
    { id: 'expected', word: t`Expected`, value: ({ expected }) => expected },
    { id: 'overtime', word: t`Overtime`, value: ({ overtime }) => sum(overtime) },
    { id: 'premiums', word: t`Diff OT`, value: ({ premiums }) => sum(premiums) },
    { id: 'breakTaken', word: t`Break`, value: ({ breakTaken }) => breakTaken },
    { id: 'short', word: t`Short`, value: ({ short }) => short },
    { id: 'late', word: t`Late`, value: ({ late }) => late },
    { id: 'early', word: t`Early`, value: ({ early }) => early },
    { id: 'leave', word: t({ message: 'Leave', context: 'figure' }), value: ({ leave }) => sum(leave) },
  ];
}
