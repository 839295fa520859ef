/** What can be done to the users who are chosen: it lies at the foot of the list while somebody is. @module */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { BulkBar } from '../ui/bulk-bar.tsx';
import { Button } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { toast } from '../ui/toasts.tsx';
import { BulkDialog, type BulkVerb } from './bulk-dialogs.tsx';
import { BulkResult } from './bulk-result.tsx';
import type { ListedUser } from './queries.ts';
import { SendDialog } from './send-dialog.tsx';
import { type BulkChange, refusedOf, useBulk } from './use-bulk.ts';
import type { UserListKind } from './user-columns.tsx';

/** The terminal at which most of some users punched first. */
function commonTerminal(users: readonly ListedUser[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { origin } of users) {
    if (origin.terminal !== undefined) counts.set(origin.terminal, (counts.get(origin.terminal) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The change that takes an edit back: each user gets what was there before. */
function undoOf(change: BulkChange, users: readonly ListedUser[]): BulkChange | undefined {
  if (change.kind !== 'edit') return undefined;
  const before = new Map(users.map((user) => [user.id as string, user]));
  return {
    kind: 'edit',
    edits: change.edits.flatMap(({ userId, patch }) => {
      const user = before.get(userId);
      if (!user) return [];
      const { status, department, expiresOn } = user;
      return [
        {
          userId,
          patch: {
            ...('status' in patch ? { status } : {}),
            ...('department' in patch ? { department: department ?? null } : {}),
            ...('expiresOn' in patch ? { expiresOn: expiresOn ?? null } : {}),
          },
        },
      ];
    }),
  };
}

/** The bar. @param users - those who are chosen */
export function UsersBar({
  kind,
  users,
  onClear,
}: {
  kind: UserListKind;
  users: readonly ListedUser[];
  onClear: () => void;
}) {
  const { t } = useLingui();
  const bulk = useBulk();
  const [verb, setVerb] = useState<BulkVerb | 'send'>();
  const ids = users.map(({ id }) => id as string);
  const run = async (change: BulkChange) => {
    const undo = undoOf(change, users);
    const outcomes = await bulk.mutateAsync(change);
    setVerb(undefined);
    const changed = outcomes.length - refusedOf(outcomes).length;
    toast({
      text: t`${plural(changed, { one: '# user changed', other: '# users changed' })}`,
      undo: undo && (() => void bulk.mutateAsync(undo)),
    });
    if (refusedOf(outcomes).length === 0) onClear();
  };
  const setStatus = (status: 'active' | 'suspended') =>
    void run({ kind: 'edit', edits: ids.map((userId) => ({ userId, patch: { status } })) });
  const isSuspended = kind === 'suspended' || users.every(({ status }) => status === 'suspended');
  return (
    <>
      <BulkBar count={users.length} onClear={onClear}>
        {kind === 'new' && (
          <Button
            variant="primary"
            onPress={() => openDialog('downloadUser', { serial: commonTerminal(users), userIds: ids })}
          >
            <Trans>Download user</Trans>
          </Button>
        )}
        <Button onPress={() => setVerb('department')}>
          <Trans>Department</Trans>
        </Button>
        <Button onPress={() => setVerb('roster')}>
          <Trans>Duty roster</Trans>
        </Button>
        <Button onPress={() => setVerb('expiry')}>
          <Trans>Expiry date</Trans>
        </Button>
        <Button
          isPending={bulk.isPending && verb === undefined}
          onPress={() => setStatus(isSuspended ? 'active' : 'suspended')}
        >
          {isSuspended ? <Trans>Make active</Trans> : <Trans>Suspend</Trans>}
        </Button>
        <Button onPress={() => setVerb('send')}>
          <Trans>Send to terminals</Trans>
        </Button>
      </BulkBar>
      {verb === 'send' && <SendDialog userIds={ids} onClose={() => setVerb(undefined)} />}
      {verb !== undefined && verb !== 'send' && (
        <BulkDialog
          verb={verb}
          userIds={ids}
          isPending={bulk.isPending}
          error={bulk.error}
          onRun={(change) => void run(change)}
          onClose={() => {
            bulk.reset();
            setVerb(undefined);
          }}
        />
      )}
      {bulk.data && refusedOf(bulk.data).length > 0 && verb === undefined && (
        <BulkResult outcomes={bulk.data} onClose={() => bulk.reset()} />
      )}
    </>
  );
}
