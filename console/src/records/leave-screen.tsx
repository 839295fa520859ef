/** Leave of all people: who is away when, entered by dragging over days; and what waits for approval. @module */

import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus, Upload } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useRights, useSettings } from '../api/index.ts';
import { type BoardPerson, useBoardPeople } from '../day/board-people.ts';
import { MorePeople } from '../day/more-people.tsx';
import { Nobody } from '../day/nobody.tsx';
import { PaperHead } from '../day/paper.tsx';
import { PeopleFilter, PeopleFilters } from '../day/people-filters.tsx';
import { type GridArea, type GridCell, PeopleGrid } from '../day/people-grid.tsx';
import { rangeOf } from '../day/period-steps.tsx';
import { datesOf } from '../day/periods.ts';
import { SchedulePage, ScheduleTabs } from '../day/schedule-tabs.tsx';
import { Shape } from '../day/shapes.tsx';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { useCommands } from '../ui/commands.ts';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { AwaitingLeaves } from './awaiting-leaves.tsx';
import styles from './leave.module.css';
import { dayKey, leavesByDay, letterOf } from './leave-days.ts';
import { LeaveDrawer } from './leave-drawer.tsx';
import { useLeaveWords } from './leave-words.ts';
import { leavesQuery, leaveTypesQuery } from './queries.ts';

// The calendar comes without its dialogs and their fields.
const NewLeaveDialog = lazy(async () => ({
  default: (await import('./new-leave-dialog.tsx')).NewLeaveDialog,
}));
const HrImportDialog = lazy(async () => ({
  default: (await import('../day/hr-import-dialog.tsx')).HrImportDialog,
}));

interface Opened {
  readonly person: BoardPerson;
  readonly from: LocalDate;
  readonly until: LocalDate;
}

