/** The interface that both push hosts, bridge and cloud, offer to the shared scenarios. @module */

import type { PushCommand } from '#shared/iclock/commands.ts';
import { latestPlausible, readRecord } from '#shared/punch/plausibility.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { TestClock } from '#test/support/clock.ts';

/** What a test sets of the one terminal that may push. */
export interface HostSettings {
  serial: string;
  terminal?: { zone?: string; commKey?: string; networks?: string[] };
}

/** A server that terminals push to, whichever it is, with what a test must see of it. */
export interface PushHostUnderTest {
  url: string;
  /** What time it is for the server; terminals under test go by it too. */
  clock: TestClock;
  /** Punches that are stored, each once. */
  stored(): Promise<TerminalRecord[]>;
  /** Records that are not punches. */
  quarantined(): Promise<TerminalRecord[]>;
  /** Serial numbers that wait for approval. */
  strangers(): Promise<string[]>;
  /** Kinds of alerts. */
  alerts(): Promise<string[]>;
  queue(command: PushCommand): Promise<void>;
  /** PINs of users whose details have come. */
  users(): Promise<string[]>;
  /** All that is stored and logged, as text to be searched for what must not be there. */
  everything(): Promise<string>;
}

/** Records that are punches, and the others. @param now - instant that no punch is later than, but for drift */
export function split(
  records: readonly TerminalRecord[],
  now: Instant,
): {
  punches: TerminalRecord[];
  others: TerminalRecord[];
} {
  const latest = latestPlausible(now);
  const isPunch = (record: TerminalRecord) => readRecord(record, latest).kind === 'punch';
  return { punches: records.filter(isPunch), others: records.filter((record) => !isPunch(record)) };
}

/** Records in a form and an order in which two lists can be compared: what the identity of a punch is made of. */
export function identities(records: readonly TerminalRecord[]): string[] {
  return records.map(({ pin, time, status }) => `${pin} ${time.replace('T', ' ')} ${status}`).sort();
}
