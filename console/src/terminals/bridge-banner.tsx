/** What somebody should look into at a bridge. @module */

import { Plural, Trans } from '@lingui/react/macro';
import { useFormat } from '../day/use-format.ts';
import { Banner } from '../ui/banner.tsx';
import { LinkButton } from '../ui/button.tsx';
import type { Bridge } from './queries.ts';
import { stateOfBridge } from './terminal-state.ts';

/** What can be wrong with a bridge: one thing, the one behind the others. */
export type BridgeProblem = 'silent' | 'outbox-full' | 'disk-full';

/** The problem of a bridge, if there is one. */
export function bridgeProblemOf(bridge: Bridge): BridgeProblem | undefined {
  const { state } = stateOfBridge(bridge);
  if (state === 'revoked') return undefined;
  if (state === 'silent') return state;
  return bridge.warnings?.[0];
}

/**
 * The problem of a bridge with what to do.
 * @param terminals - how many it reads
 * @param isLinked - whether a button leads to the bridge
 */
export function BridgeBanner({
  bridge,
  problem,
  terminals,
  isLinked = false,
}: {
  bridge: Bridge;
  problem: BridgeProblem;
  terminals: number;
  isLinked?: boolean;
}) {
  const format = useFormat();
  const { name, silentSince } = bridge;
  const since = silentSince === undefined ? undefined : format.instant(silentSince);
  const actions = isLinked && (
    <LinkButton size="small" to="/bridges/$bridgeId" params={{ bridgeId: bridge.id }}>
      <Trans>Show the bridge</Trans>
    </LinkButton>
  );
  const unread = terminals > 0 && (
    <Plural value={terminals} one="# terminal is not read." other="# terminals are not read." />
  );
  if (problem === 'silent')
    return (
      <Banner
        tone="danger"
        title={
          since === undefined ? (
            <Trans>The bridge {name} is not heard of</Trans>
          ) : (
            <Trans>
              The bridge {name} is not heard of since {since}
            </Trans>
          )
        }
        actions={actions}
      >
        {unread} <Trans>Check that its computer is on, has network, and that its service runs.</Trans>
      </Banner>
    );
  if (problem === 'disk-full')
    return (
      <Banner tone="danger" title={<Trans>The disk of the bridge {name} is full</Trans>} actions={actions}>
        {unread} <Trans>Make room on that disk. What waits there is sent all the same.</Trans>
      </Banner>
    );
  return (
    <Banner tone="danger" title={<Trans>The outbox of the bridge {name} is full</Trans>} actions={actions}>
      {unread} <Trans>Reading goes on when the cloud has taken what waits. Nothing is dropped.</Trans>
    </Banner>
  );
}
