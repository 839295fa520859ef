import type { TerminalRecord } from '#shared/punch/punch.ts';
import { epochOf, type Instant, parseWallTime } from '#shared/time/wall-time.ts';
import type { PushAlert, PushMemory, PushTerminal } from './host.ts';
import { isInNetworks } from './network.ts';
import type { Refusal } from './reply.ts';

/** Two requests from different addresses within this time come from two terminals that claim one serial number. */
const twoAddressesMilliseconds = 10 * 60_000;
/** Terminals keep within seconds of the server; beyond this somebody should look. */
const aheadToleranceSeconds = 300;

/** Compares two texts in a time that depends on the length of the first only. */
export function sameSecret(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let at = 0; at < given.length; at += 1) {
    difference |= given.charCodeAt(at) ^ expected.charCodeAt(at % Math.max(1, expected.length));
  }
  return difference === 0;
}

/**
 * Whether a request may come from this address with this key. Terminals send their key with the handshake; a later
 * request without one counts when the last handshake with the right key came from the same address.
 * @returns why it is refused, or `undefined`
 */
export function admissionProblem(
  terminal: PushTerminal,
  query: ReadonlyMap<string, string>,
  address: string,
): Extract<Refusal, 'wrong-key' | 'wrong-network'> | undefined {
  if (terminal.networks !== undefined && !isInNetworks(address, terminal.networks)) return 'wrong-network';
  if (terminal.acceptsKey === undefined) return undefined;
  const given = query.get('pushcommkey') ?? query.get('comkey');
  if (given !== undefined) return terminal.acceptsKey(given) ? undefined : 'wrong-key';
  const isHandshake = query.get('options') !== undefined;
  return !isHandshake && terminal.memory.keyAddress === address ? undefined : 'wrong-key';
}

/** An alert when a terminal's serial number was used from another address a moment ago. */
export function addressAlert(memory: PushMemory, address: string, now: number): PushAlert | undefined {
  const { address: before, lastContactAt } = memory;
  if (before === undefined || lastContactAt === undefined || before === address) return undefined;
  if (now - lastContactAt > twoAddressesMilliseconds) return undefined;
  return { kind: 'two-addresses', addresses: [before, address] };
}

/**
 * By how many seconds the newest of the records lies in the future: the terminal's clock is at least so much ahead.
 * The other way round nothing can be said, because records may have waited in the terminal.
 * @param offsetMinutes - by which the terminal's zone is ahead of UTC
 */
export function secondsAhead(
  records: readonly TerminalRecord[],
  offsetMinutes: number,
  now: number,
): number | undefined {
  let newest = Number.NEGATIVE_INFINITY;
  for (const { time } of records) {
    const wall = parseWallTime(time);
    if (wall !== null) newest = Math.max(newest, epochOf(`${wall}Z` as Instant));
  }
  const ahead = Math.floor((newest - offsetMinutes * 60_000 - now) / 1000);
  return ahead > aheadToleranceSeconds ? ahead : undefined;
}

/** Whether a stamp went back, as far as the two can be compared; some firmware always sends 9999. */
export function isBackwards(before: string | undefined, after: string): boolean {
  if (before === undefined || !/^\d{1,15}$/.test(before) || !/^\d{1,15}$/.test(after)) return false;
  return Number(after) < Number(before);
}
