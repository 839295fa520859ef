/** Settings › API keys: how programs get in. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ApiKey } from '#shared/contract/access.ts';
import { api, useMe } from '../api/index.ts';
import { roleLooks } from '../day/looks.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { Section } from '../ui/section.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import { KeyScopesDialog } from './key-scopes-dialog.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';
import { TableLoading } from './table-loading.tsx';

function idOf({ id }: ApiKey): string {
  return id;
}

function nameOf({ name }: ApiKey): string {
  return name;
}

type Opened = { kind: 'new' } | { kind: 'scopes' | 'rotate' | 'delete'; key: ApiKey };

/** Settings › API keys. */
export function KeysSection() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [opened, setOpened] = useState<Opened>();
  const keys = useInfiniteQuery({
    queryKey: ['listApiKeys'],
    queryFn: ({ pageParam, signal }) =>
      api.listApiKeys(
        { query: { limit: 200, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const columns = useMemo(
    (): TableColumn<ApiKey>[] => [
      { id: 'name', title: t`Name`, width: '2fr', isPrimary: true, render: nameOf },
      {
        id: 'role',
        title: t`May do`,
        width: '2fr',
        render: ({ role, scopes }) =>
          role === 'integration' ? (scopes ?? []).join(', ') || t`Nothing` : i18n._(roleLooks[role].word),
      },
      {
        id: 'created',
        title: t`Created`,
        width: 130,
        render: ({ createdAt }) => format.instant(createdAt),
      },
      {
        id: 'expires',
        title: t`Expires`,
        width: 130,
        render: ({ expiresAt }) => (expiresAt ? format.instant(expiresAt, { date: 'short' }) : t`Never`),
      },
      {
        id: 'used',
        title: t`Last used`,
        width: 130,
        render: ({ lastUsedAt }) => (lastUsedAt ? format.instant(lastUsedAt) : t`Never used`),
      },
      {
        id: 'rotated',
        title: t`Rotated`,
        width: '2fr',
        render: ({ rotatedAt, earlierUntil, earlierUsedAt }) => {
          if (rotatedAt === undefined) return '–';
          if (earlierUntil === undefined) return format.instant(rotatedAt, { date: 'short' });
          const until = format.instant(earlierUntil);
          if (earlierUsedAt === undefined) return t`The secret of before works until ${until}`;
          const used = format.instant(earlierUsedAt);
          return t`The secret of before works until ${until}; last used ${used}`;
        },
      },
      {
        id: 'more',
        title: t`Actions`,
        isTitleHidden: true,
        width: 56,
        align: 'end',
        render: (key) => (
          <MenuButton
            label={t`Actions on ${key.name}`}
            isIconOnly
            size="small"
            placement="bottom end"
            items={[
              ...(key.role === 'integration'
                ? [
                    {
                      id: 'scopes',
                      label: t`Change scopes`,
                      onAction: () => setOpened({ kind: 'scopes', key }),
                    },
                  ]
                : []),
              {
                id: 'rotate',
                label: t`Rotate`,
                onAction: () => setOpened({ kind: 'rotate', key }),
              },
              {
                id: 'delete',
                label: t`Delete`,
                danger: true,
                onAction: () => setOpened({ kind: 'delete', key }),
              },
            ]}
          />
        ),
      },
    ],
    [t, i18n, format],
  );
  return (
    <Section
      title={<Trans>API keys</Trans>}
      description={
        <Trans>
          How programs get in. A key is shown once, when it is created; give each program its own, so that one
          can be deleted without the others.
        </Trans>
      }
      actions={
        <Button icon={<Plus />} onPress={() => setOpened({ kind: 'new' })}>
          <Trans>Create a key</Trans>
        </Button>
      }
    >
      {keys.error !== null && <ProblemNote error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isPending && <TableLoading />}
      {keys.data && (
        <DataTable
          label={t`API keys`}
          columns={columns}
          rows={keys.data.pages.flatMap(({ items }) => items)}
          idOf={idOf}
          nameOf={nameOf}
          onLoadMore={keys.hasNextPage ? () => void keys.fetchNextPage() : undefined}
          isLoadingMore={keys.isFetchingNextPage}
          empty={
            <EmptyState title={<Trans>There is no API key.</Trans>}>
              <Trans>People sign in without one; programs need one each.</Trans>
            </EmptyState>
          }
        />
      )}
      {opened?.kind === 'new' && <NewKeyDialog onClose={() => setOpened(undefined)} />}
      {opened?.kind === 'scopes' && (
        <KeyScopesDialog apiKey={opened.key} onClose={() => setOpened(undefined)} />
      )}
      {opened?.kind === 'rotate' && (
        <RotateKeyDialog apiKey={opened.key} onClose={() => setOpened(undefined)} />
      )}
      {opened?.kind === 'delete' && <DeleteDialog apiKey={opened.key} onClose={() => setOpened(undefined)} />}
    </Section>
  );
}

function DeleteDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const isOwn = useMe().caller === `key:${apiKey.id}`;
  const { name } = apiKey;
  const remove = useMutation({
    mutationFn: () => api.deleteApiKey({ params: { keyId: apiKey.id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['listApiKeys'] });
      toast({ text: t`${name} is deleted` });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={<Trans>Delete {name}</Trans>}
      confirmLabel={t`Delete the key`}
      tone="danger"
      isPending={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {isOwn ? (
        <Trans>
          You are signed in by this key. It stops working within a minute, also here, and cannot come back.
        </Trans>
      ) : (
        <Trans>Whatever uses it is refused within a minute. A key cannot come back.</Trans>
      )}
      {remove.error !== null && <ProblemNote error={remove.error} />}
    </ConfirmDialog>
  );
}
