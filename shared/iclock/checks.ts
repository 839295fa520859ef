/** Checks whether a push request may be served: its key, its network, its address, and its stamp. @module */

import type { PushAlert, PushMemory, PushTerminal } from './host.ts';
import { isInNetworks } from './network.ts';
import type { Refusal } from './reply.ts';

/** Two requests from different addresses within this time come from two terminals that claim one serial number. */
const twoAddressesMilliseconds = 10 * 60_000;

/** Compares two texts in a time that depends on the length of the first only. */
export function sameSecret(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let at = 0; at < given.length; at += 1) {
    difference |= given.charCodeAt(at) ^ expected.charCodeAt(at % Math.max(1, expected.length));
  }
  return difference === 0;
}

/** The communication key that a request carries. */
export function keyIn(query: ReadonlyMap<string, string>): string | undefined {
  return query.get('pushcommkey') ?? query.get('comkey');
}

/** Whether a request begins a conversation. */
export function isHandshake(query: ReadonlyMap<string, string>): boolean {
  return query.has('options');
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
): Extract<Refusal, 'wrong-key' | 'wrong-network' | 'too-often'> | undefined {
  if (terminal.networks !== undefined && !isInNetworks(address, terminal.networks)) return 'wrong-network';
  if (terminal.acceptsKey === undefined) return undefined;
  const given = keyIn(query);
  if (given !== undefined && terminal.refusesKeys) return 'too-often';
  if (given !== undefined) return terminal.acceptsKey(given) ? undefined : 'wrong-key';
  return !isHandshake(query) && terminal.memory.keyAddress === address ? undefined : 'wrong-key';
}

/** An alert when a terminal's serial number was used from another address a moment ago. */
export function addressAlert(memory: PushMemory, address: string, now: number): PushAlert | undefined {
  const { address: before, lastContactAt } = memory;
  if (before === undefined || lastContactAt === undefined || before === address) return undefined;
  if (now - lastContactAt > twoAddressesMilliseconds) return undefined;
  return { kind: 'two-addresses', addresses: [before, address] };
}

/** Newer firmware always sends this, so no other stamp can be compared with it. */
const constantStamp = '9999';

/** Whether a stamp went back, as far as the two can be compared; some firmware always sends 9999. */
export function isBackwards(before: string | undefined, after: string): boolean {
  if (
    before === undefined ||
    before === constantStamp ||
    !/^\d{1,15}$/.test(before) ||
    !/^\d{1,15}$/.test(after)
  )
    return false;
  return Number(after) < Number(before);
}
