/** The second and third step: a way to the terminals, and the terminals that were found by it. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Terminal } from '#shared/contract/terminals.ts';
import { api } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { toast } from '../ui/toasts.tsx';
import { startTerminalsQuery } from './first-run.ts';
import { localTerminalsQuery, startLocalTerminals } from './local-terminals.ts';
import styles from './start.module.css';
import { Step } from './step.tsx';

/** How the terminals reach the cloud. */
export function ConnectStep({ terminals }: { terminals: readonly Terminal[] }) {
  const { t } = useLingui();
  const { data } = useQuery({
    queryKey: ['listBridges', { limit: 1000 }],
    queryFn: ({ signal }) => api.listBridges({ query: { limit: 1000 } }, { signal }),
    refetchInterval: 5_000,
  });
  const bridges = data?.items.length ?? 0;
  const isDone = bridges > 0 || terminals.length > 0;
  return (
    <Step
      number={2}
      title={t`Connect the terminals`}
      isDone={isDone}
      description={
        isDone ? (
          <Plural
            value={bridges}
            _0="No bridge; terminals push by themselves."
            one="# bridge"
            other="# bridges"
          />
        ) : (
          <Trans>One way is enough; more can be added at any time.</Trans>
        )
      }
    >
      <div className={styles.ways}>
        {!isDone && <SimulatedWay />}
        <section className={styles.way}>
          <h3>
            <Trans>A bridge</Trans>
          </h3>
          <p>
            <Trans>
              A small program on any computer in the network of the terminals. It finds them, reads them, and
              waits out a lost connection.
            </Trans>
          </p>
          <Button variant={isDone ? 'secondary' : 'primary'} onPress={() => openDialog('addBridge', {})}>
            <Trans>Add a bridge</Trans>
          </Button>
        </section>
        <section className={styles.way}>
          <h3>
            <Trans>Terminals that push</Trans>
          </h3>
          <p>
            <Trans>
              Enter the address of this cloud at the terminal; it asks to be let in, and waits in the list.
            </Trans>
          </p>
          <LinkButton to="/terminals" search={{ tab: 'pending' }}>
            <Trans>See who asks</Trans>
          </LinkButton>
        </section>
        <section className={styles.way}>
          <h3>
            <Trans>A file from a USB stick</Trans>
          </h3>
          <p>
            <Trans>For a terminal without a network: its log is imported on the page of the terminal.</Trans>
          </p>
          <LinkButton to="/terminals">
            <Trans>Go to the terminals</Trans>
          </LinkButton>
        </section>
      </div>
    </Step>
  );
}

/** Terminals of this machine, where the cloud runs on it: everything can be tried with them. */
function SimulatedWay() {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data: isOffered } = useQuery(localTerminalsQuery);
  const begin = useMutation({
    mutationFn: startLocalTerminals,
    onSuccess: () => {
      toast({ text: t`The simulated terminals are on their way` });
      void client.invalidateQueries({ queryKey: ['listBridges'] });
      void client.invalidateQueries({ queryKey: startTerminalsQuery.queryKey });
    },
  });
  if (isOffered !== true) return null;
  return (
    <section className={styles.way}>
      <h3>
        <Trans>Just try it</Trans>
      </h3>
      <p>
        <Trans>
          Two simulated terminals on this machine, with a month of punches of 18 people. No hardware is
          needed.
        </Trans>
      </p>
      {begin.error !== null && <ProblemNote error={begin.error} />}
      <Button isPending={begin.isPending} onPress={() => begin.mutate()}>
        <Trans>Try with simulated terminals</Trans>
      </Button>
    </section>
  );
}

/** The terminals that are there. */
export function FoundStep({ terminals }: { terminals: readonly Terminal[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  const isDone = terminals.length > 0;
  return (
    <Step
      number={3}
      title={t`Terminals found`}
      isDone={isDone}
      description={
        isDone ? (
          <Plural value={terminals.length} one="# terminal" other="# terminals" />
        ) : (
          <Trans>They appear here by themselves once they are connected.</Trans>
        )
      }
    >
      {isDone && (
        <ul className={styles.terminals}>
          {terminals.map(({ serial, name, model, completeThrough }) => (
            <li key={serial}>
              <Link to="/terminals/$serial" params={{ serial }}>
                {name ?? serial}
              </Link>
              <span className={styles.description}>
                {model !== undefined && `${model} · `}
                {completeThrough === undefined ? (
                  <Trans>never read yet</Trans>
                ) : (
                  <Trans>read {format.ago(completeThrough, now)}</Trans>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Step>
  );
}
