/** Clocking schedules: the list of them, or the editor of one. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ClockFading } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ClockingSchedule } from '#shared/attendance/model/index.ts';
import { weekdays } from '#shared/time/calendar.ts';
import { api, useRights } from '../api/index.ts';
import { MiniStrip, type StripSpan } from '../day/day-strip.tsx';
import { schedulesQuery } from '../day/plan-names.ts';
import { SchedulePage, ScheduleTabs } from '../day/schedule-tabs.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Tag } from '../ui/chip.tsx';
import { useCommands } from '../ui/commands.ts';
import { MenuButton } from '../ui/menu.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import type { TableColumn } from '../ui/table.tsx';
import { ArchiveButton } from './archive-button.tsx';
import styles from './plan.module.css';
import { NewPartButton, PlanList, type PlanRow, useArchivedItem } from './plan-list.tsx';
import { kindWords } from './plan-words.ts';
import { rulesFileQuery, scheduleQuery, usesQuery } from './queries.ts';
import { axisMinutes } from './shift-times.ts';
import { UsedBy } from './used-by.tsx';
import { spansOf } from './week-editor.tsx';

// The list comes without the editor, its fields and its dialogs.
const ScheduleEditor = lazy(async () => ({
  default: (await import('./schedule-editor.tsx')).ScheduleEditor,
}));
const NewScheduleDialog = lazy(async () => ({
  default: (await import('./new-schedule-dialog.tsx')).NewScheduleDialog,
}));
const RulesFileDialog = lazy(async () => ({
  default: (await import('./rules-file-dialog.tsx')).RulesFileDialog,
}));

/** Clocking schedules. */
export function ClockingScreen() {
  const { id, tab } = useSearch({ from: '/schedules/clocking' });
  return (
    <SchedulePage>
      {id === undefined ? <ScheduleList /> : <OneSchedule key={id} id={id} tab={tab} />}
    </SchedulePage>
  );
}

interface Row extends PlanRow {
  schedule: ClockingSchedule;
  rosters: readonly string[];
  isDefault: boolean;
  people: number | null | undefined;
}

const nameOf = ({ schedule }: Row) => schedule.name;

