/** One person, day by day. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft, ChevronLeft, ChevronRight, Printer } from 'lucide-react';
import { useCallback, useState } from 'react';
import { type DayFlag, dayFlags } from '#shared/contract/day-flags.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useRights } from '../api/index.ts';
import { DayCell, glanceOfRow } from '../day/day-cell.tsx';
import { dayText } from '../day/day-text.ts';
import { PaperHead, paper } from '../day/paper.tsx';
import { datesOf, isIn } from '../day/periods.ts';
import { useRosterName } from '../day/plan-names.ts';
import { useFormat, useToday } from '../day/use-format.ts';
import { useUndo } from '../entries/enter.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { PageHead } from '../ui/page-head.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { useHotkey } from '../ui/use-hotkey.ts';
import { useIsPhone } from '../ui/use-media.ts';
import { openDayOf, periodOfAddress, textOfDay } from './address.ts';
import { DayDrawer } from './day/day-drawer.tsx';
import { useMatrix } from './matrix/matrix-pages.ts';
import { needsALook } from './matrix/walk.ts';
import { PeriodPicker } from './period-picker.tsx';
import styles from './person/person.module.css';
import { usePerson, usePersonRows } from './person/person-data.ts';
import { PersonTable } from './person/person-table.tsx';
import { sumsOf } from './person/sums.ts';
import type { PersonSearch } from './search.ts';
import { useFreshRows } from './use-fresh-rows.ts';

const noRows = { first: 0, last: 0 };

/** One person, day by day. */
export function PersonScreen() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const rosterName = useRosterName();
  const { userId } = useParams({ from: '/attendance/$userId' });
  const search = useSearch({ from: '/attendance/$userId' });
  const navigate = useNavigate({ from: '/attendance/$userId' });
  const { mayEdit } = useRights();
  const isPhone = useIsPhone();
  const today = useToday();
  const [flash, setFlash] = useState<ReadonlySet<string>>();
  const range = periodOfAddress(search.from, search.to, today);
  const person = usePerson(userId);
  const rows = usePersonRows(userId, range, isIn(today, range));
  useFreshRows(setFlash);
  const undo = useUndo();
  useHotkey('Mod+z', undo, { isEnabled: mayEdit });
  const change = useCallback(
    (next: Partial<PersonSearch>, replace = true) =>
      void navigate({ search: (old) => ({ ...old, ...next }), replace }),
    [navigate],
  );
  const openDay = openDayOf(search.day);
  const days = datesOf(range);
  const list = rows.data ?? [];
  const step = (direction: 1 | -1) => {
    const date = openDay?.date ?? range.from;
    const wanted = list.filter((row) => needsALook(glanceOfRow(row)));
    const next =
      direction === 1 ? wanted.find((row) => row.date > date) : wanted.findLast((row) => row.date < date);
    if (next) change({ day: textOfDay({ userId, date: next.date as LocalDate }) });
  };
  const name = person.data?.name;
  const who = name ?? userId;
  return (
    <div className={classNames(styles.screen, paper.upright)}>
      <PaperHead range={range} />
      <PageHead
        title={who}
        subtitle={[
          ...(name === undefined ? [] : [userId]),
          ...(person.data?.department ? [person.data.department] : []),
          ...(person.data?.dutyRosterId ? [rosterName(person.data.dutyRosterId)] : []),
        ].join(' · ')}
        filters={
          <>
            <PeriodPicker
              range={range}
              today={today}
              onChange={(next) => change({ ...next, day: undefined })}
            />
            <Neighbours userId={userId} search={search} range={range} />
          </>
        }
        secondary={
          <>
            <Link to="/users/$userId" params={{ userId }} className={styles.link}>
              <Trans>Details of the user</Trans>
            </Link>
            <IconButton label={t`Print`} keys="Ctrl P" onPress={() => print()}>
              <Printer />
            </IconButton>
          </>
        }
      >
        <Link to="/attendance" search={{ ...search, day: undefined }} className={styles.back}>
          <ArrowLeft size={16} />
          <Trans>All people</Trans>
        </Link>
      </PageHead>
      {rows.error !== null ? (
        <ProblemNote error={rows.error} onRetry={() => void rows.refetch()} />
      ) : rows.data === undefined ? (
        <Loading>
          <Skeleton kind="row" lines={12} />
        </Loading>
      ) : (
        <div className={styles.content} data-dimmed={rows.isPlaceholderData || undefined}>
          <Figures rows={list} />
          {isPhone ? (
            <div className={styles.calendar}>
              {days.map((date, index) => {
                const row = list.find((one) => one.date === date);
                const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
                return (
                  <button
                    key={date}
                    type="button"
                    className={styles.box}
                    style={index === 0 ? { gridColumnStart: weekday + 1 } : undefined}
                    onClick={() => change({ day: textOfDay({ userId, date }) }, false)}
                  >
                    <span className={styles.boxDay} data-today={date === today || undefined}>
                      {format.date(date, 'number')}
                    </span>
                    <span className={styles.boxCell}>
                      <DayCell day={row && glanceOfRow(row)} duration={format.duration} />
                    </span>
                    <span className="visually-hidden">
                      {row === undefined
                        ? `${format.date(date, 'spoken')}, ${t`not computed yet`}`
                        : dayText(i18n, format, who, glanceOfRow(row))}
                    </span>
                  </button>
                );
              })}
            </div>
          ) : (
            <>
              <Bars days={days} rows={list} />
              <PersonTable
                days={days}
                rows={list}
                mayEdit={mayEdit}
                flash={flash}
                openDate={openDay?.date}
                onOpen={(date) => change({ day: textOfDay({ userId, date }) }, search.day !== undefined)}
              />
            </>
          )}
          <div className={styles.signatures}>
            <p>{t`Signature of the employee`}</p>
            <p>{t`Signature of the employer`}</p>
          </div>
        </div>
      )}
      {openDay !== undefined && (
        <DayDrawer day={openDay} name={name} onClose={() => change({ day: undefined })} onStep={step} />
      )}
    </div>
  );
}

