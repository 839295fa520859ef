/** Whether the log of changes is kept, without which nothing can be delivered to webhooks. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { Switch } from '../ui/switch.tsx';
import styles from './fields.module.css';

/** How often the page looks whether the log has begun: it takes a minute and a half. */
const lookSeconds = 5;

/** How the log stands: `starting` from when it is switched on until it has every change. */
export function useChangeLog() {
  const now = useServerNow(lookSeconds);
  const { data, error, refetch } = useQuery({
    queryKey: ['getChangeState'],
    queryFn: ({ signal }) => api.getChangeState({}, { signal }),
  });
  const { completeFrom } = data ?? {};
  const isStarting = completeFrom !== undefined && Date.parse(completeFrom) > now;
  const state = data && (!data.kept ? 'off' : isStarting ? 'starting' : 'kept');
  return { state, completeFrom, error, refetch };
}

/** The switch of the log. It is asked before it is turned off: who follows it has to begin anew. */
export function ChangeLogSwitch() {
  const { t } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { state, completeFrom, error, refetch } = useChangeLog();
  const keep = useMutation({
    mutationFn: (kept: boolean) => api.putChangeState({ body: { kept } }),
    onSuccess: (answer) => {
      client.setQueryData(['getChangeState'], answer);
      setAsking(false);
    },
  });
  if (state === undefined) return error && <ProblemNote error={error} onRetry={() => void refetch()} />;
  const from = completeFrom === undefined ? '' : format.instant(completeFrom, { date: 'short' });
  const description = {
    off: t`Webhooks and programs that follow changes need it. It begins a minute and a half after it is turned on.`,
    starting: t`It has every change from ${from} on. A webhook can be added then.`,
    kept: t`It has every change from ${from} on, for 30 days.`,
  }[state];
  return (
    <div className={styles.stack}>
      <Switch
        isSelected={state !== 'off'}
        isDisabled={keep.isPending}
        description={<span role="status">{description}</span>}
        onChange={(kept) => (kept ? keep.mutate(true) : setAsking(true))}
      >
        <Trans>Keep the log of changes</Trans>
      </Switch>
      {keep.error !== null && !isAsking && <ProblemNote error={keep.error} />}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={<Trans>Turn the log of changes off</Trans>}
        confirmLabel={t`Turn it off`}
        tone="danger"
        isPending={keep.isPending}
        onConfirm={() => keep.mutate(false)}
      >
        <Trans>
          Nothing is delivered to webhooks any more, and programs that follow changes have to read everything
          anew when the log is turned on again.
        </Trans>
        {keep.error !== null && <ProblemNote error={keep.error} />}
      </ConfirmDialog>
    </div>
  );
}
