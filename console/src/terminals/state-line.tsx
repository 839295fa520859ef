/** The state of a terminal or a bridge: shape, word, and since when. @module */

import { Trans } from '@lingui/react/macro';
import type { Look } from '../day/looks.ts';
import { LookTag } from '../day/status.tsx';
import { useFormat } from '../day/use-format.ts';
import type { Bridge, Terminal } from './queries.ts';
import styles from './state-line.module.css';
import { bridgeLooks, terminalLooks } from './terminal-looks.ts';
import { stateOfBridge, stateOfTerminal } from './terminal-state.ts';
import { useAgo } from './use-ago.ts';

/** @param since - when the state began @param heardAt - when it was last heard of, said where `since` is not known */
function StateLine({
  look,
  since,
  heardAt,
  isInline = false,
}: {
  look: Look;
  since?: string | undefined;
  heardAt?: string | undefined;
  isInline?: boolean | undefined;
}) {
  const format = useFormat();
  const ago = useAgo();
  return (
    <span className={styles.state} data-inline={isInline || undefined}>
      <LookTag look={look} />
      {since === undefined ? (
        heardAt !== undefined && (
          <span className={styles.since}>
            <Trans>heard {ago(heardAt)}</Trans>
          </span>
        )
      ) : (
        <span className={styles.since}>
          <Trans>since {format.instant(since)}</Trans>
        </span>
      )}
    </span>
  );
}

/** The state of a terminal. @param isInline - in one line instead of two */
export function TerminalStateLine({ terminal, isInline }: { terminal: Terminal; isInline?: boolean }) {
  const { state, since } = stateOfTerminal(terminal);
  const heardAt = state === 'retired' || state === 'merged' ? undefined : terminal.lastSeenAt;
  return <StateLine look={terminalLooks[state]} since={since} heardAt={heardAt} isInline={isInline} />;
}

/** The state of a bridge. @param isInline - in one line instead of two */
export function BridgeStateLine({ bridge, isInline }: { bridge: Bridge; isInline?: boolean }) {
  const { state, since } = stateOfBridge(bridge);
  return (
    <StateLine
      look={bridgeLooks[state]}
      since={since}
      heardAt={state === 'revoked' ? undefined : bridge.lastSeenAt}
      isInline={isInline}
    />
  );
}
