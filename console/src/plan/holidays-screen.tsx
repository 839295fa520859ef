/** Holiday calendars: a year of one, with its list, pasted or pressed together. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, ClipboardPaste, Plus, Star } from 'lucide-react';
import { useState } from 'react';
import { canonicalText, type HolidayCalendar } from '#shared/attendance/model/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { api, useRights, useSettings } from '../api/index.ts';
import { SchedulePage, ScheduleTabs } from '../day/schedule-tabs.tsx';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button, ButtonGroup, IconButton } from '../ui/button.tsx';
import { DirtyBar } from '../ui/dirty-bar.tsx';
import { useDraft } from '../ui/drafts.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Section } from '../ui/section.tsx';
import { Select } from '../ui/select.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ArchiveButton } from './archive-button.tsx';
import { HolidayDialog, NewCalendarDialog, PasteHolidaysDialog } from './holiday-dialogs.tsx';
import { withHolidays } from './holiday-list.ts';
import styles from './plan.module.css';
import { calendarQuery, calendarsQuery, usesQuery } from './queries.ts';
import { usePlanSave } from './use-plan-save.tsx';
import { YearCalendar } from './year-calendar.tsx';

/** Holidays. */
export function HolidaysScreen() {
  const { t } = useLingui();
  const { mayEdit } = useRights();
  const navigate = useNavigate();
  const { id, year: yearText } = useSearch({ from: '/schedules/holidays' });
  const today = useToday();
  const calendars = useQuery(calendarsQuery);
  const uses = useQuery(usesQuery);
  const [isAdding, setAdding] = useState(false);
  const year = Number(yearText ?? today.slice(0, 4));
  const all = calendars.data ?? [];
  const isDefault = (one: string) => uses.data?.calendars.find((use) => use.id === one)?.isDefault ?? false;
  const shownId =
    id ??
    all.find(({ calendar }) => isDefault(calendar.id))?.calendar.id ??
    all.find(({ archivedAt }) => archivedAt === undefined)?.calendar.id ??
    all[0]?.calendar.id;
  const go = (search: { id?: string | undefined; year?: string | undefined }) =>
    void navigate({
      to: '/schedules/holidays',
      search: { ...(shownId === undefined ? {} : { id: shownId }), year: String(year), ...search },
      resetScroll: false,
    });
  return (
    <SchedulePage>
      <PageHead
        title={t`Holidays`}
        filters={
          all.length > 0 && (
            <>
              <Select
                label={t`Calendar`}
                isLabelHidden
                items={all.map(({ calendar, archivedAt }) => ({
                  id: calendar.id,
                  label: calendar.name,
                  description: isDefault(calendar.id)
                    ? t`For everybody`
                    : archivedAt === undefined
                      ? undefined
                      : t`Archived`,
                }))}
                value={shownId ?? null}
                onChange={(next) => go({ id: next })}
              />
              <ButtonGroup label={t`Year`}>
                <IconButton
                  variant="secondary"
                  label={t`Year before`}
                  onPress={() => go({ year: String(year - 1) })}
                >
                  <ChevronLeft />
                </IconButton>
                <Button onPress={() => go({ year: today.slice(0, 4) })}>{String(year)}</Button>
                <IconButton
                  variant="secondary"
                  label={t`Year after`}
                  onPress={() => go({ year: String(year + 1) })}
                >
                  <ChevronRight />
                </IconButton>
              </ButtonGroup>
            </>
          )
        }
        secondary={
          mayEdit &&
          all.length > 0 && (
            <Button icon={<Plus size={16} />} onPress={() => setAdding(true)}>
              {t`New calendar`}
            </Button>
          )
        }
      />
      <ScheduleTabs />
      {calendars.isError && <ProblemNote error={calendars.error} onRetry={() => void calendars.refetch()} />}
      {calendars.isPending ? (
        <Loading>
          <Skeleton lines={8} kind="row" />
        </Loading>
      ) : shownId === undefined ? (
        <EmptyState
          icon={<Star />}
          title={t`No calendar yet`}
          action={
            mayEdit && (
              <Button variant="primary" onPress={() => setAdding(true)}>
                {t`New calendar`}
              </Button>
            )
          }
        >
          <Trans>
            A holiday calendar says on which days nobody has to work. Holidays can be pasted as a list, a line
            for each.
          </Trans>
        </EmptyState>
      ) : (
        <OneCalendar key={shownId} id={shownId} year={year} isDefault={isDefault(shownId)} />
      )}
      {isAdding && (
        <NewCalendarDialog
          taken={all.map(({ calendar }) => calendar.id)}
          onClose={() => setAdding(false)}
          onCreated={(next) => {
            setAdding(false);
            go({ id: next });
          }}
        />
      )}
    </SchedulePage>
  );
}

function OneCalendar({ id, year, isDefault }: { id: string; year: number; isDefault: boolean }) {
  const calendar = useQuery(calendarQuery(id));
  if (calendar.isError) {
    return <ProblemNote error={calendar.error} onRetry={() => void calendar.refetch()} />;
  }
  if (calendar.isPending) {
    return (
      <Loading>
        <Skeleton lines={8} kind="row" />
      </Loading>
    );
  }
  const { body, etag } = calendar.data;
  return (
    <CalendarEditor
      key={etag}
      saved={body.calendar}
      etag={etag}
      year={year}
      isDefault={isDefault}
      isArchived={body.archivedAt !== undefined}
    />
  );
}

