/** Reads which terminals the cloud has a bridge read, for whoever looks at a bridge from outside. @module */

import { addressOf, type BridgeConfig, type ListedTerminal, mergeTerminals } from '#bridge/config/index.ts';
import { type OutboxStatus, readTerminalList } from '#bridge/outbox/index.ts';

/** The list that the cloud has given a bridge, beside its configuration file. */
export interface KeptList {
  /** 0 when there is none. */
  version: number;
  terminals: ListedTerminal[];
}

/**
 * The list of a state folder.
 * @throws StateDirError `not-private` when others can read it
 */
export function keptList(config: BridgeConfig, status: OutboxStatus | null): KeptList {
  const bridgeId = status?.enrolment?.bridgeId;
  const list = bridgeId === undefined ? null : readTerminalList(config.stateDir, bridgeId);
  if (list === null) return { version: 0, terminals: [] };
  const addresses = new Set(config.terminals.map(addressOf));
  const met = (status?.terminals ?? []).flatMap(({ address, serial }) =>
    addresses.has(address) ? [serial] : [],
  );
  return { version: list.version, terminals: mergeTerminals(config, list.terminals, met) };
}
