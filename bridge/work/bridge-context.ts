/** What the parts of a working bridge share, and the timing of its retries and reports. @module */

import type { BackoffLimits, Cloud, OutboxSender, SiteKey } from '#bridge/cloud/index.ts';
import type { BridgeLog } from '#bridge/log/index.ts';
import type { Outbox } from '#bridge/outbox/index.ts';
import type { TerminalRegistry } from '#bridge/terminals/pull/index.ts';
import type { PushTerminals } from '#bridge/terminals/push/index.ts';
import type { FoundTerminal } from '#shared/contract/bridges.ts';
import type { CloudTerminals } from './cloud-terminals.ts';

/** The waits and time-outs of a bridge. */
export interface BridgeTiming {
  /** Waits between the tries of a terminal within one task; as many tries follow the first. */
  terminalRetrySeconds: readonly number[];
  /** Waits between the tries of a request to the cloud. */
  cloudBackoff: BackoffLimits;
  /** Least time between two progress reports of a task. */
  progressSeconds: number;
  /** Least time between two heartbeats, whatever the cloud asks for. */
  shortestPollSeconds: number;
  /** How often the bridge checks whether a terminal is due for a visit. */
  lookAroundSeconds: number;
  /** The mark up to which a log is complete moves by at least this much: each move costs the cloud a write. */
  leastMarkSeconds: number;
  /** A request to the cloud that has no answer by then has failed. */
  requestTimeoutSeconds: number;
}

/** Timing of a bridge at work. */
export const bridgeTiming: BridgeTiming = {
  terminalRetrySeconds: [2, 5, 15],
  cloudBackoff: { firstSeconds: 0.5, longestSeconds: 60 },
  progressSeconds: 1,
  shortestPollSeconds: 0.2,
  lookAroundSeconds: 0.5,
  leastMarkSeconds: 300,
  requestTimeoutSeconds: 30,
};

/** What the parts of a working bridge share. */
export interface BridgeContext {
  cloud: Cloud;
  siteKey: SiteKey;
  outbox: Outbox;
  sender: OutboxSender;
  registry: TerminalRegistry;
  /** Terminals that the cloud has it read. */
  cloudTerminals: CloudTerminals;
  /** Terminals that push; `undefined` when none do. */
  push: PushTerminals | undefined;
  /** Terminals that are there and that the configuration does not have. */
  found: () => FoundTerminal[];
  log: BridgeLog;
  timing: BridgeTiming;
}
