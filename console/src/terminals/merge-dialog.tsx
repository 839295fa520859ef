/** Counts the punches of one serial number as those of another, or undoes that. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newIdempotencyKey } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { ComboBox } from '../ui/combo-box.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { type Terminal, terminalsChanged, terminalsQuery } from './queries.ts';
import { terminalName } from './terminal-state.ts';

/** @param isUndone - whether a merge is undone */
export function MergeDialog({
  terminal,
  isUndone,
  onClose,
}: {
  terminal: Terminal;
  isUndone: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data: terminals = [] } = useQuery(terminalsQuery);
  const [into, setInto] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const name = terminalName(terminal);
  const merge = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.mergeTerminal(
        {
          params: { serial: terminal.serial },
          body: { into: isUndone ? null : into, reason: reason.trim() },
        },
        { idempotencyKey },
      ),
    onSuccess: () => {
      void terminalsChanged(client);
      toast({
        text: isUndone ? t`${name} counts for itself again.` : t`Punches of ${name} count there now.`,
      });
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    if ((!isUndone && into === null) || reason.trim() === '') return;
    merge.mutate(newIdempotencyKey());
  };
  const others = terminals.filter(
    ({ serial, mergedInto }) => serial !== terminal.serial && mergedInto === undefined,
  );
  return (
    <FormDialog
      title={
        isUndone ? (
          <Trans>Let {name} count for itself again</Trans>
        ) : (
          <Trans>Count {name} as another terminal</Trans>
        )
      }
      onClose={onClose}
      onSubmit={submit}
      isPending={merge.isPending}
      saveLabel={isUndone ? <Trans>Undo</Trans> : <Trans>Count as the other</Trans>}
      note={merge.isError && <ProblemNote error={merge.error} />}
    >
      {!isUndone && (
        <>
          <p className={styles.lead}>
            <Trans>
              Its punches count as those of the other terminal, each once. Stored punches do not change, and
              this can be undone.
            </Trans>
          </p>
          <ComboBox
            label={t`The other terminal`}
            items={others.map((other) => ({
              id: other.serial,
              label: terminalName(other),
              description: other.name === undefined ? undefined : other.serial,
            }))}
            value={into}
            onChange={setInto}
            error={isTried && into === null ? t`Choose a terminal.` : undefined}
            isRequired
          />
        </>
      )}
      <TextField
        label={t`Reason`}
        value={reason}
        onChange={setReason}
        maxLength={200}
        error={isTried && reason.trim() === '' ? t`Say why; it stands in the audit trail.` : undefined}
        isRequired
        autoFocus={isUndone}
      />
    </FormDialog>
  );
}
