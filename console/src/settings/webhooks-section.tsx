/** Settings › Webhooks: receivers to which changes are delivered. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Section } from '../ui/section.tsx';
import { ChangeLogSwitch, useChangeLog } from './change-log.tsx';
import styles from './fields.module.css';
import { TableLoading } from './table-loading.tsx';
import { WebhookCard } from './webhook-card.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';

const pollMilliseconds = 30_000;

/** Settings › Webhooks. */
export function WebhooksSection() {
  const { t } = useLingui();
  const { state } = useChangeLog();
  const [isAdding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['listWebhooks'],
    queryFn: ({ signal }) => api.listWebhooks({}, { signal }),
    refetchInterval: pollMilliseconds,
  });
  const items = data?.items ?? [];
  const add = (
    <Button
      icon={<Plus />}
      isDisabled={state !== 'kept'}
      why={
        state === 'starting' ? t`The log of changes is being started.` : t`Turn the log of changes on first.`
      }
      onPress={() => setAdding(true)}
    >
      <Trans>Add a webhook</Trans>
    </Button>
  );
  return (
    <Section
      title={<Trans>Webhooks</Trans>}
      description={
        <Trans>
          Changes of users, punches, sheets and entries are sent to another program as they happen, signed
          with a secret that only the two know.
        </Trans>
      }
      actions={items.length > 0 && add}
    >
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <ChangeLogSwitch />
      {isPending && <TableLoading />}
      {data && items.length === 0 && (
        <EmptyState title={<Trans>Nothing is sent anywhere.</Trans>} action={add}>
          <Trans>A program that keeps a copy of people or sheets can have each change sent to it.</Trans>
        </EmptyState>
      )}
      <div className={styles.stack}>
        {items.map((webhook) => (
          <WebhookCard key={webhook.id} webhook={webhook} />
        ))}
      </div>
      {isAdding && <WebhookDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}
