/** The matrix of people and days, and the list of one day. @module */

import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type DayFlag, dayFlags } from '#shared/contract/day-flags.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useRights } from '../api/index.ts';
import { datesOf, isIn } from '../day/periods.ts';
import { useToday } from '../day/use-format.ts';
import { useUndo } from '../entries/enter.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { openDialog, openedDialog } from '../ui/dialogs.ts';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { toast } from '../ui/toasts.tsx';
import { useHotkey } from '../ui/use-hotkey.ts';
import { useIsPhone } from '../ui/use-media.ts';
import { openDayOf, periodOfAddress, textOfDay } from './address.ts';
import { AttendanceHead } from './attendance-head.tsx';
import styles from './attendance-screen.module.css';
import { useChangedDays } from './changed-days.ts';
import { DayDrawer } from './day/day-drawer.tsx';
import { DayList } from './day-list.tsx';
import { LockBar } from './lock-bar.tsx';
import { addTotals, dayColumns, lockedBy, totalColumns } from './matrix/columns.ts';
import { Matrix } from './matrix/matrix.tsx';
import { type MatrixFilter, useMatrix } from './matrix/matrix-pages.ts';
import { nothing, type Selection } from './matrix/selection.ts';
import { nextToLookAt } from './matrix/walk.ts';
import { PendingBanner } from './pending-banner.tsx';
import { PrintSheet } from './print-sheet.tsx';
import type { AttendanceSearch } from './search.ts';
import { SelectionBar } from './selection-bar.tsx';
import { SheetEmpty } from './sheet-empty.tsx';
import { useLeaveLetters, useLocks, useSheetTotals } from './use-attendance.ts';
import { useChosenTotals } from './use-chosen-totals.ts';
import { useFreshRows } from './use-fresh-rows.ts';

/** So many people tell what a day is for most. */
const sample = 200;
const shownStep = 100;

function flagOf(has: readonly string[] | undefined): DayFlag | undefined {
  return dayFlags.find((flag) => has?.includes(flag));
}

