/** Finds terminals for `setup` and looks at each: who it is, its clock, its records. Nothing is written to any of them. @module */

import { Permits } from '#bridge/async/index.ts';
import { addressOf } from '#bridge/config/index.ts';
import { lookAtTerminal, type TerminalLook } from '#bridge/terminals/pull/index.ts';
import { addressesOf, discover } from '#bridge/terminals/zk/index.ts';
import { isTerminalFault, type TerminalFault } from '#shared/terminal-fault.ts';
import { UsageError } from './failures.ts';
import type { TerminalAddress } from './terminal-address.ts';

/** Most addresses of all ranges together. */
const mostAddresses = 4096;
/** Addresses that are asked at the same time. */
const askedAtOnce = 128;
const lookedAtOnce = 8;
const connectTimeoutMs = 5000;
/** A wrong key counts against a terminal, which locks after some: no more than these are tried. */
const mostKeys = 3;

/** A terminal that was found, or that somebody has named: what it says, or why it says nothing. */
export interface Candidate extends TerminalAddress {
  transport?: 'udp';
  /** Somebody has named it. */
  isNamed: boolean;
  look?: TerminalLook;
  fault?: TerminalFault;
  /** The communication key with which it answered. */
  commKey?: number;
}

/** Communication keys: for terminals at certain addresses, and for all others that ask for one. */
export interface CommKeys {
  at: ReadonlyMap<string, number>;
  others: readonly number[];
}

/**
 * Reads communication keys as `KEY` or `HOST[:PORT]=KEY`.
 * @throws UsageError when one is no key, or there are more than a terminal forgives
 */
export function commKeysOf(texts: readonly string[], address: (text: string) => TerminalAddress): CommKeys {
  const at = new Map<string, number>();
  const others: number[] = [];
  for (const text of texts) {
    const [, place, key = ''] = /^(?:(.+)=)?(.*)$/.exec(text) ?? [];
    if (!/^\d{1,6}$/.test(key)) {
      throw new UsageError(`--comm-key "${text}" is not KEY or HOST=KEY with a key of up to 6 digits.`);
    }
    if (place === undefined) others.push(Number(key));
    else at.set(addressOf(address(place)), Number(key));
  }
  if (others.length > mostKeys) {
    throw new UsageError(
      `Terminals lock after wrong keys, so that --comm-key takes at most ${mostKeys} keys without a host. Write HOST=KEY.`,
    );
  }
  return { at, others };
}

/** @throws UsageError when a range is none, or all of them have too many addresses */
export function checkRanges(ranges: readonly string[], ports: readonly number[]): void {
  let addresses = 0;
  for (const range of ranges) {
    try {
      addressesOf(range).next();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UsageError(`--range "${range}" is not a subnet. Write it like 192.168.1.0/24.`);
    }
    addresses += 2 ** (32 - Number(range.split('/')[1] ?? 32)) * ports.length;
  }
  if (addresses > mostAddresses) {
    throw new UsageError(
      `The ranges have ${addresses} addresses; setup searches at most ${mostAddresses}. Name smaller ones, or the terminals by --terminal.`,
    );
  }
}

/** What is searched, and how. */
export interface Search {
  ranges: readonly string[];
  ports: readonly number[];
  /** Terminals that somebody has named: they are looked at whether they answer or not. */
  named: readonly TerminalAddress[];
  keys: CommKeys;
  /** Addresses of terminals that a bridge at work holds: they serve one client, so they are not looked at. */
  atWork: ReadonlySet<string>;
  zone: string;
  now: () => number;
  signal: AbortSignal;
  /** When the search of the ranges ends at the latest. */
  longestMilliseconds: number;
}

/** What a search has found. */
export interface Found {
  candidates: Candidate[];
  /** Whether time was up before all addresses were asked. */
  wasCut: boolean;
}

function numeric(host: string): number {
  return host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Finds terminals and looks at each, in order of their addresses. */
export async function searchTerminals(search: Search): Promise<Found> {
  const { named, keys, ranges, ports, signal } = search;
  const known = new Set(named.map(addressOf));
  const candidates: Candidate[] = named.map((place) => ({ ...place, isNamed: true }));
  const end = AbortSignal.timeout(search.longestMilliseconds);
  const both = AbortSignal.any([signal, end]);
  let wasCut = false;
  try {
    for (const range of ranges) {
      for await (const found of discover(range, { ports, parallel: askedAtOnce, signal: both })) {
        const { host, port, transport } = found;
        const address = addressOf(found);
        if (known.has(address)) continue;
        known.add(address);
        const place = { host, port, isNamed: false, ...(transport === undefined ? {} : { transport }) };
        candidates.push('fault' in found ? { ...place, fault: found.fault } : place);
      }
    }
  } catch (error) {
    if (signal.aborted || !end.aborted) throw error;
    wasCut = true;
  }
  const permits = new Permits(lookedAtOnce);
  await Promise.all(
    candidates.map(async (candidate) => {
      if (!search.atWork.has(addressOf(candidate)))
        return await permits.run(() => lookAt(candidate, search, keys));
      // That it did not answer somebody else says nothing of it.
      delete candidate.fault;
    }),
  );
  candidates.sort((a, b) => numeric(a.host) - numeric(b.host) || a.port - b.port);
  return { candidates, wasCut };
}

/** Looks at one, with the keys that there are where it asks for one. */
async function lookAt(candidate: Candidate, search: Search, keys: CommKeys): Promise<void> {
  const own = keys.at.get(addressOf(candidate));
  const tried = own === undefined ? [undefined, ...keys.others] : [own];
  for (const commKey of tried) {
    await lookWith(candidate, commKey, search);
    if (!isTerminalFault(candidate.fault, 'comm-key-required', 'comm-key-wrong')) return;
  }
}

/** Looks at one with a certain key, and notes what came of it. */
export async function lookWith(
  candidate: Candidate,
  commKey: number | undefined,
  { zone, now, signal }: Pick<Search, 'zone' | 'now' | 'signal'>,
): Promise<void> {
  const { host, port, transport, fault } = candidate;
  // What is no terminal is not asked again.
  if (isTerminalFault(fault, 'not-a-terminal', 'access-panel', 'secure-firmware')) return;
  try {
    candidate.look = await lookAtTerminal(
      {
        host,
        port,
        ...(transport === undefined ? {} : { transport }),
        ...(commKey === undefined ? {} : { commKey }),
        connectTimeoutMs,
        signal,
        now,
      },
      zone,
    );
    delete candidate.fault;
    if (commKey !== undefined) candidate.commKey = commKey;
  } catch (error) {
    if (!isTerminalFault(error)) throw error;
    signal.throwIfAborted();
    candidate.fault = error;
  }
}
