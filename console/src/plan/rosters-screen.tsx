/** Duty rosters: the list of them, or the editor of one. @module */

import { msg, plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { CalendarSync, ChevronLeft } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { DutyRoster } from '#shared/attendance/model/index.ts';
import { weekdays } from '#shared/time/calendar.ts';
import { api, useRights } from '../api/index.ts';
import { rostersQuery, schedulesQuery } from '../day/plan-names.ts';
import { SchedulePage, ScheduleTabs } from '../day/schedule-tabs.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/chip.tsx';
import { useCommands } from '../ui/commands.ts';
import { MenuButton } from '../ui/menu.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import type { TableColumn } from '../ui/table.tsx';
import { ArchiveButton } from './archive-button.tsx';
import styles from './plan.module.css';
import { NewPartButton, PlanList, type PlanRow, useArchivedItem } from './plan-list.tsx';
import { rosterQuery, usesQuery } from './queries.ts';
import { rosterLine } from './roster-line.ts';
import { UsedBy } from './used-by.tsx';

// The list comes without the editor, its fields and its dialogs.
const RosterEditor = lazy(async () => ({ default: (await import('./roster-editor.tsx')).RosterEditor }));
const NewRosterDialog = lazy(async () => ({
  default: (await import('./new-roster-dialog.tsx')).NewRosterDialog,
}));
const HrImportDialog = lazy(async () => ({
  default: (await import('../day/hr-import-dialog.tsx')).HrImportDialog,
}));

/** Duty rosters. */
export function RostersScreen() {
  const { id } = useSearch({ from: '/schedules/rosters' });
  return <SchedulePage>{id === undefined ? <RosterList /> : <OneRoster key={id} id={id} />}</SchedulePage>;
}

const kindWords = {
  weekly: msg`Weekly`,
  cycle: msg({ message: 'Cycle', context: 'roster' }),
};

interface Row extends PlanRow {
  roster: DutyRoster;
  line: string;
  isDefault: boolean;
  people: number | null | undefined;
}

const nameOf = ({ roster }: Row) => roster.name;

/** Ids of the schedules in the order in which they are numbered: those in use, and those that a roster has. */
function useNumbered(roster?: DutyRoster) {
  const { data } = useQuery(schedulesQuery);
  return useMemo(() => {
    const entries = roster
      ? roster.kind === 'weekly'
        ? weekdays.map((weekday) => roster.days[weekday])
        : roster.entries
      : [];
    const used = new Set(
      entries.flatMap(({ scheduleId, furtherScheduleIds = [] }) => [scheduleId, ...furtherScheduleIds]),
    );
    return (data ?? [])
      .filter(({ archivedAt, schedule }) => archivedAt === undefined || used.has(schedule.id))
      .map(({ schedule }) => schedule);
  }, [data, roster]);
}

function RosterList() {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { mayEdit } = useRights();
  const { archived } = useSearch({ from: '/schedules/rosters' });
  const rosters = useQuery(rostersQuery);
  const uses = useQuery(usesQuery);
  const schedules = useNumbered();
  const [isAdding, setAdding] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const open = (id: string) => void navigate({ to: '/schedules/rosters', search: { id } });
  const ids = useMemo(() => schedules.map(({ id }) => id), [schedules]);
  const rows = useMemo(
    () =>
      (rosters.data ?? [])
        .filter(({ archivedAt }) => archived || archivedAt === undefined)
        .map(({ roster, archivedAt }): Row => {
          const use = uses.data?.rosters.find((one) => one.id === roster.id);
          return {
            id: roster.id,
            roster,
            line: rosterLine(roster, ids),
            isArchived: archivedAt !== undefined,
            isDefault: use?.isDefault ?? false,
            people: use?.people,
          };
        }),
    [rosters.data, uses.data, archived, ids],
  );
  const archivedItem = useArchivedItem('/schedules/rosters', rosters.data, archived);
  const columns = useMemo(
    (): TableColumn<Row>[] => [
      {
        id: 'name',
        title: t`Name`,
        isPrimary: true,
        width: '2fr',
        render: ({ roster, isArchived, isDefault }) => (
          <>
            {roster.name} {isArchived && <Tag>{t`Archived`}</Tag>}
            {isDefault && <Tag tone="accent">{t`For new people`}</Tag>}
          </>
        ),
      },
      {
        id: 'kind',
        title: t`Kind`,
        width: 160,
        render: ({ roster }) =>
          roster.kind === 'weekly'
            ? i18n._(kindWords.weekly)
            : t`Cycle of ${plural(roster.entries.length, { one: '# day', other: '# days' })}`,
      },
      { id: 'line', title: t`Days`, width: '2fr', render: ({ line }) => line },
      {
        id: 'used',
        title: t`Used by`,
        width: '1fr',
        render: ({ people }) => <UsedBy rosters={[]} isDefault={false} people={people} />,
      },
    ],
    [t, i18n],
  );
  const commands = useMemo(
    () => (mayEdit ? [{ id: 'new-roster', title: t`New roster`, run: () => setAdding(true) }] : []),
    [mayEdit, t],
  );
  useCommands(commands);
  return (
    <>
      <PageHead
        title={t`Rosters`}
        secondary={
          <>
            {archivedItem.length > 0 && (
              <MenuButton label={t`More`} isIconOnly placement="bottom end" items={archivedItem} />
            )}
            {mayEdit && <Button onPress={() => setImporting(true)}>{t`Give rosters from a file`}</Button>}
          </>
        }
        primary={<NewPartButton onPress={() => setAdding(true)}>{t`New roster`}</NewPartButton>}
      />
      <ScheduleTabs />
      <PlanList
        label={t`Duty rosters`}
        query={rosters}
        columns={columns}
        rows={rows}
        nameOf={nameOf}
        onOpen={open}
        empty={{
          icon: <CalendarSync />,
          title: t`No roster yet`,
          text: (
            <Trans>
              A duty roster says which schedule is worked on which day, by the week or in a cycle. People get
              it on their page, or from a file.
            </Trans>
          ),
          action: <NewPartButton onPress={() => setAdding(true)}>{t`New roster`}</NewPartButton>,
        }}
      />
      {isAdding && (
        <Suspense>
          <NewRosterDialog
            taken={(rosters.data ?? []).map(({ roster }) => roster.id)}
            schedules={schedules}
            onClose={() => setAdding(false)}
            onCreated={open}
          />
        </Suspense>
      )}
      {isImporting && (
        <Suspense>
          <HrImportDialog kind="rosters" onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  );
}

function OneRoster({ id }: { id: string }) {
  const { t, i18n } = useLingui();
  const { mayEdit } = useRights();
  const roster = useQuery(rosterQuery(id));
  const all = useQuery(schedulesQuery);
  const uses = useQuery(usesQuery);
  const saved = roster.data?.body;
  const schedules = useNumbered(saved?.roster);
  const use = uses.data?.rosters.find((one) => one.id === id);
  const error = roster.error ?? all.error;
  return (
    <>
      <Link to="/schedules/rosters" className={styles.back}>
        <ChevronLeft size={16} aria-hidden="true" />
        {t`All rosters`}
      </Link>
      <PageHead
        title={saved?.roster.name ?? t`Roster`}
        subtitle={
          saved && (
            <>
              {i18n._(kindWords[saved.roster.kind])}
              {' · '}
              {saved.archivedAt === undefined ? '' : `${t`Archived`} · `}
              <UsedBy rosters={[]} isDefault={false} people={use?.people} />
            </>
          )
        }
        secondary={
          saved &&
          mayEdit && (
            <ArchiveButton
              isArchived={saved.archivedAt !== undefined}
              archive={(archived) => api.archiveRoster({ params: { id }, body: { archived } })}
              queryKey={rosterQuery(id).queryKey}
            />
          )
        }
      />
      {error && <ProblemNote error={error} onRetry={() => void roster.refetch()} />}
      {saved && all.data ? (
        <Suspense fallback={<Skeleton lines={8} kind="row" />}>
          <RosterEditor
            key={roster.data?.etag}
            saved={saved.roster}
            etag={roster.data?.etag}
            schedules={schedules}
            people={use?.people}
          />
        </Suspense>
      ) : (
        !error && (
          <Loading>
            <Skeleton lines={8} kind="row" />
          </Loading>
        )
      )}
    </>
  );
}