interface Draft {
  etag: string | undefined;
  calendar: HolidayCalendar;
  /** What typing began with. */
  base: HolidayCalendar;
}

interface CalendarEditorProps {
  etag: string | undefined;
  saved: HolidayCalendar;
  year: number;
  isDefault: boolean;
  isArchived: boolean;
}

function CalendarEditor({ saved, etag, year, isDefault, isArchived }: CalendarEditorProps) {
  const { t } = useLingui();
  const format = useFormat();
  const today = useToday();
  const { mayEdit } = useRights();
  const weekStartsOn = useSettings().organisation?.weekStartsOn ?? 'monday';
  const [initial] = useState<Draft>(() => ({ etag, calendar: saved, base: saved }));
  const draft = useDraft<Draft>(`calendar:${saved.id}`, initial);
  const [open, setOpen] = useState<LocalDate>();
  const [isPasting, setPasting] = useState(false);
  const { calendar } = draft.value;
  const isDirty = canonicalText(calendar) !== canonicalText(saved);
  const set = (next: HolidayCalendar) => draft.set({ ...draft.value, calendar: next });
  const ofYear = calendar.holidays.filter(({ date }) => date.startsWith(String(year)));
  const params = { id: saved.id };
  const { save, isSaving, note, clear } = usePlanSave({
    queryKey: calendarQuery(saved.id).queryKey,
    base: draft.value.base,
    etag: draft.value.etag,
    mine: { ...calendar, name: calendar.name.trim() },
    put: async (body, ifMatch) => {
      const answer = await api.putCalendar.answer({
        params,
        body,
        ...(ifMatch === undefined ? {} : { ifMatch }),
      });
      return { answer, name: body.name };
    },
    newest: async () => {
      const { body, etag: now } = await api.getCalendar.answer({ params });
      return { value: body.calendar, etag: now };
    },
    nameOf: ([part]) => (part === 'name' ? t`Name of the calendar` : t`Holidays`),
    discard: draft.discard,
  });
  return (
    <>
      {note}
      <div className={styles.head}>
        <TextField
          label={t`Name of the calendar`}
          value={calendar.name}
          maxLength={100}
          isReadOnly={!mayEdit}
          error={calendar.name.trim() === '' ? t`Give the calendar a name.` : undefined}
          onChange={(name) => set({ ...calendar, name })}
        />
        <div className={styles.beside}>
          <p className={styles.kind}>
            {isArchived && `${t`Archived`} · `}
            {isDefault
              ? t`It holds for everybody who has no other calendar.`
              : t`It holds for people who have it.`}
          </p>
          {mayEdit && (
            <ArchiveButton
              isArchived={isArchived}
              archive={(archived) => api.archiveCalendar({ params: { id: saved.id }, body: { archived } })}
              queryKey={calendarQuery(saved.id).queryKey}
            />
          )}
        </div>
      </div>
      <YearCalendar
        year={year}
        holidays={calendar.holidays}
        today={today}
        weekStartsOn={weekStartsOn}
        onDay={mayEdit ? setOpen : undefined}
      />
      <Section
        title={<Plural value={ofYear.length} _0="No holidays yet" one="# holiday" other="# holidays" />}
        description={ofYear.length === 0 && mayEdit && t`Press a day, or paste a list.`}
        actions={
          mayEdit && (
            <Button icon={<ClipboardPaste size={16} />} onPress={() => setPasting(true)}>
              {t`Paste a list`}
            </Button>
          )
        }
      >
        <ul className={styles.holidays}>
          {ofYear.map((holiday) => (
            <li key={holiday.date} className={styles.pair}>
              <span className={styles.muted}>{format.date(holiday.date)}</span>
              {mayEdit ? (
                <button type="button" className={styles.textButton} onClick={() => setOpen(holiday.date)}>
                  {holiday.name}
                  {holiday.half && ' ½'}
                </button>
              ) : (
                <span>
                  {holiday.name}
                  {holiday.half && ' ½'}
                </span>
              )}
            </li>
          ))}
        </ul>
      </Section>
      {open !== undefined && (
        <HolidayDialog
          date={open}
          holiday={calendar.holidays.find(({ date }) => date === open)}
          onClose={() => setOpen(undefined)}
          onSet={(holiday) => {
            const others = calendar.holidays.filter(({ date }) => date !== open);
            set({ ...calendar, holidays: withHolidays(others, holiday ? [holiday] : []) });
            setOpen(undefined);
          }}
        />
      )}
      {isPasting && (
        <PasteHolidaysDialog
          year={year}
          onClose={() => setPasting(false)}
          onAdd={(added) => {
            set({ ...calendar, holidays: withHolidays(calendar.holidays, added) });
            setPasting(false);
          }}
        />
      )}
      <DirtyBar
        isDirty={isDirty && mayEdit}
        isSaving={isSaving}
        why={calendar.name.trim() === '' ? t`Give the calendar a name.` : undefined}
        onSave={save}
        onDiscard={() => {
          draft.discard();
          clear();
        }}
      >
        <Trans>Not saved yet. Saving generates the sheets from last month on again.</Trans>
      </DirtyBar>
    </>
  );
}
