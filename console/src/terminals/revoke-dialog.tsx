/** Revokes a bridge, once its name has been typed: this cannot be undone. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { type Bridge, terminalsChanged } from './queries.ts';

/** @param terminals - how many it reads */
export function RevokeDialog({
  bridge,
  terminals,
  onClose,
}: {
  bridge: Bridge;
  terminals: number;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const { id, name } = bridge;
  const revoke = useMutation({
    mutationFn: () => api.revokeBridge({ params: { bridgeId: id } }),
    onSuccess: () => {
      void terminalsChanged(client);
      toast({ text: t`${name} is revoked.` });
      onClose();
    },
  });
  const waiting = bridge.outbox?.waiting ?? bridge.outboxWaiting ?? 0;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={<Trans>Revoke {name}?</Trans>}
      confirmLabel={t`Revoke`}
      tone="danger"
      isPending={revoke.isPending}
      isDisabled={typed.trim() !== name}
      onConfirm={() => revoke.mutate()}
    >
      <p>
        <Trans>Its key stops working within a minute, for good.</Trans>{' '}
        {terminals > 0 && (
          <Plural
            value={terminals}
            one="# terminal is not read until another bridge reads it."
            other="# terminals are not read until another bridge reads them."
          />
        )}
      </p>
      {waiting > 0 && (
        <p className={styles.strong}>
          <Plural
            value={waiting}
            one="# record that waits there does not reach the cloud any more."
            other="# records that wait there do not reach the cloud any more."
          />
        </p>
      )}
      <TextField
        label={t`Type the name of the bridge`}
        description={name}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        autoFocus
      />
      {revoke.isError && <ProblemNote error={revoke.error} />}
    </ConfirmDialog>
  );
}
