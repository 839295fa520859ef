/** Tells whether an IP address lies in one of several CIDR networks. @module */

/** An address as bits: 32 of IPv4 or 128 of IPv6. */
interface AddressBits {
  family: 4 | 6;
  value: bigint;
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

function groupsOf(text: string): string[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const embedded = groups.at(-1)?.includes('.') ? ipv4(groups.at(-1) ?? '') : undefined;
  if (embedded !== undefined) {
    groups.splice(-1, 1, (embedded >> 16n).toString(16), (embedded & 0xffffn).toString(16));
  }
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? groups : undefined;
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? '');
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '') : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** An IPv4 address that arrived over an IPv6 socket (`::ffff:192.0.2.7`) is an IPv4 address. */
function bitsOf(text: string): AddressBits | undefined {
  const bare = text.replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  const four = ipv4(mapped ?? bare);
  if (four !== undefined) return { family: 4, value: four };
  const six = bare.includes(':') ? ipv6(bare) : undefined;
  return six === undefined ? undefined : { family: 6, value: six };
}

function networkOf(text: string): (AddressBits & { hostBits: bigint }) | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = bitsOf(address);
  if (bits === undefined || rest.length > 0) return undefined;
  const width = bits.family === 4 ? 32 : 128;
  if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || Number(prefix) > width)) return undefined;
  return { ...bits, hostBits: BigInt(width - (prefix === undefined ? width : Number(prefix))) };
}

/** Whether a text is a network in CIDR form (`192.168.4.0/24`, `2001:db8::/64`) or a single address. */
export function isNetwork(text: string): boolean {
  return networkOf(text) !== undefined;
}

/**
 * Whether an address lies in one of the networks.
 * @param networks - as {@link isNetwork} accepts them; others match nothing
 */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const bits = bitsOf(address);
  if (bits === undefined) return false;
  return networks.some((text) => {
    const network = networkOf(text);
    return (
      network !== undefined &&
      network.family === bits.family &&
      network.value >> network.hostBits === bits.value >> network.hostBits
    );
  });
}

/** Networks with fewer fixed bits than this hold so many addresses that they keep nobody out. */
const fewestFixedBits = { 4: 8n, 6: 16n } as const;

/** Whether a network holds so much of the Internet that it keeps nobody out, such as `0.0.0.0/0`. */
export function isWideNetwork(text: string): boolean {
  const network = networkOf(text);
  if (network === undefined) return false;
  return (network.family === 4 ? 32n : 128n) - network.hostBits < fewestFixedBits[network.family];
}

/** Whether nothing guards a terminal but its serial number. @param push - a key, or whether there is one */
export function isOpen(push: { commKey?: unknown; networks?: readonly string[] | undefined }): boolean {
  if (push.commKey !== undefined) return false;
  return push.networks === undefined || push.networks.some(isWideNetwork);
}

/**
 * The address by which somebody is counted: an IPv4 address, or the network of 64 bits that a subscriber of IPv6 has.
 */
export function countedAddress(address: string): string {
  const bits = bitsOf(address);
  if (bits?.family !== 6) return plainAddress(address);
  return `${(bits.value >> 64n).toString(16).padStart(16, '0').match(/.{4}/g)?.join(':')}::/64`;
}

/** The address without the prefix of an IPv4 address on an IPv6 socket, for display and comparison. */
export function plainAddress(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
