/** The terminals that a bridge is told to read from here, and what it says of each. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useRights } from '../api/index.ts';
import { LookTag } from '../day/status.tsx';
import { FaultText } from '../problems/fault-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { bridgeTerminalsQuery, type ListedTerminal, type TerminalList } from './bridge-queries.ts';
import { addressOf } from './listed-form.ts';
import type { BridgeDetails } from './queries.ts';
import { terminalLooks } from './terminal-looks.ts';
import styles from './terminal-screen.module.css';
import type { ReadList } from './use-listed.ts';

const ListedDialog = lazy(async () => ({ default: (await import('./listed-dialog.tsx')).ListedDialog }));
const UnlistDialog = lazy(async () => ({ default: (await import('./unlist-dialog.tsx')).UnlistDialog }));

/** What is open, with the list as it was then. */
interface Opened {
  what: 'edit' | 'remove' | 'add';
  terminal?: ListedTerminal;
  list: ReadList;
}

/** Whether the bridge works by what is set here. */
function TakenText({ list: { version, takenVersion } }: { list: TerminalList }) {
  if (version === 0 || takenVersion === version) return null;
  return (
    <p className={styles.muted}>
      {takenVersion === undefined ? (
        <Trans>
          The bridge has not said that it takes this list over. Bridges of earlier versions do not.
        </Trans>
      ) : (
        <Trans>The bridge has not taken the latest change over yet. It does so with its next report.</Trans>
      )}
    </p>
  );
}

/** What the bridge said of one, in sentences. */
function SaidText({ terminal }: { terminal: ListedTerminal }) {
  const { overriddenBy, fault, commKeyWanted, foundSerial, serial } = terminal;
  return (
    <>
      {overriddenBy === 'address' && (
        <p>
          <Trans>
            The configuration of the bridge has a terminal with this address, which counts instead.
          </Trans>
        </p>
      )}
      {overriddenBy === 'serial' && (
        <p>
          <Trans>
            The configuration of the bridge has a terminal with this serial number, which counts instead.
          </Trans>
        </p>
      )}
      {commKeyWanted === true && (
        <p className={styles.loud}>
          <Trans>
            The bridge cannot open its communication key. Edit the terminal, and type the key again.
          </Trans>
        </p>
      )}
      {fault !== undefined && (
        <p>
          <FaultText of={fault} address={addressOf(terminal)} />
        </p>
      )}
      {foundSerial !== undefined && foundSerial !== serial && (
        <p className={styles.muted}>
          <Trans>Serial number found there: {foundSerial}</Trans>
        </p>
      )}
    </>
  );
}

function One({
  terminal,
  onEdit,
  onRemove,
}: {
  terminal: ListedTerminal;
  onEdit?: () => void;
  onRemove?: () => void;
}) {
  const { t } = useLingui();
  const { name, serial, state, hasCommKey } = terminal;
  const address = addressOf(terminal);
  const called = name ?? address;
  const facts = [
    name === undefined ? undefined : address,
    serial,
    hasCommKey ? t`with a communication key` : undefined,
  ];
  return (
    <li>
      <div className={styles.spread}>
        <span>
          <strong>{called}</strong>{' '}
          <span className={styles.muted}>{facts.filter((one) => one !== undefined).join(' · ')}</span>
        </span>
        <span className={styles.row}>
          {state !== undefined && (
            <LookTag look={terminalLooks[state === 'untried' ? 'never-seen' : state]} />
          )}
          {onEdit !== undefined && (
            <IconButton label={t`Edit ${called}`} size="small" onPress={onEdit}>
              <Pencil />
            </IconButton>
          )}
          {onRemove !== undefined && (
            <IconButton label={t`Remove ${called}`} size="small" onPress={onRemove}>
              <Trash2 />
            </IconButton>
          )}
        </span>
      </div>
      <SaidText terminal={terminal} />
    </li>
  );
}

/** The card; nothing for people who may not edit a list that is empty. */
export function ListedTerminals({ bridge }: { bridge: BridgeDetails }) {
  const { mayAdminister } = useRights();
  const { data, error, refetch } = useQuery(bridgeTerminalsQuery(bridge.id));
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const terminals = data?.body.terminals ?? [];
  if (!mayAdminister && terminals.length === 0) return null;
  return (
    <Card
      title={<Trans>Terminals set here</Trans>}
      actions={
        mayAdminister &&
        data !== undefined && (
          <Button size="small" icon={<Plus />} onPress={() => setOpened({ what: 'add', list: data })}>
            <Trans>Add a terminal</Trans>
          </Button>
        )
      }
    >
      <p className={styles.muted}>
        <Trans>The bridge reads these besides those of its configuration file.</Trans>
      </p>
      {data === undefined &&
        (error === null ? (
          <Loading>
            <Skeleton lines={2} />
          </Loading>
        ) : (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        ))}
      {data !== undefined && <TakenText list={data.body} />}
      {data !== undefined && terminals.length > 0 && (
        <ul className={styles.list}>
          {terminals.map((terminal) => (
            <One
              key={addressOf(terminal)}
              terminal={terminal}
              {...(mayAdminister && {
                onEdit: () => setOpened({ what: 'edit', terminal, list: data }),
                onRemove: () => setOpened({ what: 'remove', terminal, list: data }),
              })}
            />
          ))}
        </ul>
      )}
      <Suspense>
        {opened?.what === 'remove' && opened.terminal !== undefined && (
          <UnlistDialog
            bridgeId={bridge.id}
            opened={opened.list}
            terminal={opened.terminal}
            onClose={close}
          />
        )}
        {(opened?.what === 'add' || opened?.what === 'edit') && (
          <ListedDialog
            bridgeId={bridge.id}
            opened={opened.list}
            terminal={opened.terminal}
            onClose={close}
          />
        )}
      </Suspense>
    </Card>
  );
}
