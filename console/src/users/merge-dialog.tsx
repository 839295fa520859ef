/** Merges a user into another one, or gives it another id. Both can be taken back. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, newIdempotencyKey } from '../api/index.ts';
import { UserPicker } from '../day/user-picker.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { useErrorToast } from '../problems/refusal.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { type User, usersChanged } from './queries.ts';

/** @param kind - `merge`: into a user that there is; `rename`: another id for this one */
export function MergeDialog({
  kind,
  user,
  onClose,
}: {
  kind: 'merge' | 'rename';
  user: User;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const tell = useErrorToast();
  const navigate = useNavigate();
  const [into, setInto] = useState<string | null>(null);
  const [id, setId] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const target = kind === 'merge' ? (into ?? '') : id.trim();
  const userId = user.id as string;
  const go = (to: string) =>
    void navigate({ to: '/users/$userId', params: { userId: to }, search: {}, replace: true });
  const undo = async () => {
    await api.undoUserMerge(
      { params: { userId }, body: { reason: t`Taken back at once` } },
      { idempotencyKey: newIdempotencyKey() },
    );
    await usersChanged(client);
    go(userId);
  };
  const run = useMutation({
    mutationFn: (idempotencyKey: string) => {
      const params = { userId };
      const why = reason.trim();
      return kind === 'merge'
        ? api.mergeUser({ params, body: { into: target, reason: why } }, { idempotencyKey })
        : api.renameUser({ params, body: { id: target, reason: why } }, { idempotencyKey });
    },
    onSuccess: (merge) => {
      void usersChanged(client);
      onClose();
      go(merge.into);
      toast({
        text: t`${userId} is ${merge.into} now`,
        undo: () => void undo().catch(tell),
      });
    },
  });
  const submit = () => {
    setIsTried(true);
    if (target !== '' && reason.trim() !== '') run.mutate(newIdempotencyKey());
  };
  return (
    <FormDialog
      title={
        kind === 'merge' ? (
          <Trans>Merge {userId} into another user</Trans>
        ) : (
          <Trans>Change the id {userId}</Trans>
        )
      }
      onClose={onClose}
      onSubmit={submit}
      isPending={run.isPending}
      saveLabel={kind === 'merge' ? <Trans>Merge</Trans> : <Trans>Change the id</Trans>}
      note={run.isError && <ProblemNote error={run.error} />}
    >
      <p className={styles.lead}>
        {kind === 'merge' ? (
          <Trans>
            Punches, entries and rosters of {userId} become those of the other user. The terminals keep the
            id: its punches count for the other user from now on.
          </Trans>
        ) : (
          <Trans>
            Punches, entries and rosters go with it. The terminals keep the old id: its punches count for the
            new one.
          </Trans>
        )}
      </p>
      {kind === 'merge' ? (
        <UserPicker
          label={t`Into`}
          value={into}
          onChange={setInto}
          without={userId}
          error={isTried && target === '' ? t`Choose the user who stays.` : undefined}
          isRequired
          autoFocus
        />
      ) : (
        <TextField
          label={t`New id`}
          value={id}
          onChange={setId}
          maxLength={24}
          error={isTried && target === '' ? t`Say the new id.` : undefined}
          isRequired
          autoFocus
        />
      )}
      <TextField
        label={t`Reason`}
        value={reason}
        onChange={setReason}
        maxLength={500}
        error={isTried && reason.trim() === '' ? t`Say why: it stays on record.` : undefined}
        isRequired
      />
    </FormDialog>
  );
}
