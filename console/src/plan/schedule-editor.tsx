/** The editor of one clocking schedule: its times, its rules by tabs, the trial, and saving. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { completeRules } from '#shared/attendance/index.ts';
import {
  type AttendanceRulesPatch,
  type ClockingSchedule,
  type Column,
  canonicalText,
  columns,
  type Shift,
} from '#shared/attendance/model/index.ts';
import { addDays, monthOf, type Weekday, weekdays } from '#shared/time/calendar.ts';
import { api, useRights, useSettings } from '../api/index.ts';
import { useFormat, useToday } from '../day/use-format.ts';
import { DirtyBar } from '../ui/dirty-bar.tsx';
import { useDraft } from '../ui/drafts.ts';
import { Tabs } from '../ui/tabs.tsx';
import { TextField } from '../ui/text-field.tsx';
import { OvertimeRulesEditor } from './overtime-rules.tsx';
import styles from './plan.module.css';
import { kindSentences, problemWords, weekdayName } from './plan-words.ts';
import { scheduleQuery } from './queries.ts';
import { type NamedShift, RangeRulesEditor } from './range-rules.tsx';
import { RoundingRulesEditor } from './rounding-rules.tsx';
import { RuleLines } from './rule-line.tsx';
import { breakLines, graceLines, overtimeLines, rangeLines, roundingLines } from './rule-lines.ts';
import { ownCount, type RulePath } from './rule-patch.ts';
import { ScheduleClocking } from './schedule-clocking.tsx';
import { problemsOf } from './schedule-problems.ts';
import { TryIt } from './try-it.tsx';
import { usePlanSave } from './use-plan-save.tsx';

const tabs = ['clocking', 'ranges', 'rounding', 'breaks', 'grace', 'overtime'] as const;
type TabName = (typeof tabs)[number];

const roundedTotals = ['breakTotal', 'workTotal', 'overtimeTotal'];

/** The values of each tab: how many of them are the schedule's own stands beside its title. */
const tabPaths: Record<TabName, readonly RulePath[]> = {
  clocking: [],
  ranges: [...rangeLines, { group: 'columns', key: 'keepLatest' }, { group: 'columns', key: 'autoClose' }],
  rounding: [
    ...roundingLines,
    ...[...columns, ...roundedTotals].map((key) => ({ group: 'rounding' as const, key })),
  ],
  breaks: breakLines,
  grace: graceLines,
  overtime: [...overtimeLines, { group: 'overtime', key: 'layers' }],
};

/** What is typed, and the version that it began with. */
interface Draft {
  etag: string | undefined;
  schedule: ClockingSchedule;
  /** What typing began with. */
  base: ClockingSchedule;
}

/** The editor of a schedule. */
export interface ScheduleEditorProps {
  saved: ClockingSchedule;
  etag: string | undefined;
  rulesFile: { file: Readonly<Record<string, unknown>>; etag: string | undefined };
  /** People whose sheets follow; null where they are too many to count. */
  people: number | null | undefined;
  /** The part in sight. */
  tab: string | undefined;
}

