/** Twelve months with their holidays: a press on a day adds one, or opens it. @module */

import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Holiday } from '#shared/attendance/model/index.ts';
import { addDays, dateOfDay, dayNumberOf, monthOf, type Weekday, weekOf } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { Shape } from '../day/shapes.tsx';
import { useFormat } from '../day/use-format.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './year-calendar.module.css';

/** The year. */
export interface YearCalendarProps {
  year: number;
  holidays: readonly Holiday[];
  today: LocalDate;
  weekStartsOn: Weekday;
  /** Without it the days are no buttons. */
  onDay?: ((date: LocalDate) => void) | undefined;
}

/** Twelve months; the arrows go from day to day, over the ends of months too. */
export function YearCalendar({ year, holidays, today, weekStartsOn, onDay }: YearCalendarProps) {
  const byDate = new Map(holidays.map((holiday) => [holiday.date, holiday]));
  const first = dateOfDay(dayNumberOf(year, 1, 1));
  const last = dateOfDay(dayNumberOf(year, 12, 31));
  const [focused, setFocused] = useState<LocalDate>(first);
  const reachable = focused < first || focused > last ? first : focused;
  return (
    <div className={styles.year}>
      {Array.from({ length: 12 }, (_, index) => (
        <Month
          // biome-ignore lint/suspicious/noArrayIndexKey: a month is its place in the year
          key={index}
          month={dateOfDay(dayNumberOf(year, index + 1, 1))}
          byDate={byDate}
          today={today}
          weekStartsOn={weekStartsOn}
          reachable={reachable}
          onFocus={setFocused}
          onDay={onDay}
        />
      ))}
    </div>
  );
}

interface MonthProps extends Pick<YearCalendarProps, 'today' | 'weekStartsOn' | 'onDay'> {
  month: LocalDate;
  byDate: ReadonlyMap<LocalDate, Holiday>;
  reachable: LocalDate;
  onFocus: (date: LocalDate) => void;
}

function Month({ month, byDate, today, weekStartsOn, reachable, onFocus, onDay }: MonthProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { to } = monthOf(month);
  const start = weekOf(month, weekStartsOn).from;
  const weeks: LocalDate[][] = [];
  for (let week = start; week < to; week = addDays(week, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(week, index)));
  }
  const title = format.date(month, 'month');
  const move = (event: React.KeyboardEvent<HTMLElement>, date: LocalDate) => {
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const days = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
    if (days === undefined) return;
    event.preventDefault();
    const step = Math.abs(days) === 1 && isRightToLeft ? -days : days;
    const next = document.querySelector<HTMLElement>(`[data-day="${addDays(date, step)}"]`);
    next?.focus();
  };
  return (
    <section className={styles.month} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <table>
        <thead>
          <tr>
            {weeks[0]?.map((date) => (
              <th key={date} scope="col" abbr={format.date(date, 'weekdayLong')}>
                {format.weekday(date)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) => {
                if (date < month || date >= to) return <td key={date} />;
                const holiday = byDate.get(date);
                const name = format.date(date, 'spoken');
                const words = holiday
                  ? holiday.half
                    ? t`${name}: ${holiday.name}, half a day`
                    : t`${name}: ${holiday.name}`
                  : name;
                const look = classNames(
                  styles.day,
                  holiday && styles.holiday,
                  holiday?.half && styles.half,
                  date === today && styles.today,
                );
                return (
                  <td key={date}>
                    {onDay ? (
                      <button
                        type="button"
                        data-day={date}
                        className={look}
                        title={holiday?.name}
                        aria-label={words}
                        tabIndex={date === reachable ? 0 : -1}
                        onFocus={() => onFocus(date)}
                        onKeyDown={(event) => move(event, date)}
                        onClick={() => onDay(date)}
                      >
                        <Face date={date} isHoliday={holiday !== undefined} />
                      </button>
                    ) : (
                      <span className={look} title={holiday?.name}>
                        <Face date={date} isHoliday={holiday !== undefined} />
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Face({ date, isHoliday }: { date: LocalDate; isHoliday: boolean }) {
  const format = useFormat();
  return (
    <>
      {format.date(date, 'number')}
      {isHoliday && (
        <span className={styles.star}>
          <Shape name="star" size={8} />
        </span>
      )}
    </>
  );
}