/** The matrix of people and days, and the list of one day. */
export function AttendanceScreen() {
  const { t } = useLingui();
  const search = useSearch({ from: '/attendance' });
  const navigate = useNavigate({ from: '/attendance' });
  const { mayEdit } = useRights();
  const today = useToday();
  const [shown, setShown] = useState({ first: 0, last: shownStep });
  const [selection, setSelection] = useState<Selection>(nothing);
  const [flash, setFlash] = useState<ReadonlySet<string>>();
  const [chosenTotals, chooseTotals] = useChosenTotals();

  const change = useCallback(
    (next: Partial<AttendanceSearch>, replace = true) =>
      void navigate({ search: (old) => ({ ...old, ...next }), replace }),
    [navigate],
  );
  const range = useMemo(
    () => periodOfAddress(search.from, search.to, today),
    [search.from, search.to, today],
  );
  const filter: MatrixFilter = {
    from: range.from,
    to: range.to,
    department: search.department,
    site: search.site,
    search: search.search,
    has: flagOf(search.has),
  };
  const key = JSON.stringify(filter);
  const matrix = useMatrix(filter, shown, isIn(today, range));
  const totals = useSheetTotals(filter);
  const { data: locks } = useLocks();
  const leaveTypeOf = useLeaveLetters(range);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter has other rows, by which blocks are selected
  useEffect(() => setSelection(nothing), [key]);

  const days = useMemo(() => datesOf({ from: range.from, to: range.to }), [range.from, range.to]);
  const columns = useMemo(
    () => dayColumns(days, matrix.people.slice(0, sample), today, lockedBy(locks ?? [], search.department)),
    [days, matrix.people, today, locks, search.department],
  );
  const totalsShown = useMemo(
    () => totalColumns.filter(({ id }) => chosenTotals.includes(id)),
    [chosenTotals],
  );
  // More rows than the server adds up in one answer are added up here, once all people are read.
  const added = useMemo(
    () => (matrix.hasMore ? undefined : addTotals(matrix.people.map((person) => person.totals))),
    [matrix.hasMore, matrix.people],
  );
  const allTotals = totals.data?.totals ?? (filter.has === undefined ? added : undefined);
  const sums = filter.has === undefined ? allTotals : added;
  // Told in steps: pages depend on it, and the head need not be drawn anew with every row that is scrolled.
  const onShown = useCallback((first: number, last: number) => {
    const next = {
      first: Math.floor(first / shownStep) * shownStep,
      last: Math.ceil(last / shownStep) * shownStep,
    };
    setShown((old) => (old.first === next.first && old.last === next.last ? old : next));
  }, []);
  const openDay = useMemo(() => openDayOf(search.day), [search.day]);
  const count =
    filter.has === undefined ? matrix.matching : matrix.hasMore ? undefined : matrix.people.length;
  const footLabel =
    count === undefined
      ? t`${plural(matrix.people.length, { one: '# person read', other: '# people read' })}`
      : t`${plural(count, { one: '# person', other: '# people' })}`;

  const step = (direction: 1 | -1) => {
    const row = matrix.people.findIndex(({ userId }) => userId === openDay?.userId);
    const from = { row: Math.max(0, row), column: openDay === undefined ? -1 : days.indexOf(openDay.date) };
    const next = nextToLookAt(matrix.people, from, direction, (date) =>
      columns.findIndex((column) => column.date === date),
    );
    const person = next && matrix.people[next.row];
    const date = next && days[next.column];
    if (person && date) change({ day: textOfDay({ userId: person.userId, date }) });
    else
      toast({
        text: direction === 1 ? t`No further day to look at` : t`No earlier day to look at`,
        tone: 'info',
      });
  };
  useEffect(() => {
    if (search.download !== undefined && openedDialog.get() === undefined) {
      openDialog('download', { id: search.download });
    }
  }, [search.download]);
  useFreshRows(setFlash);
  const changed = useChangedDays(`${range.from}:${range.to}`);
  const undo = useUndo();
  useHotkey('Mod+z', undo, { isEnabled: mayEdit });

  const isPhone = useIsPhone();
  const isDayShown = search.view === 'day' || isPhone;
  const date = (search.date as LocalDate | undefined) ?? (isIn(today, range) ? today : range.from);

  const isEmpty = !matrix.isPending && !matrix.isOld && matrix.people.length === 0 && !matrix.hasMore;
  const isUncomputed = !matrix.isPending && totals.data?.totals.days === 0 && !totals.isPlaceholderData;
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <AttendanceHead
          search={search}
          range={range}
          today={today}
          totals={allTotals}
          people={totals.data?.people ?? matrix.matching}
          flag={filter.has}
          chosenTotals={chosenTotals}
          onTotals={chooseTotals}
          onChange={change}
        />
        <PendingBanner pendingDays={allTotals?.pendingDays ?? 0} />
      </div>
      {matrix.error !== null && matrix.people.length === 0 ? (
        <div className={styles.note}>
          <ProblemNote error={matrix.error} onRetry={matrix.refetch} />
        </div>
      ) : matrix.isPending ? (
        <div className={styles.note}>
          <Loading>
            <Skeleton kind="row" lines={12} />
          </Loading>
        </div>
      ) : isEmpty || isUncomputed ? (
        <SheetEmpty range={range} search={search} matching={matrix.matching} onChange={change} />
      ) : isDayShown ? (
        <DayList date={date} today={today} search={search} flag={filter.has} onChange={change} />
      ) : (
        <Matrix
          key={`${range.from}:${range.to}`}
          people={matrix.people}
          columns={columns}
          totals={totalsShown}
          sums={sums}
          footLabel={footLabel}
          isDimmed={matrix.isOld}
          hasMore={matrix.hasMore}
          openDay={openDay}
          flash={flash}
          changed={changed}
          selection={selection}
          canSelect={mayEdit}
          range={range}
          leaveTypeOf={leaveTypeOf}
          onSelect={setSelection}
          onOpen={(day) => change({ day: textOfDay(day) }, search.day !== undefined)}
          onOpenPerson={(userId) =>
            void navigate({
              to: '/attendance/$userId',
              params: { userId },
              search: { ...range, department: search.department, site: search.site, search: search.search },
            })
          }
          onShown={onShown}
        />
      )}
      {!isDayShown && (
        <PrintSheet
          people={matrix.people}
          columns={columns}
          totals={totalsShown}
          range={range}
          scope={[...(search.department === undefined ? [] : [search.department]), footLabel].join(' · ')}
          isWhole={!matrix.hasMore}
        />
      )}
      {mayEdit && !isDayShown && (
        <SelectionBar selection={selection} people={matrix.people} days={days} onSelect={setSelection} />
      )}
      {!isEmpty && !matrix.isPending && !isDayShown && (
        <LockBar
          range={range}
          today={today}
          department={search.department}
          locks={locks ?? []}
          adjusted={matrix.people.some((person) =>
            person.days.some(({ flags }) => flags?.includes('adjusted')),
          )}
          onChange={change}
        />
      )}
      {openDay !== undefined && (
        <DayDrawer
          day={openDay}
          name={matrix.people.find(({ userId }) => userId === openDay.userId)?.name}
          onClose={() => change({ day: undefined })}
          onStep={step}
        />
      )}
    </div>
  );
}
