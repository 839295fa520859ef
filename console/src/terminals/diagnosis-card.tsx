/** Asks a bridge how it is, and leads to what it has said in the last days. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Stethoscope } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { type Diagnosis, diagnosesQuery } from './bridge-queries.ts';
import type { BridgeDetails } from './queries.ts';
import styles from './terminal-screen.module.css';
import { useAgo } from './use-ago.ts';

const DiagnosisDialog = lazy(async () => ({
  default: (await import('./diagnosis-dialog.tsx')).DiagnosisDialog,
}));

/** So many are in sight; the earlier ones are folded. */
const mostInSight = 3;

function AnswerText({ diagnosis: { state, requestedAt, receivedAt } }: { diagnosis: Diagnosis }) {
  const ago = useAgo();
  if (state === 'done') return <Trans>It answered {ago(receivedAt ?? requestedAt)}.</Trans>;
  if (state === 'waiting') return <Trans>It was asked {ago(requestedAt)}, and has not answered yet.</Trans>;
  return <Trans>It was asked {ago(requestedAt)}, and did not answer within a day.</Trans>;
}

function Asked({ diagnoses, onShow }: { diagnoses: readonly Diagnosis[]; onShow: (one: Diagnosis) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <ul className={styles.list}>
      {diagnoses.map((one) => {
        const at = format.instant(one.requestedAt, { date: 'short' });
        const by = one.requestedByName ?? one.requestedBy;
        return (
          <li key={one.id} className={styles.spread}>
            <span className={styles.grows}>
              <AnswerText diagnosis={one} />{' '}
              <span className={styles.muted}>
                <Trans>
                  Asked on {at} by {by}
                </Trans>
              </span>
            </span>
            <Button
              size="small"
              variant="quiet"
              aria-label={t`Show what was asked on ${at}`}
              onPress={() => onShow(one)}
            >
              <Trans>Show</Trans>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

/** The card, for administrators. */
export function DiagnosisCard({ bridge }: { bridge: BridgeDetails }) {
  const client = useQueryClient();
  const { data: diagnoses = [], error, refetch } = useQuery(diagnosesQuery(bridge.id));
  const [shown, setShown] = useState<Diagnosis['id']>();
  const order = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.orderDiagnosis({ params: { bridgeId: bridge.id } }, { idempotencyKey }),
    onSuccess: (ordered) => {
      void client.invalidateQueries({ queryKey: ['listDiagnoses', bridge.id] });
      setShown(ordered.id);
    },
  });
  const earlier = diagnoses.slice(mostInSight);
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
      {diagnoses.length > 0 && (
        <Asked diagnoses={diagnoses.slice(0, mostInSight)} onShow={({ id }) => setShown(id)} />
      )}
      {earlier.length > 0 && (
        <Disclosure
          level={4}
          title={<Plural value={earlier.length} one="# earlier one" other="# earlier ones" />}
        >
          <Asked diagnoses={earlier} onShow={({ id }) => setShown(id)} />
        </Disclosure>
      )}
      {diagnoses.length > 0 && (
        <p className={styles.muted}>
          <Trans>They are kept for 14 days.</Trans>
        </p>
      )}
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {order.isError && <ProblemNote error={order.error} onRetry={() => order.mutate(newIdempotencyKey())} />}
      <Suspense>
        {shown !== undefined && (
          <DiagnosisDialog bridge={bridge} diagnosisId={shown} onClose={() => setShown(undefined)} />
        )}
      </Suspense>
    </Card>
  );
}
