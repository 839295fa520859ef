/** Counts wrong communication keys by serial and address, and slows whoever sends them. @module */

import type { WrongKeys } from '../../store/push-directory.ts';

/** Wrong keys from one address that cost nothing: somebody mistypes. */
const freeTries = 3;
const firstPauseMilliseconds = 2_000;
const longestPauseMilliseconds = 5 * 60_000;
/** Most addresses that are remembered for a serial: the ones that were quiet longest are forgotten. */
const mostAddresses = 16;
const hourMilliseconds = 3_600_000;
/** More than this many wrong keys in an hour, from wherever, and only known addresses may try. */
const mostPerHour = 100;

/** No wrong key so far. */
export const noWrongKeys: WrongKeys = { version: 0, count: 0, hour: 0, inHour: 0, addresses: {} };

/**
 * Whether a key is to be refused unread.
 * @param now - epoch milliseconds
 * @param isKnown - whether the last right key came from this address
 */
export function isSlowed(wrongKeys: WrongKeys, address: string, now: number, isKnown: boolean): boolean {
  if ((wrongKeys.addresses[address]?.refusedUntil ?? 0) > now) return true;
  const hour = Math.floor(now / hourMilliseconds);
  return !isKnown && wrongKeys.hour === hour && wrongKeys.inHour >= mostPerHour;
}

/** The count after one more wrong key. Each doubles the time for which the next ones are refused unread. */
export function afterWrongKey(wrongKeys: WrongKeys, address: string, now: number): WrongKeys {
  const hour = Math.floor(now / hourMilliseconds);
  const count = (wrongKeys.addresses[address]?.count ?? 0) + 1;
  const pause = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (count - freeTries - 1));
  const entry = { count, lastAt: now, ...(count > freeTries ? { refusedUntil: now + pause } : {}) };
  const others = Object.entries(wrongKeys.addresses)
    .filter(([other]) => other !== address)
    .sort(([, a], [, b]) => b.lastAt - a.lastAt)
    .slice(0, mostAddresses - 1);
  return {
    ...wrongKeys,
    count: wrongKeys.count + 1,
    hour,
    inHour: wrongKeys.hour === hour ? wrongKeys.inHour + 1 : 1,
    addresses: Object.fromEntries([[address, entry], ...others]),
  };
}

/** The count after a right key: its address begins anew. @returns `undefined` when that changes nothing */
export function afterRightKey(wrongKeys: WrongKeys, address: string): WrongKeys | undefined {
  if (wrongKeys.addresses[address] === undefined) return undefined;
  const { [address]: _forgotten, ...addresses } = wrongKeys.addresses;
  return { ...wrongKeys, addresses };
}
