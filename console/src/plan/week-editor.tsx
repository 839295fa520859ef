/** The seven weekdays of a schedule: all in sight as strips, one of them open. @module */

import { useLingui } from '@lingui/react/macro';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { DayDefinition } from '#shared/attendance/model/index.ts';
import { type Weekday, weekdays } from '#shared/time/calendar.ts';
import { MiniStrip, type StripSpan } from '../day/day-strip.tsx';
import { useFormat } from '../day/use-format.ts';
import { MenuButton } from '../ui/menu.tsx';
import { DayEditor } from './day-editor.tsx';
import { dayTypeWords, weekdayName } from './plan-words.ts';
import type { ScheduleProblem } from './schedule-problems.ts';
import { axisMinutes, plannedMinutes, scheduledTimes, type WindowRules } from './shift-times.ts';
import styles from './week-editor.module.css';

type Days = Readonly<Record<Weekday, DayDefinition>>;

/** The editor of a week. */
export interface WeekEditorProps {
  days: Days;
  windows: WindowRules;
  problems: readonly ScheduleProblem[];
  isReadOnly: boolean;
  /** On which weekday a week begins. */
  weekStartsOn: Weekday;
  onChange: (days: Days) => void;
}

/** The stretches of a day as a strip of a day and a half shows them. */
export function spansOf(day: DayDefinition): StripSpan[] {
  return day.shifts.flatMap((shift) => {
    const at = Object.fromEntries(scheduledTimes(shift).map((time) => [time.column, time.at]));
    const { in: start = 0, break: rest, resume, out = 0, ot, done } = at;
    const work: StripSpan[] =
      rest === undefined || resume === undefined
        ? [{ from: start, to: out, kind: 'counted' }]
        : [
            { from: start, to: rest, kind: 'counted' },
            { from: rest, to: resume, kind: 'break' },
            { from: resume, to: out, kind: 'counted' },
          ];
    return ot === undefined || done === undefined
      ? work
      : [...work, { from: ot, to: done, kind: 'overtime' }];
  });
}

/** The seven weekdays in order of the week. */
export function weekFrom(first: Weekday): Weekday[] {
  const start = weekdays.indexOf(first);
  return weekdays.map((_, index) => weekdays[(start + index) % 7] ?? first);
}

/** The seven weekdays; a press opens one. */
export function WeekEditor(props: WeekEditorProps) {
  const { days, windows, problems, isReadOnly, weekStartsOn, onChange } = props;
  const { t } = useLingui();
  const format = useFormat();
  const order = weekFrom(weekStartsOn);
  const [open, setOpen] = useState<Weekday | undefined>(
    () => problems[0]?.weekday ?? order.find((weekday) => days[weekday].shifts.length > 0),
  );
  const apply = (from: Weekday, to: readonly Weekday[]) =>
    onChange({ ...days, ...Object.fromEntries(to.map((weekday) => [weekday, days[from]])) });
  return (
    <ol className={styles.week}>
      {order.map((weekday) => {
        const name = weekdayName(format, weekday);
        const ofDay = problems.filter((problem) => problem.weekday === weekday);
        return (
          <WeekdayRow
            key={weekday}
            name={name}
            day={days[weekday]}
            hasProblem={ofDay.length > 0}
            isOpen={open === weekday}
            onToggle={() => setOpen(open === weekday ? undefined : weekday)}
          >
            <DayEditor
              dayName={name}
              day={days[weekday]}
              windows={windows}
              problems={ofDay}
              isReadOnly={isReadOnly}
              onChange={(day) => onChange({ ...days, [weekday]: day })}
            >
              {!isReadOnly && (
                <MenuButton
                  label={t`Apply ${name} to…`}
                  sections={[
                    {
                      id: 'several',
                      items: [
                        {
                          id: 'workdays',
                          label: t`Monday to Friday`,
                          onAction: () => apply(weekday, weekdays.slice(0, 5)),
                        },
                        { id: 'all', label: t`All weekdays`, onAction: () => apply(weekday, weekdays) },
                      ],
                    },
                    {
                      id: 'one',
                      items: order
                        .filter((other) => other !== weekday)
                        .map((other) => ({
                          id: other,
                          label: weekdayName(format, other),
                          onAction: () => apply(weekday, [other]),
                        })),
                    },
                  ]}
                />
              )}
            </DayEditor>
          </WeekdayRow>
        );
      })}
    </ol>
  );
}

interface WeekdayRowProps {
  name: string;
  day: DayDefinition;
  hasProblem: boolean;
  isOpen: boolean;
  onToggle: () => void;
  children: React.ReactNode;
}

function WeekdayRow({ name, day, hasProblem, isOpen, onToggle, children }: WeekdayRowProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const panel = useId();
  const minutes = day.shifts.reduce((sum, shift) => sum + plannedMinutes(shift), 0);
  const times = day.shifts
    .map(({ slots }) => `${minuteOf(format, slots.in)}–${minuteOf(format, slots.out)}`)
    .join(', ');
  const type = i18n._(dayTypeWords[day.dayType]);
  return (
    <li className={styles.row} data-open={isOpen || undefined}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panel : undefined}
        onClick={onToggle}
      >
        <ChevronRight size={16} className={styles.chevron} aria-hidden="true" />
        <span className={styles.name}>{name}</span>
        <span className={styles.strip}>
          <MiniStrip spans={spansOf(day)} window={{ from: 0, to: axisMinutes }} />
        </span>
        <span className={styles.times}>
          {times === '' ? type : times}
          {times !== '' && day.dayType !== 'workday' && ` · ${type}`}
        </span>
        <span className={styles.hours}>{minutes > 0 && format.duration(minutes * 60)}</span>
        {hasProblem && <span className={styles.problem}>{t`Check`}</span>}
      </button>
      {isOpen && (
        <div id={panel} className={styles.panel}>
          {children}
        </div>
      )}
    </li>
  );
}

function minuteOf(format: ReturnType<typeof useFormat>, time: string): string {
  return format.time(`1970-01-01T${time}:00`);
}
