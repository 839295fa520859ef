/** The words of scheduled exports. @module */

import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { ExportScheduleInput, Rhythm } from '#shared/contract/export-schedules.ts';
import { type Weekday, weekdays as weekdayIds } from '#shared/time/calendar.ts';
import type { api } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';

/** A scheduled export. */
export type Schedule = Awaited<ReturnType<typeof api.listExportSchedules>>['items'][number];

/** A Monday: the names of weekdays are those of the seven days from it on. */
const monday = 5;

/** Rhythms, weekdays and days in words. */
export function useScheduleWords() {
  const { t } = useLingui();
  const format = useFormat();
  return useMemo(() => {
    const weekdays = weekdayIds.map((id, index): { id: Weekday; label: string } => ({
      id,
      label: format.date(`2026-01-${String(monday + index).padStart(2, '0')}`, 'weekdayLong'),
    }));
    const days: { id: ExportScheduleInput['days']; label: string }[] = [
      { id: 'yesterday', label: t`Yesterday` },
      { id: 'last-7-days', label: t`The last 7 days` },
      { id: 'this-month', label: t`This month up to yesterday` },
      { id: 'last-month', label: t`The last month` },
    ];
    const rhythmText = (rhythm: Rhythm) => {
      if (rhythm.every === 'day') return t`Every day`;
      if (rhythm.every === 'month') return t`On day ${String(rhythm.on)} of each month`;
      const day = weekdays.find(({ id }) => id === rhythm.on)?.label ?? rhythm.on;
      return t`Every ${day}`;
    };
    return { weekdays, days, rhythmText };
  }, [t, format]);
}
