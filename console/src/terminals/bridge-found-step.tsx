/** What a new bridge reads: its terminals are named, and the first download is offered. @module */

import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BridgeId } from '#shared/contract/ids.ts';
import { api } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { ProgressBar } from '../ui/progress.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './add-bridge.module.css';
import { bridgeQuery, type Terminal, terminalsChanged, terminalsQuery } from './queries.ts';

const pollMilliseconds = 2_000;

/** The names that were typed, by serial number. */
type Names = Readonly<Record<string, string>>;

/** Gives a terminal its name, unless somebody has edited it since it was read. */
async function giveName({ serial, version }: Terminal, name: string): Promise<void> {
  await api.updateTerminal({ params: { serial }, body: { name }, ifMatch: `"${version}"` });
}

function newNames(terminals: readonly Terminal[], names: Names): { terminal: Terminal; name: string }[] {
  return terminals.flatMap((terminal) => {
    const name = names[terminal.serial]?.trim() ?? '';
    return name === '' || name === terminal.name ? [] : [{ terminal, name }];
  });
}

/** @param head - stands above all else */
export function FoundStep({
  bridgeId,
  head,
  onClose,
}: {
  bridgeId: BridgeId;
  head: ReactNode;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [names, setNames] = useState<Names>({});
  const { data: bridge } = useQuery({ ...bridgeQuery(bridgeId), refetchInterval: pollMilliseconds });
  const { data: all, error, refetch } = useQuery({ ...terminalsQuery, refetchInterval: pollMilliseconds });
  const terminals =
    all?.filter((terminal) => terminal.bridgeId === bridgeId && terminal.state === 'active') ?? [];
  const name = bridge?.body.name ?? '';
  const save = useMutation({
    mutationFn: async (_: { isDownloaded: boolean }) => {
      for (const one of newNames(terminals, names)) await giveName(one.terminal, one.name);
    },
    // Of several names some may have been saved before one was refused.
    onSettled: () => terminalsChanged(client),
    onSuccess: (_, { isDownloaded }) => {
      if (isDownloaded) openDialog('download', { serials: terminals.map(({ serial }) => serial) });
      else onClose();
    },
  });
  const isSaving = save.isPending;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Add the bridge {name}</Trans>}
      footer={
        <>
          <Button onPress={() => save.mutate({ isDownloaded: false })} isDisabled={isSaving}>
            <Trans>Finish without a download</Trans>
          </Button>
          <Button
            variant="primary"
            isDisabled={terminals.length === 0}
            isPending={isSaving}
            onPress={() => save.mutate({ isDownloaded: true })}
          >
            <Trans>Save and download</Trans>
          </Button>
        </>
      }
    >
      {head}
      <Banner tone="success" isAnswer title={<Trans>The bridge has come</Trans>}>
        {bridge?.body.host !== undefined && (
          <Trans>
            It runs on {bridge.body.host}, version {bridge.body.version}.
          </Trans>
        )}
      </Banner>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <Named terminals={terminals} names={names} onNames={setNames} />
      <NotRead found={bridge?.body.found ?? []} />
      {save.isError && (
        <ProblemNote
          error={save.error}
          onReload={() => void terminalsChanged(client).then(() => save.reset())}
        />
      )}
    </Dialog>
  );
}

function Named({
  terminals,
  names,
  onNames,
}: {
  terminals: readonly Terminal[];
  names: Names;
  onNames: (names: Names) => void;
}) {
  const { t } = useLingui();
  if (terminals.length === 0)
    return (
      <ProgressBar
        label={t`Waiting for its terminals…`}
        value={null}
        note={
          <Trans>
            Answer the questions of the command on that computer: it asks which terminals are to be read.
          </Trans>
        }
      />
    );
  return (
    <div className={styles.form}>
      <p role="status">
        <Plural
          value={terminals.length}
          one="It reads # terminal. Say what people call it:"
          other="It reads # terminals. Say what people call them:"
        />
      </p>
      {terminals.map(({ serial, name, model, records }) => (
        <TextField
          key={serial}
          label={t`Name of ${serial}`}
          description={[
            model,
            records === undefined
              ? undefined
              : t`${plural(records, { one: '# record', other: '# records' })}`,
          ]
            .filter((one) => one !== undefined)
            .join(' · ')}
          placeholder={serial}
          value={names[serial] ?? name ?? ''}
          onChange={(text) => onNames({ ...names, [serial]: text })}
          maxLength={100}
          autoComplete="off"
        />
      ))}
    </div>
  );
}

function NotRead({ found }: { found: readonly { serial?: string | undefined; address: string }[] }) {
  const format = useFormat();
  if (found.length === 0) return null;
  const others = format.list(found.map(({ serial, address }) => serial ?? address));
  return (
    <p className={styles.lead}>
      <Trans>
        Also found in its network, and not read: {others}. The page of the bridge has a button for each.
      </Trans>
    </p>
  );
}
