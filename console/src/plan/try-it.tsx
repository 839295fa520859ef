/** Tries a schedule while it is typed: a sample week, or a real person's last week, computed by the engine in this browser. @module */

import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { AttendanceInput, ClockingSchedule, DayResult } from '#shared/attendance/model/index.ts';
import { addDays, weekdays, weekOf } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { api, useSettings } from '../api/index.ts';
import { StatusTag } from '../day/status.tsx';
import { useFormat, useToday } from '../day/use-format.ts';
import { UserPicker } from '../day/user-picker.tsx';
import { computeInWorker, type EngineTask } from '../engine/engine.ts';
import { FlawText, type SaidFlaw } from '../problems/flaw-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ViewSwitch } from '../ui/tabs.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useDebounced } from '../ui/use-debounced.ts';
import { type Figure, type FigureName, figuresOf } from './day-figures.ts';
import { readPunchLine, writePunchLine } from './punch-line.ts';
import { asPlannedBy, sampleInput, sampleMonday, samplePunches } from './sample-week.ts';
import styles from './try-it.module.css';

/** The trial of a schedule. */
export interface TryItProps {
  schedule: ClockingSchedule;
  saved: ClockingSchedule;
  /** The rules file of the organisation, and its ETag. */
  rules: { readonly file: Readonly<Record<string, unknown>>; readonly etag: string | undefined };
}

/** The trial: whose week, its punches, and what becomes of them. */
export function TryIt({ schedule, saved, rules }: TryItProps) {
  const { t } = useLingui();
  const [view, setView] = useState<'sample' | 'person'>('sample');
  return (
    <section className={styles.trial} aria-label={t`Try it`}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t`Try it`}</h2>
        <ViewSwitch
          label={t`Whose week`}
          items={[
            { id: 'sample', label: t`Sample week` },
            { id: 'person', label: t`A person’s last week` },
          ]}
          selected={view}
          onChange={setView}
        />
      </header>
      {view === 'sample' ? (
        <SampleWeek schedule={schedule} saved={saved} rules={rules} />
      ) : (
        <PersonWeek schedule={schedule} saved={saved} rules={rules} />
      )}
      <p className={styles.note}>
        <Trans>Computed in this browser by the same engine as the sheets. Nothing is saved.</Trans>
      </p>
    </section>
  );
}

function SampleWeek({ schedule, saved, rules }: TryItProps) {
  const { t } = useLingui();
  const { zone } = useSettings();
  const fitting = useMemo(() => samplePunches(saved).map(writePunchLine), [saved]);
  const [typed, setTyped] = useState<readonly string[]>();
  const lines = typed ?? fitting;
  const read = lines.map(readPunchLine);
  const input = useMemo(
    () =>
      sampleInput(
        { id: schedule.id, kind: schedule.kind },
        lines.map(readPunchLine).map((line) => ('minutes' in line ? line.minutes : [])),
        zone,
      ),
    [schedule.id, schedule.kind, lines, zone],
  );
  const alone = (one: ClockingSchedule) => ({ version: 1, rules: rules.file.rules, schedules: [one] });
  const outcome = useOutcome(input, alone(schedule), alone(saved));
  return (
    <>
      <Outcome
        outcome={outcome}
        dates={weekdays.map((_, index) => addDays(sampleMonday, index))}
        isSample
        lineOf={(date, index) => {
          const line = read[index];
          const wrong = line && 'wrong' in line ? line.wrong : undefined;
          return (
            <TextField
              label={t`Punches`}
              isLabelHidden
              value={lines[index] ?? ''}
              placeholder={t`No punches`}
              error={wrong === undefined ? undefined : t`“${wrong}” is no time. Write 08:56.`}
              onChange={(text) => setTyped(lines.with(index, text))}
              key={date}
            />
          );
        }}
      />
      {typed !== undefined && (
        <div>
          <Button size="small" variant="quiet" onPress={() => setTyped(undefined)}>
            {t`Punches that fit the schedule`}
          </Button>
        </div>
      )}
    </>
  );
}

function PersonWeek({ schedule, saved, rules }: TryItProps) {
  const { t } = useLingui();
  const format = useFormat();
  const weekStartsOn = useSettings().organisation?.weekStartsOn;
  const today = useToday();
  const to = weekOf(today, weekStartsOn).from;
  const from = addDays(to, -7);
  const [userId, setUserId] = useState<string | null>(null);
  const [isAll, setAll] = useState(false);
  const inputs = useQuery({
    queryKey: ['getSheetInputs', { userId, from, to }],
    queryFn: ({ signal }) =>
      api.getSheetInputs({ params: { userId: userId ?? '' }, query: { from, to } }, { signal }),
    enabled: userId !== null,
  });
  const input = useMemo(() => {
    // The answer has the engine's own form; its dates and moments are texts on the wire.
    const real = inputs.data?.input as unknown as AttendanceInput | undefined;
    if (!real || !isAll) return real;
    return { ...real, overrides: [...real.overrides, ...asPlannedBy(schedule.id, real.user.id, from, to)] };
  }, [inputs.data, isAll, schedule.id, from, to]);
  const outcome = useOutcome(
    input,
    withSchedule(rules.file, schedule),
    withSchedule(rules.file, saved),
    rules.etag,
  );
  return (
    <>
      <div className={styles.person}>
        <UserPicker label={t`Person`} placeholder={t`Name or id`} value={userId} onChange={setUserId} />
        <Checkbox isSelected={isAll} onChange={setAll}>
          {t`As if all days were planned by this schedule`}
        </Checkbox>
      </div>
      {inputs.isError && <ProblemNote error={inputs.error} onRetry={() => void inputs.refetch()} />}
      {userId === null ? (
        <p className={styles.note}>
          <Trans>
            Choose somebody: the punches of {format.range({ from, to })} are computed by this schedule.
          </Trans>
        </p>
      ) : input === undefined ? (
        <Skeleton lines={7} kind="row" />
      ) : (
        <Outcome
          outcome={outcome}
          dates={weekdays.map((_, index) => addDays(from, index))}
          lineOf={(date) => <PersonLine date={date} input={input} />}
        />
      )}
    </>
  );
}