/** Leave of all people. */
export function LeaveScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const { mayEdit } = useRights();
  const today = useToday();
  const weekStartsOn = useSettings().organisation?.weekStartsOn ?? 'monday';
  const search = useSearch({ from: '/schedules/leave' });
  const range = rangeOf(search, today, weekStartsOn, 4);
  const { from, to } = range;
  const { board, people } = useBoardPeople({ ...search, from, to });
  const leaves = useQuery(leavesQuery({ from, to, department: search.department }));
  const types = useQuery(leaveTypesQuery).data ?? [];
  const words = useLeaveWords(types);
  const [entering, setEntering] = useState<Opened | 'empty'>();
  const [shown, setShown] = useState<Opened>();
  const [isImporting, setImporting] = useState(false);
  const go = (change: Partial<typeof search>) =>
    void navigate({
      to: '/schedules/leave',
      search: { ...search, ...change },
      replace: true,
      resetScroll: false,
    });
  const dates = useMemo(() => datesOf({ from, to }), [from, to]);
  const byDay = useMemo(
    () =>
      leavesByDay(
        (leaves.data ?? []).filter(({ type }) => search.type === undefined || type === search.type),
        dates,
      ),
    [leaves.data, dates, search.type],
  );
  const commands = useMemo(
    () => (mayEdit ? [{ id: 'new-leave', title: t`New leave`, run: () => setEntering('empty') }] : []),
    [mayEdit, t],
  );
  useCommands(commands);

  const cellOf = (person: BoardPerson, date: LocalDate): GridCell => {
    const day = person.days.find((one) => one.date === date);
    const of = byDay.get(dayKey(person.userId, date)) ?? [];
    const [first] = of;
    if (first) {
      const letter = letterOf(first.leave.type, types);
      const part = { full: '', half: ' ½', hours: ' h' }[first.leave.portion.kind];
      const waits = first.isAwaiting ? `, ${t`waits for approval`}` : '';
      return {
        tone: 'leave',
        words:
          of.map(({ leave }) => `${words.typeName(leave.type)}, ${words.portion(leave)}`).join('; ') + waits,
        content: (
          <span className={first.isAwaiting ? styles.waits : undefined}>
            {letter}
            {part}
            {first.isAwaiting && ' ?'}
            {of.length > 1 && ' +'}
          </span>
        ),
      };
    }
    if (!day) return { tone: 'none', words: t`not employed`, content: null };
    if (day.holiday) {
      return { tone: 'holiday', words: day.holiday.name, content: <Star /> };
    }
    if (day.expected === 0) return { tone: 'free', words: t`free`, content: '–' };
    return { words: t`works ${format.spoken(day.expected)}`, content: null };
  };
  const opened = ({ rows, columns }: GridArea): Opened | undefined => {
    const person = people[rows[0]];
    const first = dates[columns[0]];
    const last = dates[columns[1]];
    return person && first && last ? { person, from: first, until: last } : undefined;
  };
  const onChosen = (area: GridArea) => {
    const one = opened(area);
    if (one === undefined) return;
    const isDay = one.from === one.until;
    if (isDay && byDay.has(dayKey(one.person.userId, one.from))) setShown(one);
    else if (mayEdit) setEntering(one);
  };
  const used = [...new Set([...byDay.values()].flat().map(({ leave }) => leave.type))].toSorted();
  return (
    <SchedulePage isWide>
      <PaperHead range={range} scope={search.department} />
      <PageHead
        title={t({ message: 'Leave', context: 'page' })}
        filters={
          <PeopleFilters range={range} search={search} onChange={go}>
            <PeopleFilter>
              <Select
                label={t`Type`}
                isLabelHidden
                items={[
                  { id: '', label: t`All types` },
                  ...types.map(({ type, name }) => ({ id: type, label: name ?? type })),
                ]}
                value={search.type ?? ''}
                onChange={(type) => go({ type: type === '' ? undefined : type })}
              />
            </PeopleFilter>
          </PeopleFilters>
        }
        secondary={
          mayEdit && (
            <Button icon={<Upload size={16} />} onPress={() => setImporting(true)}>
              {t({ message: 'Import', context: 'button' })}
            </Button>
          )
        }
        primary={
          mayEdit && (
            <Button variant="primary" icon={<Plus size={16} />} onPress={() => setEntering('empty')}>
              {t`New leave`}
            </Button>
          )
        }
      />
      <ScheduleTabs />
      <AwaitingLeaves types={types} />
      {(board.isError || leaves.isError) && (
        <ProblemNote
          error={board.error ?? leaves.error}
          onRetry={() => {
            void board.refetch();
            void leaves.refetch();
          }}
        />
      )}
      {board.isPending ? (
        <Loading>
          <Skeleton lines={10} kind="row" />
        </Loading>
      ) : people.length === 0 && !board.hasNextPage ? (
        <Nobody
          isNarrowed={search.department !== undefined || search.search !== undefined}
          onClear={() => go({ department: undefined, search: undefined })}
        />
      ) : (
        <PeopleGrid
          label={t`Leave of ${plural(people.length, { one: '# person', other: '# people' })}`}
          people={people}
          dates={dates}
          today={today}
          cellOf={cellOf}
          isOneRow
          onChosen={onChosen}
        />
      )}
      <div className={styles.more}>
        <span className={styles.legend}>
          {used.map((type) => (
            <span key={type}>
              <b>{letterOf(type, types)}</b> {words.typeName(type)}
            </span>
          ))}
          {used.length === 0 && people.length > 0 && mayEdit && (
            <span className={styles.hint}>{t`Drag over days to enter a leave.`}</span>
          )}
        </span>
        {board.hasNextPage && (
          <MorePeople
            shown={people.length}
            isLoading={board.isFetchingNextPage}
            onMore={() => void board.fetchNextPage()}
          />
        )}
      </div>
      {shown && (
        <LeaveDrawer
          key={`${shown.person.userId}-${shown.from}`}
          name={shown.person.name ?? shown.person.userId}
          date={shown.from}
          leaves={byDay.get(dayKey(shown.person.userId, shown.from)) ?? []}
          types={types}
          onClose={() => setShown(undefined)}
          onAdd={mayEdit ? () => setEntering(shown) : undefined}
        />
      )}
      {entering && (
        <Suspense>
          <NewLeaveDialog
            person={entering === 'empty' ? undefined : entering.person}
            days={entering === 'empty' ? null : { from: entering.from, until: entering.until }}
            onClose={() => setEntering(undefined)}
          />
        </Suspense>
      )}
      {isImporting && (
        <Suspense>
          <HrImportDialog kind="leaves" onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </SchedulePage>
  );
}

function Star() {
  return (
    <span>
      <Shape name="star" size={10} />
    </span>
  );
}
