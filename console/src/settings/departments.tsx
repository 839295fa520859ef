/** The departments: the list that HR keeps, and names that users have besides. Each change counts at once. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { api, useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Section } from '../ui/section.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { toast } from '../ui/toasts.tsx';
import { DepartmentDialog, type EditedDepartment } from './department-dialog.tsx';
import { type KnownDepartment, treeOf } from './department-tree.ts';
import styles from './departments.module.css';

/** The departments as a tree. */
export function Departments() {
  const { mayEdit } = useRights();
  const { data, error, refetch } = useQuery({
    queryKey: ['listDepartments'],
    queryFn: ({ signal }) => api.listDepartments({}, { signal }),
  });
  const [edited, setEdited] = useState<EditedDepartment>();
  const items = data?.items ?? [];
  return (
    <Section
      title={<Trans>Departments</Trans>}
      description={
        <Trans>
          By which people are filtered, summed up and locked. A department can be a part of another one.
        </Trans>
      }
      actions={
        mayEdit && (
          <Button icon={<Plus />} onPress={() => setEdited({})}>
            <Trans>Add a department</Trans>
          </Button>
        )
      }
    >
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && error === null && (
        <Loading>
          <Skeleton lines={4} kind="row" />
        </Loading>
      )}
      {data && items.length === 0 && (
        <EmptyState title={<Trans>There is no department yet.</Trans>}>
          <Trans>Departments appear here when they are added, or when a user has one.</Trans>
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className={styles.list}>
          {treeOf(items).map(({ department, depth }) => (
            <Row
              key={department.name}
              department={department}
              depth={depth}
              onEdit={() => setEdited({ department })}
            />
          ))}
        </ul>
      )}
      {edited && <DepartmentDialog edited={edited} known={items} onClose={() => setEdited(undefined)} />}
    </Section>
  );
}

function Row({
  department,
  depth,
  onEdit,
}: {
  department: KnownDepartment;
  depth: number;
  onEdit: () => void;
}) {
  const { t } = useLingui();
  const { mayEdit } = useRights();
  const client = useQueryClient();
  const { name, listed } = department;
  const list = useMutation({
    mutationFn: () => api.putDepartment({ params: { department: name }, body: {} }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['listDepartments'] });
      toast({ text: t`${name} is on the list` });
    },
  });
  return (
    <li className={styles.row}>
      <span className={styles.name} style={{ '--depth': depth } as CSSProperties}>
        {name}
        {!listed && (
          <Tag>
            <Trans>not on the list</Trans>
          </Tag>
        )}
      </span>
      {list.error !== null && <ProblemNote error={list.error} />}
      {mayEdit && !listed && (
        <Button
          size="small"
          aria-label={t`Put on the list: ${name}`}
          isPending={list.isPending}
          onPress={() => list.mutate()}
        >
          <Trans>Put on the list</Trans>
        </Button>
      )}
      {mayEdit && listed && (
        <Button size="small" variant="quiet" aria-label={t`Edit ${name}`} onPress={onEdit}>
          <Trans>Edit</Trans>
        </Button>
      )}
    </li>
  );
}
