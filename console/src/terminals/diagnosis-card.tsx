/** Asks a bridge how it is, and leads to what it said last. @module */

import { Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Stethoscope } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { api, newIdempotencyKey } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { type DiagnosisDetails, latestDiagnosisQuery } from './bridge-queries.ts';
import type { BridgeDetails } from './queries.ts';
import styles from './terminal-screen.module.css';
import { useAgo } from './use-ago.ts';

const DiagnosisDialog = lazy(async () => ({
  default: (await import('./diagnosis-dialog.tsx')).DiagnosisDialog,
}));

function LatestText({
  state,
  requestedAt,
  receivedAt,
}: Pick<DiagnosisDetails, 'state' | 'requestedAt' | 'receivedAt'>) {
  const ago = useAgo();
  if (state === 'done') return <Trans>It answered {ago(receivedAt ?? requestedAt)}.</Trans>;
  if (state === 'waiting') return <Trans>It was asked {ago(requestedAt)}, and has not answered yet.</Trans>;
  return <Trans>It was asked {ago(requestedAt)}, and did not answer within a day.</Trans>;
}

/** The card, for administrators. */
export function DiagnosisCard({ bridge }: { bridge: BridgeDetails }) {
  const client = useQueryClient();
  const { data: latest, error, refetch } = useQuery(latestDiagnosisQuery(bridge.id));
  const [shown, setShown] = useState<DiagnosisDetails['id']>();
  const order = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.orderDiagnosis({ params: { bridgeId: bridge.id } }, { idempotencyKey }),
    onSuccess: (ordered) => {
      void client.invalidateQueries({ queryKey: ['listDiagnoses', bridge.id] });
      setShown(ordered.id);
    },
  });
  return (
    <Card
      title={<Trans>How it is there</Trans>}
      actions={
        <Button
          size="small"
          icon={<Stethoscope />}
          onPress={() => order.mutate(newIdempotencyKey())}
          isPending={order.isPending}
        >
          <Trans>Ask how it is</Trans>
        </Button>
      }
    >
      <p className={styles.muted}>
        <Trans>
          It says which terminals it reaches, how its computer and its way to the cloud are, and the last
          lines of its log: nothing of people.
        </Trans>
      </p>
      {latest && (
        <div className={styles.spread}>
          <span>
            <LatestText {...latest} />
          </span>
          <Button size="small" variant="quiet" onPress={() => setShown(latest.id)}>
            <Trans>Show</Trans>
          </Button>
        </div>
      )}
      {latest === undefined && error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {order.isError && <ProblemNote error={order.error} onRetry={() => order.mutate(newIdempotencyKey())} />}
      <Suspense>
        {shown !== undefined && (
          <DiagnosisDialog bridge={bridge} diagnosisId={shown} onClose={() => setShown(undefined)} />
        )}
      </Suspense>
    </Card>
  );
}
