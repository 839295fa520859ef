/** Who works what and when: people by days, painted with shifts, copied and pasted, saved as day overrides. @module */

import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, lazy, Suspense, useMemo, useState } from 'react';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useRights, useSettings } from '../api/index.ts';
import { type BoardPerson, useBoardPeople } from '../day/board-people.ts';
import { MorePeople } from '../day/more-people.tsx';
import { Nobody } from '../day/nobody.tsx';
import { PaperHead } from '../day/paper.tsx';
import { PeopleFilters } from '../day/people-filters.tsx';
import { type GridArea, type GridCell, PeopleGrid } from '../day/people-grid.tsx';
import { rangeOf } from '../day/period-steps.tsx';
import { datesOf } from '../day/periods.ts';
import { schedulesQuery } from '../day/plan-names.ts';
import { SchedulePage, ScheduleTabs } from '../day/schedule-tabs.tsx';
import { Shape } from '../day/shapes.tsx';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { RefusalText } from '../problems/refusal.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { DirtyBar } from '../ui/dirty-bar.tsx';
import { useDraft } from '../ui/drafts.ts';
import { PageHead } from '../ui/page-head.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { ViewSwitch } from '../ui/tabs.tsx';
import styles from './board.module.css';
import { findOverlaps, shiftText, shortOf } from './board-cells.ts';
import { type Edits, editKey, type Paint, pasted } from './board-edits.ts';
import { coverageLines } from './coverage.ts';
import { dayTypeWords } from './plan-words.ts';
import { type RefusedDay, useSaveBoard } from './save-board.ts';

const GiveRosterDialog = lazy(async () => ({
  default: (await import('./give-roster-dialog.tsx')).GiveRosterDialog,
}));

/** What the pointer paints with: nothing, or the number of a schedule, a rest day, an off day, the roster. */
type Brush = 'none' | 'rest' | 'off' | 'roster' | `s:${string}`;

const noEdits: Edits = {};