/** Times, rules, trial. */
export function ScheduleEditor({ saved, etag, rulesFile, people, tab }: ScheduleEditorProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const today = useToday();
  const navigate = useNavigate();
  const { mayEdit } = useRights();
  const weekStartsOn = useSettings().organisation?.weekStartsOn ?? 'monday';
  const [initial] = useState<Draft>(() => ({ etag, schedule: saved, base: saved }));
  const draft = useDraft<Draft>(`schedule:${saved.id}`, initial);
  const { schedule } = draft.value;
  const isDirty = canonicalText(schedule) !== canonicalText(saved);
  // A patch of the file itself, which the server has written by the same schema.
  const base = useMemo(
    () => completeRules((rulesFile.file.rules ?? {}) as AttendanceRulesPatch),
    [rulesFile],
  );
  const rules = useMemo(() => completeRules(schedule.rules, base), [schedule.rules, base]);
  const problems = problemsOf(schedule);
  const set = (next: ClockingSchedule) => draft.set({ ...draft.value, schedule: next });
  const shown = tabs.find((one) => one === tab) ?? 'clocking';
  const shownColumns = columnsOf(schedule, rules.columns.maxPairs);

  const titles: Record<TabName, string> = {
    clocking: t`Clocking`,
    ranges: t`Ranges`,
    rounding: t`Rounding`,
    breaks: t`Breaks`,
    grace: t`Grace`,
    overtime: t`Overtime`,
  };
  const params = { id: saved.id };
  const { save, isSaving, note, clear } = usePlanSave({
    queryKey: scheduleQuery(saved.id).queryKey,
    base: draft.value.base,
    etag: draft.value.etag,
    mine: { ...schedule, name: schedule.name.trim() },
    put: async (body, ifMatch) => {
      const answer = await api.putSchedule.answer({
        params,
        body,
        ...(ifMatch === undefined ? {} : { ifMatch }),
      });
      return { answer, name: body.name };
    },
    newest: async () => {
      const { body, etag: now } = await api.getSchedule.answer({ params });
      return { value: body.schedule, etag: now };
    },
    nameOf: ([part, group, key]) => {
      if (part === 'name') return t`Name`;
      if (part === 'rules')
        return titles[
          tabs.find((id) =>
            tabPaths[id].some((path) => path.group === group && (key ?? path.key) === path.key),
          ) ?? 'clocking'
        ];
      const day = weekdays.find((one) => one === group);
      return day === undefined ? t`Clocking` : weekdayName(format, day);
    },
    discard: draft.discard,
  });
  const rulesProps = {
    kind: schedule.kind,
    patch: schedule.rules,
    base,
    rules,
    isReadOnly: !mayEdit,
    onChange: (patch: AttendanceRulesPatch) => set({ ...schedule, rules: patch }),
  };
  const contents: Record<TabName, React.ReactNode> = {
    clocking: (
      <ScheduleClocking
        schedule={schedule}
        rules={rules}
        problems={problems}
        weekStartsOn={weekStartsOn}
        isReadOnly={!mayEdit}
        onChange={set}
      />
    ),
    ranges: (
      <RangeRulesEditor
        {...rulesProps}
        shown={shownColumns}
        shifts={namedShifts(
          schedule,
          set,
          (together) => format.list(together.map((weekday) => weekdayName(format, weekday))),
          t`Shift`,
        )}
      />
    ),
    rounding: <RoundingRulesEditor {...rulesProps} shown={shownColumns} />,
    breaks: <RuleLines lines={breakLines} {...rulesProps} />,
    grace: <RuleLines lines={graceLines} {...rulesProps} />,
    overtime: <OvertimeRulesEditor {...rulesProps} />,
  };
  const [problem] = problems;
  const first = format.date(monthOf(addDays(monthOf(today).from, -1)).from, 'date');
  return (
    <>
      {note}
      <div className={styles.head}>
        <TextField
          label={t`Name`}
          value={schedule.name}
          maxLength={100}
          isReadOnly={!mayEdit}
          error={schedule.name.trim() === '' ? i18n._(problemWords['no-name']) : undefined}
          onChange={(name) => set({ ...schedule, name })}
        />
        <p className={styles.kind}>{i18n._(kindSentences[schedule.kind])}</p>
      </div>
      <Tabs
        label={t`Parts of the schedule`}
        items={tabs.map((id) => {
          const own = ownCount(schedule.rules, tabPaths[id]);
          return { id, title: titles[id], content: contents[id], ...(own > 0 ? { count: own } : {}) };
        })}
        selected={shown}
        onChange={(next) =>
          void navigate({
            to: '/schedules/clocking',
            search: { id: schedule.id, ...(next === 'clocking' ? {} : { tab: next }) },
            replace: true,
            resetScroll: false,
          })
        }
      />
      <TryIt schedule={schedule} saved={saved} rules={rulesFile} />
      <DirtyBar
        isDirty={isDirty && mayEdit}
        isSaving={isSaving}
        why={problem && i18n._(problemWords[problem.kind])}
        onSave={save}
        onDiscard={() => {
          draft.discard();
          clear();
        }}
      >
        {people === null || people === undefined ? (
          <Trans>Not saved yet. Saving generates the sheets from {first} on again.</Trans>
        ) : people === 0 ? (
          <Trans>Not saved yet. Nobody works by it today.</Trans>
        ) : (
          <Trans>
            Not saved yet. Saving generates{' '}
            <Plural value={people} one="the sheets of # person" other="the sheets of # people" /> from {first}{' '}
            on again.
          </Trans>
        )}
      </DirtyBar>
    </>
  );
}

/** The columns that a schedule fills, in their order. */
function columnsOf(schedule: ClockingSchedule, pairs: number): Column[] {
  if (schedule.kind === 'flexi') return columns.slice(0, pairs * 2);
  const shifts =
    schedule.kind === 'weekly'
      ? weekdays.flatMap((weekday) => schedule.days[weekday].shifts)
      : schedule.kind === 'daily'
        ? schedule.day.shifts
        : schedule.shifts;
  return columns.filter((column) => shifts.some(({ slots }) => slots[column] !== undefined));
}

/** Every shift of a schedule with its name and the way to change it. */
function namedShifts(
  schedule: ClockingSchedule,
  set: (schedule: ClockingSchedule) => void,
  nameOf: (together: readonly Weekday[]) => string,
  word: string,
): NamedShift[] {
  const named = (
    shifts: readonly Shift[],
    id: string,
    name: string | undefined,
    change: (shifts: Shift[]) => void,
  ): NamedShift[] =>
    shifts.map((shift, index) => ({
      id: `${id}-${index}`,
      name: shifts.length > 1 ? [name, `${word} ${index + 1}`].filter(Boolean).join(', ') : name,
      shift,
      onChange: (next) => change(shifts.with(index, next)),
    }));
  switch (schedule.kind) {
    case 'weekly': {
      // Days that say the same stand together, and are changed together.
      const groups = Map.groupBy(
        weekdays.filter((weekday) => schedule.days[weekday].shifts.length > 0),
        (weekday) => canonicalText(schedule.days[weekday].shifts),
      );
      return [...groups.values()].flatMap((together) => {
        const [first] = together;
        if (first === undefined) return [];
        return named(schedule.days[first].shifts, first, nameOf(together), (shifts) => {
          const changed = together.map((weekday) => [weekday, { ...schedule.days[weekday], shifts }]);
          set({ ...schedule, days: { ...schedule.days, ...Object.fromEntries(changed) } });
        });
      });
    }
    case 'daily':
      return named(schedule.day.shifts, 'day', undefined, (shifts) =>
        set({ ...schedule, day: { ...schedule.day, shifts } }),
      );
    case 'open':
      return named(schedule.shifts, 'open', undefined, (shifts) => set({ ...schedule, shifts }));
    case 'flexi':
      return [];
  }
}
