/** Exports that are made by themselves. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { api, useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './exports.module.css';
import { useKindWords } from './kind-words.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { type Schedule, useScheduleWords } from './schedule-words.ts';

function idOf({ id }: Schedule): string {
  return id;
}

/** The list of schedules. */
export function ExportSchedules() {
  const { t } = useLingui();
  const client = useQueryClient();
  const { mayEdit } = useRights();
  const kinds = useKindWords();
  const { rhythmText, days } = useScheduleWords();
  const [opened, setOpened] = useState<{ schedule?: Schedule }>();
  const { data, error, refetch } = useQuery({
    queryKey: ['listExportSchedules'],
    queryFn: ({ signal }) => api.listExportSchedules({}, { signal }),
  });
  const remove = useMutation({
    mutationFn: (schedule: Schedule) =>
      api.deleteExportSchedule({ params: { scheduleId: schedule.id } }).then(() => schedule),
    onSuccess: async ({ id, savedAt: _, ...body }) => {
      await client.invalidateQueries({ queryKey: ['listExportSchedules'] });
      toast({
        text: t`${id} is not made any more`,
        undo: () => {
          void api
            .putExportSchedule({ params: { scheduleId: id }, body })
            .then(() => client.invalidateQueries({ queryKey: ['listExportSchedules'] }));
        },
      });
    },
  });
  const { mutate: removeNow } = remove;
  const columns = useMemo(
    (): TableColumn<Schedule>[] => [
      { id: 'id', title: t`Name`, width: '1fr', isPrimary: true, render: idOf },
      {
        id: 'what',
        title: t`What`,
        width: '2fr',
        render: ({ export: { kind, template } }) =>
          template ?? kinds.find((one) => one.id === kind)?.label ?? kind,
      },
      {
        id: 'days',
        title: t`Of`,
        width: '1fr',
        render: (one) => days.find(({ id }) => id === one.days)?.label ?? one.days,
      },
      {
        id: 'when',
        title: t`Made`,
        width: '2fr',
        render: ({ rhythm, at }) => `${rhythmText(rhythm)}, ${at}`,
      },
      ...(mayEdit
        ? [
            {
              id: 'more',
              title: t`Actions`,
              isTitleHidden: true,
              width: 56,
              align: 'end' as const,
              render: (schedule: Schedule) => (
                <MenuButton
                  label={t`Actions on ${schedule.id}`}
                  isIconOnly
                  size="small"
                  placement="bottom end"
                  items={[
                    { id: 'edit', label: t`Edit`, onAction: () => setOpened({ schedule }) },
                    { id: 'delete', label: t`Delete`, onAction: () => removeNow(schedule) },
                  ]}
                />
              ),
            },
          ]
        : []),
    ],
    [t, kinds, days, rhythmText, mayEdit, removeNow],
  );
  const add = mayEdit && (
    <Button icon={<Plus />} onPress={() => setOpened({})}>
      <Trans>Add a schedule</Trans>
    </Button>
  );
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading>
        <Skeleton lines={4} kind="row" />
      </Loading>
    );
  }
  return (
    <>
      {data.items.length > 0 && <div className={styles.tools}>{add}</div>}
      {remove.error !== null && <ProblemNote error={remove.error} />}
      <DataTable
        label={t`Scheduled exports`}
        columns={columns}
        rows={data.items}
        idOf={idOf}
        nameOf={idOf}
        empty={
          <EmptyState title={<Trans>No export is made by itself.</Trans>} action={add}>
            <Trans>
              A file for payroll can be made each month, and stands in the history when it is ready.
            </Trans>
          </EmptyState>
        }
      />
      {opened && (
        <ScheduleDialog
          schedule={opened.schedule}
          taken={data.items.map(idOf)}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}