/** Goes to the person before and after, in the list that this one was found in. */
function Neighbours({
  userId,
  search,
  range,
}: {
  userId: string;
  search: PersonSearch;
  range: { from: LocalDate; to: LocalDate };
}) {
  const { t } = useLingui();
  const { department, site, search: text, has } = search;
  const flag: DayFlag | undefined = dayFlags.find((one) => has?.includes(one));
  const { people } = useMatrix(
    { from: range.from, to: range.to, department, site, search: text, has: flag },
    noRows,
    false,
  );
  const navigate = useNavigate();
  const at = people.findIndex((one) => one.userId === userId);
  const go = (next: string | undefined) => {
    if (next === undefined) return;
    void navigate({
      to: '/attendance/$userId',
      params: { userId: next },
      search: { ...search, day: undefined },
    });
  };
  const before = at > 0 ? people[at - 1]?.userId : undefined;
  const after = at >= 0 ? people[at + 1]?.userId : undefined;
  return (
    <div className={styles.neighbours}>
      <IconButton
        label={t`Previous person`}
        variant="secondary"
        isDisabled={before === undefined}
        onPress={() => go(before)}
      >
        <ChevronLeft />
      </IconButton>
      <span className={styles.muted}>{t`Person`}</span>
      <IconButton
        label={t`Next person`}
        variant="secondary"
        isDisabled={after === undefined}
        onPress={() => go(after)}
      >
        <ChevronRight />
      </IconButton>
    </div>
  );
}

function Figures({ rows }: { rows: readonly SheetRow[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const sums = sumsOf(rows);
  const figures = [
    {
      id: 'worked',
      word: t`Worked`,
      value: format.duration(sums.worked),
      note: sums.expected > 0 ? t`of ${format.duration(sums.expected)} expected` : undefined,
    },
    ...(sums.overtime.length === 0
      ? [{ id: 'overtime', word: t`Overtime`, value: format.duration(0), note: undefined }]
      : sums.overtime.map(({ code, seconds, toApprove }) => ({
          id: `overtime:${code}`,
          word: t`Overtime ${code}`,
          value: format.duration(seconds),
          note: toApprove > 0 ? t`${format.duration(toApprove)} to approve` : undefined,
        }))),
    { id: 'short', word: t`Short`, value: format.duration(sums.short), note: undefined },
    {
      id: 'late',
      word: t`Late`,
      value: format.duration(sums.late),
      note: sums.lateDays > 0 ? <Plural value={sums.lateDays} one="on # day" other="on # days" /> : undefined,
    },
    {
      id: 'absent',
      word: t`Absent`,
      value: <Plural value={sums.absentDays} one="# day" other="# days" />,
      note: undefined,
    },
    {
      id: 'leave',
      word: t({ message: 'Leave', context: 'figure' }),
      value: <Plural value={sums.leaveDays} one="# day" other="# days" />,
      note:
        sums.pendingDays > 0 ? (
          <Plural value={sums.pendingDays} one="# day not known yet" other="# days not known yet" />
        ) : undefined,
    },
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(({ id, word, value, note }) => (
        <div key={id} className={styles.figure}>
          <dt>{word}</dt>
          <dd className={styles.value}>{value}</dd>
          {note !== undefined && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** A bar per day, against what was expected. */
function Bars({ days, rows }: { days: readonly LocalDate[]; rows: readonly SheetRow[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const byDate = new Map(rows.map((row) => [row.date as string, row]));
  const most = Math.max(8 * 3_600, ...rows.map(({ worked, expected }) => Math.max(worked, expected)));
  return (
    <div
      className={styles.bars}
      role="img"
      aria-label={t`Worked and expected hours of each day; the table below has them`}
    >
      {days.map((date) => {
        const { worked = 0, expected = 0 } = byDate.get(date) ?? {};
        return (
          <div
            key={date}
            className={styles.bar}
            title={`${format.date(date, 'day')}: ${format.duration(worked)} / ${format.duration(expected)}`}
          >
            {expected > 0 && (
              <span className={styles.expected} style={{ blockSize: `${(expected / most) * 100}%` }} />
            )}
            <span className={styles.worked} style={{ blockSize: `${(worked / most) * 100}%` }} />
          </div>
        );
      })}
    </div>
  );
}
