/** Adds a bridge: its name, one command to be run on its computer, and the terminals that it then finds. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { BridgeId } from '#shared/contract/ids.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { DialogProps } from '../ui/dialogs.ts';
import { TextField } from '../ui/text-field.tsx';
import styles from './add-bridge.module.css';
import { CommandStep, type Token } from './bridge-command-step.tsx';
import { FoundStep } from './bridge-found-step.tsx';

const nameForm = 'bridge-name';

/** Add a bridge. */
export function AddBridgeDialog({ onClose }: DialogProps['addBridge'] & { onClose(): void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [isTried, setTried] = useState(false);
  const [token, setToken] = useState<Token>();
  const [bridgeId, setBridgeId] = useState<BridgeId>();
  const make = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.createEnrolmentToken({ body: { name: name.trim() } }, { idempotencyKey }),
    onSuccess: setToken,
  });
  const makeToken = () => {
    if (!make.isPending) make.mutate(newIdempotencyKey());
  };
  const isNamed = name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isNamed) makeToken();
  };
  const step = token === undefined ? 1 : bridgeId === undefined ? 2 : 3;
  const shownName = name.trim();
  if (bridgeId !== undefined)
    return <FoundStep bridgeId={bridgeId} head={<Steps now={step} />} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={token === undefined ? <Trans>Add a bridge</Trans> : <Trans>Add the bridge {shownName}</Trans>}
      footer={
        token === undefined ? (
          <>
            <Button onPress={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button variant="primary" type="submit" form={nameForm} isPending={make.isPending}>
              <Trans>Continue</Trans>
            </Button>
          </>
        ) : (
          <Button onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
        )
      }
    >
      <Steps now={step} />
      {token === undefined ? (
        <form id={nameForm} onSubmit={submit} className={styles.form} noValidate>
          <p className={styles.lead}>
            <Trans>
              A bridge is a small program on a computer in the network of the terminals that is always on. It
              reads them and sends their punches here.
            </Trans>
          </p>
          <TextField
            label={t`Name of the bridge`}
            description={t`What people call it, such as the place where it stands.`}
            value={name}
            onChange={setName}
            error={isTried && !isNamed ? t`A bridge needs a name.` : undefined}
            maxLength={100}
            autoComplete="off"
            isRequired
            autoFocus
          />
        </form>
      ) : (
        <CommandStep
          token={token}
          isRenewing={make.isPending}
          onRenew={makeToken}
          onEnrolled={(id) => setBridgeId(id)}
        />
      )}
      {make.isError && <ProblemNote error={make.error} onRetry={makeToken} />}
    </Dialog>
  );
}

/** Where one is: three steps, of which the one of now is said. @param now - 1 to 3 */
function Steps({ now }: { now: number }) {
  const { t } = useLingui();
  const names = [t`Name`, t`Command`, t`Terminals`];
  return (
    <ol className={styles.steps} aria-label={t`Steps`}>
      {names.map((name, index) => (
        <li
          key={name}
          className={styles.step}
          aria-current={index + 1 === now ? 'step' : undefined}
          data-done={index + 1 < now || undefined}
        >
          {name}
        </li>
      ))}
    </ol>
  );
}
