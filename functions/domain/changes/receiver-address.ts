/** Says which addresses a webhook may be delivered to: public ones, and nothing inside. @module */

import { promises as dns, type LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { type Phrase, phrase } from '#shared/reasons/index.ts';

const inside4 = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  inside4.addSubnet(network, bits, 'ipv4');
}

// Of version 6 only what is given out to the public counts, without what leads elsewhere: tunnels, translations, examples.
const public6 = new BlockList();
public6.addSubnet('2000::', 3, 'ipv6');
const special6 = new BlockList();
special6.addSubnet('2001::', 23, 'ipv6');
special6.addSubnet('2001:db8::', 32, 'ipv6');
special6.addSubnet('2002::', 16, 'ipv6');
special6.addSubnet('3fff::', 20, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether deliveries to this machine itself are allowed, for trying: never on AWS. */
export function isLoopbackAllowed(): boolean {
  return process.env.WEBHOOK_LOOPBACK === 'allowed';
}

/** Whether an address is one of the public network; loopback too where that is allowed. */
export function isReachable(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (isLoopbackAllowed() && loopback.check(address, family)) return true;
  return version === 4
    ? !inside4.check(address, 'ipv4')
    : public6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}

/** Why an address (URL) cannot be that of a receiver; `undefined` where it can. Names are looked up at each delivery. */
export function flawOfUrl(text: string): Phrase | undefined {
  const url = URL.parse(text);
  if (url === null) return phrase('url.none', {});
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLocal = isLoopbackAllowed() && (host === 'localhost' || isReachable(host));
  if (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')) return phrase('url.no-https', {});
  if (url.username !== '' || url.password !== '') return phrase('url.password', {});
  if (url.hash !== '') return phrase('url.hash', {});
  if (isIP(host) !== 0 && !isReachable(host)) return phrase('url.not-public', {});
  if (!isLocal && (host === 'localhost' || host.endsWith('.localhost')))
    return phrase('url.this-machine', {});
  return undefined;
}

/** A name has no address, or one that is not of the public network. */
export class UnreachableHost extends Error {
  override readonly name = 'UnreachableHost';
}

/**
 * The addresses that a host name stands for now. All must be public: of several, nobody knows which one is taken in the end.
 * @param signal - ends the waiting; the look-up itself cannot be stopped
 * @throws UnreachableHost; whatever the look-up throws; the reason of the signal
 */
export async function addressesOf(host: string, signal: AbortSignal): Promise<LookupAddress[]> {
  const ended = Promise.withResolvers<never>();
  const end = () => ended.reject(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    const addresses = await Promise.race([dns.lookup(host, { all: true }), ended.promise]);
    if (addresses.length === 0) throw new UnreachableHost('the name of the receiver has no address');
    if (!addresses.every(({ address }) => isReachable(address))) {
      throw new UnreachableHost('the name of the receiver has an address that is not of the public network');
    }
    return addresses;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
