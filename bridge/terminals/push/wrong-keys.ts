/**
 * Counts wrong communication keys by serial and address, and slows whoever sends them, by the rules of the cloud. In
 * memory only: a restart forgives, and a stranger cannot have the disk written.
 * @module
 */

import type { Serial } from '#shared/punch/serial.ts';

/** Wrong keys from one address that cost nothing: somebody mistypes. */
const freeTries = 3;
const firstPauseMilliseconds = 2_000;
const longestPauseMilliseconds = 5 * 60_000;
/** Most addresses that are remembered for a serial: the ones that were quiet longest are forgotten. */
const mostAddresses = 16;
const hourMilliseconds = 3_600_000;
/** More than this many wrong keys in an hour, from wherever, and only known addresses may try. */
const mostPerHour = 100;

interface OfSerial {
  /** The hour of the last wrong key, since the epoch, and how many came in it. */
  hour: number;
  inHour: number;
  /** By address, the one that was quiet longest first. */
  addresses: Map<string, { count: number; refusedUntil: number }>;
}

/** The wrong keys of the configured terminals. Its memory is bounded when it is told of no other serials. */
export class WrongKeys {
  readonly #serials = new Map<Serial, OfSerial>();
  readonly #now: () => number;

  /** @param now - epoch milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Whether a key is to be refused unread.
   * @param isKnown - whether the last right key came from this address
   */
  isSlowed(serial: Serial, address: string, isKnown: boolean): boolean {
    const counted = this.#serials.get(serial);
    if (counted === undefined) return false;
    const now = this.#now();
    if ((counted.addresses.get(address)?.refusedUntil ?? 0) > now) return true;
    return !isKnown && counted.hour === Math.floor(now / hourMilliseconds) && counted.inHour >= mostPerHour;
  }

  /**
   * Counts a wrong key. Each after the free ones doubles the time for which the next ones are refused unread.
   * @returns how many have come from the address since its last right one, and whether it is slowed now
   */
  noteWrong(serial: Serial, address: string): { count: number; isSlowed: boolean } {
    const now = this.#now();
    const hour = Math.floor(now / hourMilliseconds);
    const before = this.#serials.get(serial);
    const addresses: OfSerial['addresses'] = before?.addresses ?? new Map();
    const count = (before?.addresses.get(address)?.count ?? 0) + 1;
    const isSlowed = count > freeTries;
    const pause = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (count - freeTries - 1));
    addresses.delete(address);
    addresses.set(address, { count, refusedUntil: isSlowed ? now + pause : 0 });
    if (addresses.size > mostAddresses) addresses.delete(addresses.keys().next().value ?? address);
    this.#serials.set(serial, { hour, inHour: before?.hour === hour ? before.inHour + 1 : 1, addresses });
    return { count, isSlowed };
  }

  /** A right key has come: its address begins anew. */
  noteRight(serial: Serial, address: string): void {
    this.#serials.get(serial)?.addresses.delete(address);
  }
}