/** The board. */
export function BoardScreen() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { mayEdit } = useRights();
  const today = useToday();
  const weekStartsOn = useSettings().organisation?.weekStartsOn ?? 'monday';
  const search = useSearch({ from: '/schedules/board' });
  const range = rangeOf(search, today, weekStartsOn, 2);
  const { from, to } = range;
  const { board, people } = useBoardPeople({ ...search, from, to });
  const all = useQuery(schedulesQuery).data;
  const draft = useDraft<Edits>('board', noEdits);
  const [copy, setCopy] = useState<readonly (readonly Paint[])[]>([]);
  const [brush, setBrush] = useState<Brush>('none');
  const [chosen, setChosen] = useState<GridArea>();
  const [isGiving, setGiving] = useState(false);
  const [refused, setRefused] = useState<readonly RefusedDay[]>([]);
  const { save, isSaving, error } = useSaveBoard(client);
  const edits = draft.value;
  const schedules = useMemo(
    () => (all ?? []).filter(({ archivedAt }) => archivedAt === undefined).map(({ schedule }) => schedule),
    [all],
  );
  const everySchedule = useMemo(() => (all ?? []).map(({ schedule }) => schedule), [all]);
  const dates = useMemo(() => datesOf({ from, to }), [from, to]);
  const go = (change: Partial<typeof search>) =>
    void navigate({
      to: '/schedules/board',
      search: { ...search, ...change },
      replace: true,
      resetScroll: false,
    });

  const nameOf = (id: string | null) => everySchedule.find((one) => one.id === id)?.name ?? id ?? '';
  const dayOf = (person: BoardPerson, date: LocalDate) => person.days.find((one) => one.date === date);
  const overlaps = useMemo(
    () => findOverlaps(people, dates, edits, everySchedule, from),
    [people, dates, edits, everySchedule, from],
  );
  const paintArea = ({ rows, columns }: GridArea, paint: Paint | null) => {
    const next: Record<string, Paint | null> = { ...edits };
    for (const person of people.slice(rows[0], rows[1] + 1)) {
      for (const date of dates.slice(columns[0], columns[1] + 1)) {
        const day = dayOf(person, date);
        const key = editKey(person.userId, date);
        if (!day) continue;
        if (paint === null && !day.isOverridden) delete next[key];
        else next[key] = paint;
      }
    }
    draft.set(next);
  };
  const paintOf = (person: BoardPerson, date: LocalDate): Paint => {
    const edit = edits[editKey(person.userId, date)];
    if (edit) return edit;
    const day = dayOf(person, date);
    const [scheduleId] = day?.scheduleIds ?? [];
    return scheduleId === undefined
      ? { scheduleId: null, dayType: day?.dayType === 'restday' ? 'restday' : 'offday' }
      : { scheduleId };
  };
  const keyPaint = (key: string): Paint | null | undefined => {
    if (/^[1-9]$/.test(key)) {
      const schedule = schedules[Number(key) - 1];
      return schedule && { scheduleId: schedule.id };
    }
    if (/^r$/i.test(key)) return { scheduleId: null, dayType: 'restday' };
    if (/^o$/i.test(key)) return { scheduleId: null, dayType: 'offday' };
    return key === 'Delete' || key === 'Backspace' ? null : undefined;
  };
  const onKey = (event: KeyboardEvent, area: GridArea): boolean => {
    if (!mayEdit || event.ctrlKey || event.metaKey || event.altKey) return false;
    const paint = keyPaint(event.key);
    if (paint === undefined) return false;
    paintArea(area, paint);
    return true;
  };
  const brushPaint = (): Paint | null | undefined => {
    if (brush === 'none') return undefined;
    if (brush === 'roster') return null;
    if (brush === 'rest') return { scheduleId: null, dayType: 'restday' };
    if (brush === 'off') return { scheduleId: null, dayType: 'offday' };
    return { scheduleId: brush.slice(2) };
  };
  const onCopy = (event: React.ClipboardEvent, { rows, columns }: GridArea) => {
    event.preventDefault();
    const cells = people
      .slice(rows[0], rows[1] + 1)
      .map((person) => dates.slice(columns[0], columns[1] + 1).map((date) => paintOf(person, date)));
    setCopy(cells);
    const text = cells.map((row) => row.map(({ scheduleId, dayType }) => scheduleId ?? dayType).join('\t'));
    event.clipboardData.setData('text/plain', text.join('\n'));
  };
  const onPaste = (event: React.ClipboardEvent, area: GridArea) => {
    if (!mayEdit || copy.length === 0) return;
    event.preventDefault();
    const next: Record<string, Paint | null> = { ...edits };
    for (const { row, column, value } of pasted(copy, area)) {
      const person = people[row];
      const date = dates[column];
      if (person && date && dayOf(person, date)) next[editKey(person.userId, date)] = value;
    }
    draft.set(next);
  };

  const cellOf = (person: BoardPerson, date: LocalDate): GridCell => {
    const day = dayOf(person, date);
    if (!day) return { tone: 'none', words: t`not employed`, content: null };
    const key = editKey(person.userId, date);
    const edit = edits[key];
    const isWrong =
      overlaps.some(
        ({ userId, first, second }) =>
          userId === person.userId && (first.date === date || second.date === date),
      ) || refused.some((one) => one.key === key);
    const common = { isChanged: edit !== undefined, isWrong };
    if (edit === null) return { ...common, words: t`as the roster has it again`, content: '↺' };
    if (edit) {
      const words = edit.scheduleId === null ? i18n._(dayTypeWords[edit.dayType]) : nameOf(edit.scheduleId);
      return {
        ...common,
        tone: edit.scheduleId === null ? 'free' : undefined,
        words: t`${words}, not saved yet`,
        content: edit.scheduleId === null ? (edit.dayType === 'restday' ? 'R' : 'O') : shortOf(words),
      };
    }
    const shift = shiftText(day, nameOf, format);
    const leave = (day.leave ?? []).map(({ type }) => type).join(', ');
    const overridden = day.isOverridden ? `, ${t`set for this day`}` : '';
    if (leave !== '') {
      return {
        ...common,
        tone: 'leave',
        words: `${t`leave: ${leave}`}${overridden}`,
        content: <Sign name="triangle" />,
      };
    }
    if (day.holiday && day.expected === 0) {
      return {
        ...common,
        tone: 'holiday',
        words: `${day.holiday.name}${overridden}`,
        content: <Sign name="star" />,
      };
    }
    const mark = day.isOverridden ? <span className={styles.overridden}>•</span> : null;
    if (day.shifts.length === 0 && day.expected === 0) {
      const type = i18n._(dayTypeWords[day.dayType]);
      return {
        ...common,
        tone: 'free',
        words: `${type}${overridden}`,
        content: (
          <>
            {day.dayType === 'restday' ? 'R' : '·'}
            {mark}
          </>
        ),
      };
    }
    return {
      ...common,
      words: `${shift.words}${overridden}${day.holiday ? `, ${day.holiday.name}` : ''}`,
      content: (
        <>
          {shift.short}
          {mark}
        </>
      ),
    };
  };
  const chosenIds =
    chosen === undefined ? [] : people.slice(chosen.rows[0], chosen.rows[1] + 1).map(({ userId }) => userId);
  const count = Object.keys(edits).length;
  const coverage = coverageLines(board.data?.pages ?? []);
  const [overlap] = overlaps;
  const onSave = async () => {
    setRefused([]);
    const rest = await save(edits);
    if (rest === undefined) return;
    setRefused(rest.refused);
    draft.discard(rest.edits);
  };
  return (
    <SchedulePage isWide>
      <PaperHead range={range} scope={search.department} />
      <PageHead title={t`Board`} filters={<PeopleFilters range={range} search={search} onChange={go} />} />
      <ScheduleTabs />
      {error !== undefined && <ProblemNote error={error} onRetry={() => void onSave()} />}
      {board.isError && <ProblemNote error={board.error} onRetry={() => void board.refetch()} />}
      {refused.length > 0 && (
        <div className={styles.note}>
          <Banner
            tone="danger"
            isAnswer
            title={<Plural value={refused.length} one="# day was refused" other="# days were refused" />}
            onDismiss={() => setRefused([])}
          >
            <ul>
              {refused.slice(0, 10).map(({ key, userId, date, problem }) => (
                <li key={key}>
                  {userId}, {format.date(date, 'day')}: <RefusalText problem={problem} />
                </li>
              ))}
            </ul>
          </Banner>
        </div>
      )}
      {overlap && (
        <div className={styles.note}>
          <Banner tone="warning" isAnswer title={t`Shifts overlap, so that this cannot be saved`}>
            <ul>
              {overlaps.slice(0, 5).map(({ userId, name, first, second }) => (
                <li key={`${userId}-${first.date}`}>
                  <Trans>
                    {name}: {nameOf(first.scheduleId)} of {format.date(first.date, 'day')} and{' '}
                    {nameOf(second.scheduleId)} of {format.date(second.date, 'day')}
                  </Trans>
                </li>
              ))}
            </ul>
          </Banner>
        </div>
      )}
      {mayEdit && schedules.length > 0 && (
        <div className={styles.palette}>
          <ViewSwitch<Brush>
            label={t`Paint with`}
            items={[
              { id: 'none', label: t`Choose` },
              ...schedules.slice(0, 9).map(({ id, name }, index) => ({
                id: `s:${id}` as const,
                label: `${index + 1} ${name}`,
              })),
              { id: 'rest', label: t`R Rest day` },
              { id: 'off', label: t`O Off day` },
              { id: 'roster', label: t`As the roster` },
            ]}
            selected={brush}
            onChange={setBrush}
          />
          <Button
            isDisabled={chosenIds.length === 0}
            why={t`Choose people on the board first, by the mouse or with Enter.`}
            onPress={() => setGiving(true)}
          >
            {t`Give a roster…`}
          </Button>
          <p className={styles.muted}>
            <Trans>
              Or choose days and type the number, R or O. Ctrl C and Ctrl V copy; Delete is the roster again.
            </Trans>
          </p>
        </div>
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
          label={t`Board of ${plural(people.length, { one: '# person', other: '# people' })}`}
          people={people}
          dates={dates}
          today={today}
          cellOf={cellOf}
          totalTitle={t`Hours`}
          totalOf={({ expected }) => format.duration(expected)}
          footer={coverage.map(({ id, scheduleId, start, byDate }) => ({
            id,
            title: nameOf(scheduleId),
            detail: start,
            cellOf: (date) => byDate.get(date) ?? '',
          }))}
          onKey={onKey}
          onChosen={(area, by) => {
            const paint = brushPaint();
            setChosen(area);
            if (mayEdit && by === 'pointer' && paint !== undefined) paintArea(area, paint);
          }}
          onCopy={onCopy}
          onPaste={onPaste}
        />
      )}
      {isGiving && (
        <Suspense>
          <GiveRosterDialog
            userIds={chosenIds}
            from={dates[chosen?.columns[0] ?? 0] ?? from}
            onClose={() => setGiving(false)}
          />
        </Suspense>
      )}
      {board.hasNextPage && (
        <div className={styles.more}>
          <MorePeople
            shown={people.length}
            isLoading={board.isFetchingNextPage}
            onMore={() => void board.fetchNextPage()}
          />
        </div>
      )}
      <DirtyBar
        isDirty={count > 0 && mayEdit}
        isSaving={isSaving}
        why={overlap && t`Shifts overlap: change one of them.`}
        onSave={() => void onSave()}
        onDiscard={() => {
          draft.discard(noEdits);
          setRefused([]);
        }}
      >
        <Plural value={count} one="# day is not saved yet" other="# days are not saved yet" />
      </DirtyBar>
    </SchedulePage>
  );
}

function Sign({ name }: { name: 'star' | 'triangle' }) {
  return (
    <span className={styles.sign}>
      <Shape name={name} size={10} />
    </span>
  );
}
