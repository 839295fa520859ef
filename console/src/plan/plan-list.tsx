/** A list of parts of the plan: schedules or rosters, those in use and, when asked, the archived ones. @module */

import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import type { MenuAction } from '../ui/menu.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';

/** A row of such a list. */
export interface PlanRow {
  readonly id: string;
  readonly isArchived: boolean;
}

/** The entry of a menu that shows or hides archived ones; none where nothing is archived. */
export function useArchivedItem(
  to: '/schedules/clocking' | '/schedules/rosters',
  parts: readonly { archivedAt?: unknown }[] | undefined,
  isShown: boolean | undefined,
): MenuAction[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  if (!parts?.some(({ archivedAt }) => archivedAt !== undefined)) return [];
  return [
    {
      id: 'archived',
      label: isShown ? t`Hide archived ones` : t`Show archived ones`,
      onAction: () => void navigate({ to, search: isShown ? {} : { archived: true } }),
    },
  ];
}

/** The button that makes a new one, for who may. */
export function NewPartButton({ onPress, children }: { onPress: () => void; children: string }) {
  const { mayEdit } = useRights();
  return (
    mayEdit && (
      <Button variant="primary" icon={<Plus size={16} />} onPress={onPress}>
        {children}
      </Button>
    )
  );
}

/** A list of parts of the plan. */
export interface PlanListProps<Row extends PlanRow> {
  label: string;
  /** What the rows come from. */
  query: { isPending: boolean; isError: boolean; error: unknown; refetch: () => Promise<unknown> };
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  nameOf: (row: Row) => string;
  onOpen: (id: string) => void;
  /** Where there is none: what is missing, what it is for, and what makes the first. */
  empty: { icon: ReactNode; title: string; text: ReactNode; action: ReactNode };
}

/** The list itself, or why it is not there. */
export function PlanList<Row extends PlanRow>({
  label,
  query,
  columns,
  rows,
  nameOf,
  onOpen,
  empty,
}: PlanListProps<Row>) {
  return (
    <>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? (
        <Loading>
          <Skeleton lines={5} kind="row" />
        </Loading>
      ) : (
        <DataTable
          label={label}
          columns={columns}
          rows={rows}
          idOf={idOf}
          nameOf={nameOf}
          onOpen={({ id }) => onOpen(id)}
          toneOf={toneOf}
          empty={
            <EmptyState icon={empty.icon} title={empty.title} action={empty.action}>
              {empty.text}
            </EmptyState>
          }
        />
      )}
    </>
  );
}

const idOf = ({ id }: PlanRow) => id;
const toneOf = ({ isArchived }: PlanRow) => (isArchived ? 'muted' : 'normal');