function PersonLine({ date, input }: { date: LocalDate; input: AttendanceInput }) {
  const { t } = useLingui();
  const format = useFormat();
  const times = input.punches
    .filter(({ wallTime }) => wallTime.startsWith(date))
    .map(({ wallTime }) => format.time(wallTime))
    .toSorted();
  return <span className={styles.punches}>{times.length === 0 ? t`No punches` : times.join(' ')}</span>;
}

function withSchedule(file: Readonly<Record<string, unknown>>, schedule: ClockingSchedule) {
  const all: unknown[] = Array.isArray(file.schedules) ? file.schedules : [];
  const isOther = (one: unknown) =>
    typeof one === 'object' && one !== null && 'id' in one && one.id !== schedule.id;
  return { ...file, schedules: [...all.filter(isOther), schedule] };
}

interface Computed {
  readonly days: readonly DayResult[];
  readonly before: readonly DayResult[];
}

type Trial = {
  readonly computed?: Computed;
  readonly fault?: SaidFlaw | undefined;
  readonly error?: unknown;
};

const restMilliseconds = 120;

/** Computes the input by the rules that are typed and by those that are saved, once the typing rests. */
function useOutcome(
  input: AttendanceInput | undefined,
  draft: unknown,
  saved: unknown,
  savedKey?: string | undefined,
): Trial {
  const [trial, setTrial] = useState<Trial>({});
  // The question as text: it changes only where something that counts does.
  const question = JSON.stringify({ input, draft, saved });
  const settled = useDebounced(question, restMilliseconds);
  useEffect(() => {
    let isOver = false;
    const asked = JSON.parse(settled) as { input?: AttendanceInput; draft: unknown; saved: unknown };
    const { input: given } = asked;
    if (given === undefined) return;
    const ask = async () => {
      const task = (file: unknown, key?: string): EngineTask => ({ input: given, rules: { file, key } });
      const now = await computeInWorker(task(asked.draft));
      if (isOver || now === undefined) return;
      if (now.kind !== 'computed') {
        const [first] = now.kind === 'rules' ? now.problems : [now];
        setTrial((before) => ({ ...before, fault: first }));
        return;
      }
      const before = await computeInWorker(task(asked.saved, savedKey));
      if (isOver || before === undefined) return;
      setTrial({
        computed: { days: now.days, before: before.kind === 'computed' ? before.days : now.days },
      });
    };
    ask().catch((error: unknown) => {
      if (!isOver) setTrial({ error });
    });
    return () => {
      isOver = true;
    };
  }, [settled, savedKey]);
  return trial;
}

interface OutcomeProps {
  outcome: Trial;
  dates: readonly LocalDate[];
  isSample?: boolean;
  lineOf: (date: LocalDate, index: number) => React.ReactNode;
}

function Outcome({ outcome, dates, isSample = false, lineOf }: OutcomeProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { computed, fault, error } = outcome;
  return (
    <>
      {error !== undefined && <ProblemNote error={error} />}
      {fault !== undefined && (
        <Banner tone="warning" title={t`This cannot be computed yet.`}>
          <FlawText of={fault} />
        </Banner>
      )}
      <ul className={styles.days} aria-busy={computed === undefined}>
        {dates.map((date, index) => {
          const day = computed?.days.find((one) => one.date === date);
          const before = computed?.before.find((one) => one.date === date);
          return (
            <li key={date} className={styles.day}>
              <span className={styles.date}>{format.date(date, isSample ? 'weekday' : 'day')}</span>
              <span className={styles.line}>{lineOf(date, index)}</span>
              <span className={styles.result}>
                {day && <StatusTag status={day.status} />}
                {day && before && day.status !== before.status && (
                  <span className={styles.was}>
                    {t`was`} <StatusTag status={before.status} />
                  </span>
                )}
                {day &&
                  figuresOf(day, before).map((figure) => <FigureText key={figure.name} figure={figure} />)}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

const figureWords = {
  worked: msg({ message: 'Work', context: 'figure' }),
  overtime: msg({ message: 'OT', context: 'figure' }),
  premiums: msg({ message: 'Premium', context: 'figure' }),
  late: msg({ message: 'Late', context: 'figure' }),
  early: msg({ message: 'Early', context: 'figure' }),
  short: msg({ message: 'Short', context: 'figure' }),
  undertime: msg({ message: 'Balance', context: 'figure' }),
} as const satisfies Record<FigureName, unknown>;

function FigureText({ figure }: { figure: Figure }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const { name, seconds, was, codes } = figure;
  const before = was === undefined ? undefined : format.duration(was);
  return (
    <span className={styles.figure} data-changed={was === undefined ? undefined : ''}>
      {i18n._(figureWords[name])} <b>{format.duration(seconds)}</b>
      {codes.length > 0 && ` (${codes.join(', ')})`}
      {before !== undefined && (
        <span className={styles.was}>
          {' '}
          <Trans>was {before}</Trans>
        </span>
      )}
    </span>
  );
}
