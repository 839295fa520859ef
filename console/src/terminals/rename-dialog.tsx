/** Renames a bridge. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { type BridgeDetails, bridgeQuery, terminalsChanged } from './queries.ts';
import { useNewest } from './use-newest.ts';

const formId = 'rename-bridge';

/** @param etag - of the bridge as it is shown */
export function RenameDialog({
  bridge,
  etag,
  onClose,
}: {
  bridge: BridgeDetails;
  etag: string | undefined;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [name, setName] = useState(bridge.name);
  const { ifMatch, isReading, reload } = useNewest(
    etag,
    () => client.fetchQuery({ ...bridgeQuery(bridge.id), staleTime: 0 }),
    () => rename.reset(),
  );
  const rename = useMutation({
    mutationFn: () =>
      api.updateBridge({
        params: { bridgeId: bridge.id },
        body: { name: name.trim() },
        ifMatch,
      }),
    onSuccess: () => {
      void terminalsChanged(client);
      toast({ text: t`Saved.` });
      onClose();
    },
  });
  const isPending = rename.isPending || isReading;
  const isEmpty = name.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty && !isPending) rename.mutate();
  };
  return (
    <Dialog
      isOpen
      size="small"
      onClose={onClose}
      title={<Trans>Rename {bridge.name}</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" type="submit" form={formId} isPending={isPending}>
            <Trans>Rename</Trans>
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className={styles.form} noValidate>
        <TextField
          label={t`Name`}
          value={name}
          onChange={setName}
          error={isEmpty ? t`A bridge needs a name.` : undefined}
          maxLength={100}
          autoComplete="off"
          isRequired
          autoFocus
        />
        {rename.isError && <ProblemNote error={rename.error} onReload={reload} />}
      </form>
    </Dialog>
  );
}
