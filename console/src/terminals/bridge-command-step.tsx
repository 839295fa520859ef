/** The command that sets a bridge up, and the wait until the bridge has come with its token. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { BridgeId } from '#shared/contract/ids.ts';
import type { api } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import { Tabs } from '../ui/tabs.tsx';
import styles from './add-bridge.module.css';
import { enrolmentQuery } from './queries.ts';
import { type Computer, computersFor, setupCommand } from './setup-commands.ts';

/** A token with its secret, which is shown once. */
export type Token = Awaited<ReturnType<typeof api.createEnrolmentToken>>;

const pollMilliseconds = 2_000;

/** What one has to know about a kind of computer beside the command. */
function useComputerWords(): Record<Computer, { title: string; note: string }> {
  const { t } = useLingui();
  return {
    linux: {
      title: t`Linux`,
      note: t`In a terminal window. It finds the terminals, asks which to read, and installs itself as a service.`,
    },
    windows: {
      title: t`Windows`,
      note: t`In a PowerShell window, in the folder of the program. It installs no service there: at its end it says which command keeps it running.`,
    },
    this: {
      title: t`This computer`,
      note: t`In the folder of Rollcall’s sources, on the computer on which the cloud runs: to try it out.`,
    },
  };
}

/** What is left of a token, in minutes and seconds. */
function Countdown({ expiresAt }: { expiresAt: string }) {
  const format = useFormat();
  const left = Math.max(0, Math.ceil((Date.parse(expiresAt) - useServerNow(1)) / 1_000));
  const minutes = Math.floor(left / 60);
  const seconds = String(left % 60).padStart(2, '0');
  return (
    // Read once, not each second.
    <p className={styles.countdown} aria-live="off">
      <Trans>
        The token in it works once, until {format.instant(expiresAt, { date: 'none' })}:{' '}
        <span className={styles.left}>
          {minutes}:{seconds}
        </span>{' '}
        left. It is not shown again.
      </Trans>
    </p>
  );
}

/** @param onRenew - makes a new token in place of this one */
export function CommandStep({
  token,
  isRenewing,
  onRenew,
  onEnrolled,
}: {
  token: Token;
  isRenewing: boolean;
  onRenew: () => void;
  onEnrolled: (bridgeId: BridgeId) => void;
}) {
  const { t } = useLingui();
  const [computer, setComputer] = useState<Computer>('linux');
  const words = useComputerWords();
  const { data, error, refetch } = useQuery({
    ...enrolmentQuery(token.id),
    refetchInterval: ({ state }) =>
      state.data?.state === 'pending' || !state.data ? pollMilliseconds : false,
    refetchIntervalInBackground: true,
  });
  const bridgeId = data?.bridgeId;
  const place = useRef<HTMLParagraphElement>(null);
  // The button that had the focus is gone.
  useEffect(() => place.current?.focus(), []);
  useEffect(() => {
    if (bridgeId !== undefined) onEnrolled(bridgeId);
  }, [bridgeId, onEnrolled]);
  if (data?.state === 'expired' || data?.state === 'revoked')
    return (
      <Banner
        tone="warning"
        isAnswer
        title={
          data.state === 'expired' ? (
            <Trans>The token has expired before a bridge came</Trans>
          ) : (
            <Trans>The token was ended before a bridge came</Trans>
          )
        }
        actions={
          <Button variant="primary" onPress={onRenew} isPending={isRenewing}>
            <Trans>Make a new token</Trans>
          </Button>
        }
      >
        <Trans>The command with the old one does nothing any more.</Trans>
      </Banner>
    );
  return (
    <>
      <p ref={place} tabIndex={-1} className={styles.start}>
        <Trans>Run this on the computer of the bridge:</Trans>
      </p>
      <Tabs
        label={t`Kind of computer`}
        selected={computer}
        onChange={setComputer}
        items={computersFor(token.cloud).map((id) => ({
          id,
          title: words[id].title,
          content: (
            <div className={styles.form}>
              <CopyField
                label={t`Command`}
                isLabelHidden
                value={setupCommand(id, token.cloud, token.token)}
              />
              <p className={styles.lead}>{words[id].note}</p>
            </div>
          ),
        }))}
      />
      <Countdown expiresAt={token.expiresAt} />
      {error === null ? (
        <ProgressBar label={t`Waiting for the bridge…`} value={null} />
      ) : (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      )}
    </>
  );
}