function ScheduleList() {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { mayEdit } = useRights();
  const { archived } = useSearch({ from: '/schedules/clocking' });
  const schedules = useQuery(schedulesQuery);
  const uses = useQuery(usesQuery);
  const [isAdding, setAdding] = useState(false);
  const [isRulesFile, setRulesFile] = useState(false);
  const open = (id: string) => void navigate({ to: '/schedules/clocking', search: { id } });
  const rows = useMemo(
    () =>
      (schedules.data ?? [])
        .filter(({ archivedAt }) => archived || archivedAt === undefined)
        .map(({ schedule, archivedAt }): Row => {
          const use = uses.data?.schedules.find((one) => one.id === schedule.id);
          return {
            id: schedule.id,
            schedule,
            isArchived: archivedAt !== undefined,
            rosters: use?.rosters ?? [],
            isDefault: use?.isDefault ?? false,
            people: use?.people,
          };
        }),
    [schedules.data, uses.data, archived],
  );
  const archivedItem = useArchivedItem('/schedules/clocking', schedules.data, archived);
  const columns = useMemo(
    (): TableColumn<Row>[] => [
      {
        id: 'name',
        title: t`Name`,
        isPrimary: true,
        width: '2fr',
        render: ({ schedule, isArchived }) => (
          <>
            {schedule.name} {isArchived && <Tag>{t`Archived`}</Tag>}
          </>
        ),
      },
      { id: 'kind', title: t`Kind`, width: 104, render: ({ schedule }) => i18n._(kindWords[schedule.kind]) },
      {
        id: 'times',
        title: t`Times`,
        width: '2fr',
        render: ({ schedule }) => (
          <span className={styles.strip}>
            <MiniStrip spans={stripOf(schedule)} window={{ from: 0, to: axisMinutes }} />
          </span>
        ),
      },
      { id: 'used', title: t`Used by`, width: '2fr', render: (row) => <UsedBy {...row} /> },
    ],
    [t, i18n],
  );
  const commands = useMemo(
    () => (mayEdit ? [{ id: 'new-schedule', title: t`New schedule`, run: () => setAdding(true) }] : []),
    [mayEdit, t],
  );
  useCommands(commands);
  return (
    <>
      <PageHead
        title={t`Schedules`}
        secondary={
          <MenuButton
            label={t`More`}
            isIconOnly
            placement="bottom end"
            items={[
              { id: 'rules-file', label: t`Rules file…`, onAction: () => setRulesFile(true) },
              ...archivedItem,
            ]}
          />
        }
        primary={<NewPartButton onPress={() => setAdding(true)}>{t`New schedule`}</NewPartButton>}
      />
      <ScheduleTabs />
      <PlanList
        label={t`Clocking schedules`}
        query={schedules}
        columns={columns}
        rows={rows}
        nameOf={nameOf}
        onOpen={open}
        empty={{
          icon: <ClockFading />,
          title: t`No schedule yet`,
          text: (
            <Trans>
              A clocking schedule says when people begin and end, and how their time is rounded and paid.
              Without one, punches pair up in order and nothing is expected.
            </Trans>
          ),
          action: <NewPartButton onPress={() => setAdding(true)}>{t`New schedule`}</NewPartButton>,
        }}
      />
      {isAdding && (
        <Suspense>
          <NewScheduleDialog
            taken={(schedules.data ?? []).map(({ schedule }) => schedule.id)}
            onClose={() => setAdding(false)}
            onCreated={open}
          />
        </Suspense>
      )}
      {isRulesFile && (
        <Suspense>
          <RulesFileDialog onClose={() => setRulesFile(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The strip of a schedule in the list: its day, or the first weekday that has times. */
function stripOf(schedule: ClockingSchedule): StripSpan[] {
  switch (schedule.kind) {
    case 'weekly': {
      const day = weekdays.map((weekday) => schedule.days[weekday]).find(({ shifts }) => shifts.length > 0);
      return day ? spansOf(day) : [];
    }
    case 'daily':
      return spansOf(schedule.day);
    case 'open':
      return schedule.shifts.flatMap((shift) =>
        spansOf({ dayType: 'workday', shifts: [shift] }).map((span) => ({ ...span, kind: 'plan' as const })),
      );
    case 'flexi':
      return [];
  }
}

function OneSchedule({ id, tab }: { id: string; tab: string | undefined }) {
  const { t, i18n } = useLingui();
  const { mayEdit } = useRights();
  const schedule = useQuery(scheduleQuery(id));
  const rulesFile = useQuery(rulesFileQuery);
  const uses = useQuery(usesQuery);
  const use = uses.data?.schedules.find((one) => one.id === id);
  const file = useMemo(() => {
    const body = rulesFile.data?.body;
    return typeof body === 'object' ? { file: body, etag: rulesFile.data?.etag } : undefined;
  }, [rulesFile.data]);
  const error = schedule.error ?? rulesFile.error;
  const saved = schedule.data?.body;
  return (
    <>
      <Link to="/schedules/clocking" className={styles.back}>
        <ChevronLeft size={16} aria-hidden="true" />
        {t`All schedules`}
      </Link>
      <PageHead
        title={saved?.schedule.name ?? t`Schedule`}
        subtitle={
          saved && (
            <>
              {i18n._(kindWords[saved.schedule.kind])}
              {' · '}
              {saved.archivedAt === undefined ? '' : `${t`Archived`} · `}
              <UsedBy rosters={use?.rosters ?? []} isDefault={use?.isDefault ?? false} people={use?.people} />
            </>
          )
        }
        secondary={
          saved &&
          mayEdit && (
            <ArchiveButton
              isArchived={saved.archivedAt !== undefined}
              archive={(archived) => api.archiveSchedule({ params: { id }, body: { archived } })}
              queryKey={scheduleQuery(id).queryKey}
            />
          )
        }
      />
      {error && (
        <ProblemNote
          error={error}
          onRetry={() => {
            void schedule.refetch();
            void rulesFile.refetch();
          }}
        />
      )}
      {saved && file ? (
        <Suspense fallback={<Skeleton lines={8} kind="row" />}>
          <ScheduleEditor
            key={schedule.data?.etag}
            saved={saved.schedule}
            etag={schedule.data?.etag}
            rulesFile={file}
            people={use?.people}
            tab={tab}
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
