/** Searches a subnet for devices that speak the 4370 protocol. @module */

import { isIPv4 } from 'node:net';
import { openTerminal } from '#bridge/terminals/zk/terminal.ts';
import { isTerminalFault, type TerminalFault } from '#shared/terminal-fault.ts';

/** How to look for terminals. */
export interface DiscoverOptions {
  /** Default 4370 alone. */
  ports?: readonly number[];
  /** Addresses that are asked at the same time; default 64. */
  parallel?: number;
  /** For the connection, and for each answer; default 1,500. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** An address where something listens: a terminal, or the fault that says what else it is. */
export type Discovered =
  | { host: string; port: number; transport?: 'udp'; serial: string; model: string; firmware: string }
  | { host: string; port: number; transport?: 'udp'; fault: TerminalFault };

/** A wider subnet than this is taken for a mistake: searching it would take hours. */
const widestPrefix = 16;

/**
 * Looks for terminals in a subnet. Each address gets a TCP connection and, where one is made, the protocol's own
 * CONNECT; where none is made, the same in a datagram, for terminals that speak UDP only. Nothing else, because some terminals restart when something strange arrives (ZKLibrary #47 #60). Addresses
 * where nobody listens are left out; the order is that of the answers.
 * @param subnet - IPv4 in CIDR form, such as `192.168.1.0/24`, from /16 on; a single address is /32
 * @throws RangeError when the subnet or an option is not valid; the signal's reason when it is aborted
 */
export async function* discover(
  subnet: string,
  options: DiscoverOptions = {},
): AsyncGenerator<Discovered, void, undefined> {
  const { ports = [4370], parallel = 64, timeoutMs = 1_500, signal } = options;
  if (!(parallel >= 1)) throw new RangeError(`discover: parallel ${parallel}`);
  if (!(timeoutMs > 0)) throw new RangeError(`discover: timeoutMs ${timeoutMs}`);
  const targets = targetsOf(addressesOf(subnet), ports);
  const asking = new Map<number, Promise<{ id: number; found: Discovered | undefined }>>();
  let nextId = 0;
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  try {
    for (;;) {
      while (asking.size < parallel) {
        const { value: target, done } = targets.next();
        if (done) break;
        const id = nextId;
        nextId += 1;
        asking.set(
          id,
          askBoth(target.host, target.port, timeoutMs, either).then((found) => ({ id, found })),
        );
      }
      if (asking.size === 0) return;
      const { id, found } = await Promise.race(asking.values());
      asking.delete(id);
      signal?.throwIfAborted();
      if (found !== undefined) yield found;
    }
  } finally {
    stop.abort();
    await Promise.all(asking.values());
  }
}

/** TCP, and UDP where TCP has nobody. */
async function askBoth(
  host: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Discovered | undefined> {
  const overTcp = await ask({ host, port, transport: 'tcp' }, timeoutMs, signal);
  if (overTcp !== undefined || signal.aborted) return overTcp;
  const overUdp = await ask({ host, port, transport: 'udp' }, timeoutMs, signal);
  return overUdp && { ...overUdp, transport: 'udp' };
}

async function ask(
  { host, port, transport }: { host: string; port: number; transport: 'tcp' | 'udp' },
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Discovered | undefined> {
  try {
    const terminal = await openTerminal({
      host,
      port,
      transport,
      connectTimeoutMs: timeoutMs,
      idleTimeoutMs: timeoutMs,
      signal,
    });
    try {
      const { serial, model, firmware } = await terminal.info();
      return { host, port, serial, model, firmware };
    } finally {
      await terminal.close();
    }
  } catch (error) {
    if (!isTerminalFault(error)) throw error;
    const nobodyThere = isTerminalFault(error, 'refused', 'unreachable', 'cancelled');
    return nobodyThere ? undefined : { host, port, fault: error };
  }
}

function* targetsOf(
  hosts: Iterable<string>,
  ports: readonly number[],
): Generator<{ host: string; port: number }, undefined, undefined> {
  for (const host of hosts) for (const port of ports) yield { host, port };
}

/**
 * The addresses of a subnet that hosts may have.
 * @throws RangeError when it is not an IPv4 subnet from /16 to /32
 */
export function* addressesOf(subnet: string): Generator<string, void, undefined> {
  const [address = '', prefixText = '32', ...rest] = subnet.split('/');
  const prefix = Number(prefixText);
  const valid = isIPv4(address) && /^\d{1,2}$/.test(prefixText) && prefix >= widestPrefix && prefix <= 32;
  if (!valid || rest.length > 0) {
    throw new RangeError(`discover: "${subnet}" is not an IPv4 subnet from /${widestPrefix} to /32`);
  }
  const size = 2 ** (32 - prefix);
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = number - (number % size);
  // The first and the last address of a subnet are its own name and its broadcast address.
  const inset = size > 2 ? 1 : 0;
  for (let at = first + inset; at < first + size - inset; at += 1) {
    yield [24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join('.');
  }
}
