/** Settings › People and roles: who has signed in, and what each may do. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Person } from '#shared/contract/sign-in.ts';
import { api } from '../api/index.ts';
import { roleLooks } from '../day/looks.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Section } from '../ui/section.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import { TableLoading } from './table-loading.tsx';

function idOf({ id }: Person): string {
  return id;
}

function nameOf({ name, email, id }: Person): string {
  return name ?? email ?? id;
}

/** Settings › People and roles. */
export function PeopleSection() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const now = useServerNow(60);
  const [leaving, setLeaving] = useState<Person>();
  const people = useInfiniteQuery({
    queryKey: ['listPeople'],
    queryFn: ({ pageParam, signal }) =>
      api.listPeople(
        { query: { limit: 200, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const columns = useMemo(
    (): TableColumn<Person>[] => [
      { id: 'name', title: t`Name`, width: '2fr', isPrimary: true, render: nameOf },
      { id: 'email', title: t`E-mail`, width: '2fr', render: ({ email }) => email ?? '–' },
      { id: 'role', title: t`Role`, width: 120, render: ({ role }) => i18n._(roleLooks[role].word) },
      {
        id: 'last',
        title: t`Last seen`,
        width: 120,
        render: ({ lastSeenAt }) => format.ago(lastSeenAt, now),
      },
      {
        id: 'forget',
        title: t`Forget`,
        isTitleHidden: true,
        width: 96,
        align: 'end',
        render: (person) => (
          <Button
            size="small"
            variant="quiet"
            aria-label={t`Forget ${nameOf(person)}`}
            onPress={() => setLeaving(person)}
          >
            <Trans>Forget</Trans>
          </Button>
        ),
      },
    ],
    [t, i18n, format, now],
  );
  return (
    <Section
      title={<Trans>People and roles</Trans>}
      description={
        <Trans>
          Who has signed in. The groups of an account say what somebody may do: viewers read, HR corrects,
          downloads and exports, administrators also lock and change settings.
        </Trans>
      }
    >
      {people.error !== null && <ProblemNote error={people.error} onRetry={() => void people.refetch()} />}
      {people.isPending && <TableLoading />}
      {people.data && (
        <DataTable
          label={t`People who have signed in`}
          columns={columns}
          rows={people.data.pages.flatMap(({ items }) => items)}
          idOf={idOf}
          nameOf={nameOf}
          onLoadMore={people.hasNextPage ? () => void people.fetchNextPage() : undefined}
          isLoadingMore={people.isFetchingNextPage}
          empty={
            <EmptyState title={<Trans>Nobody has signed in yet.</Trans>}>
              <Trans>People appear here when they sign in for the first time. API keys are no people.</Trans>
            </EmptyState>
          }
        />
      )}
      {leaving && <ForgetDialog person={leaving} onClose={() => setLeaving(undefined)} />}
    </Section>
  );
}

function ForgetDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const name = nameOf(person);
  const forget = useMutation({
    mutationFn: () => api.forgetPerson({ params: { personId: person.id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['listPeople'] });
      toast({ text: t`${name} is forgotten` });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={<Trans>Forget {name}</Trans>}
      confirmLabel={t`Forget`}
      tone="danger"
      isPending={forget.isPending}
      onConfirm={() => forget.mutate()}
    >
      <Trans>
        Name and e-mail address are deleted here, for good. The account at the sign-in service stays: whoever
        has it can sign in again, and is then known anew.
      </Trans>
      {forget.error !== null && <ProblemNote error={forget.error} />}
    </ConfirmDialog>
  );
}
