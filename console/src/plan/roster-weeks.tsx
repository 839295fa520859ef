/** The next six weeks of a roster, as it is typed. @module */

import { useLingui } from '@lingui/react/macro';
import type { DutyRoster, RosterEntry } from '#shared/attendance/model/index.ts';
import { addDays, type Weekday, weekOf } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useFormat } from '../day/use-format.ts';
import { entryOn, symbolOf } from './cycle-text.ts';
import styles from './roster-weeks.module.css';

/** The weeks to come. */
export interface RosterWeeksProps {
  roster: DutyRoster;
  today: LocalDate;
  weekStartsOn: Weekday;
  scheduleIds: readonly string[];
  wordsOf: (entry: RosterEntry) => string;
}

const weeks = 6;

/** Six weeks from this one on, each day with its sign and its words. */
export function RosterWeeks({ roster, today, weekStartsOn, scheduleIds, wordsOf }: RosterWeeksProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { from } = weekOf(today, weekStartsOn);
  const days = Array.from({ length: 7 }, (_, index) => addDays(from, index));
  return (
    <table className={styles.weeks} aria-label={t`The next six weeks`}>
      <thead>
        <tr>
          {days.map((date) => (
            <th key={date} scope="col">
              {format.date(date, 'weekday')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_, week) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a week is its place
          <tr key={week}>
            {days.map((monday, index) => {
              const date = addDays(monday, week * 7);
              const entry = entryOn(roster, date);
              const isFirst = date.endsWith('-01') || (week === 0 && index === 0);
              return (
                <td
                  key={date}
                  data-today={date === today || undefined}
                  data-free={entry.scheduleId === null || undefined}
                >
                  <span className={styles.date}>{format.date(date, isFirst ? 'brief' : 'number')}</span>
                  <span className={styles.symbol}>{symbolOf(entry, scheduleIds)}</span>
                  <span className={styles.words}>{wordsOf(entry)}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
