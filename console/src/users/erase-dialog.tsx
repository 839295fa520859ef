/** Erases a person for good, after the id has been typed once more. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newIdempotencyKey } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import { type User, usersChanged } from './queries.ts';

/** The question. */
export function EraseDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const userId = user.id as string;
  const erase = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.eraseUser({ params: { userId }, body: { confirm: userId } }, { idempotencyKey }),
    onSuccess: () => {
      toast({ text: t`${userId} was erased` });
      onClose();
    },
    onSettled: () => usersChanged(client),
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={<Trans>Erase this person for good?</Trans>}
      confirmLabel={t`Erase`}
      tone="danger"
      isDisabled={typed.trim() !== userId}
      isPending={erase.isPending}
      onConfirm={() => erase.mutate(newIdempotencyKey())}
    >
      <p>
        <Trans>
          The name and all other fields go, here and in what was entered. Times and totals stay under the id{' '}
          {userId}. Nobody can undo this.
        </Trans>
      </p>
      <TextField
        label={t`Type the id to confirm`}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        autoFocus
      />
      {erase.isError && <ProblemNote error={erase.error} />}
    </ConfirmDialog>
  );
}
