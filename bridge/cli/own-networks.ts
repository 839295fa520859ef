/** Says which networks of this machine `setup` searches: the private ones, and of a large one the part around the machine. @module */

import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** A network that is to be searched. */
export interface OwnNetwork {
  /** In CIDR form, at most 254 addresses. */
  range: string;
  /** The network that it is a part of, where that is too large to be searched. */
  partOf?: string;
}

/** Networks of containers and virtual machines: no terminal is there. */
const virtualName = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|podman)/;
const widestPrefix = 24;
/** Most networks that are searched unasked. */
const mostNetworks = 4;

function isPrivate(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  return a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
}

function networkOf(address: string, prefix: number): string {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = number - (number % 2 ** (32 - prefix));
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefix}`;
}

/** The private networks of this machine, each once, at most four. @param interfaces - as the operating system names them */
export function ownNetworks(
  interfaces: Readonly<Record<string, NetworkInterfaceInfo[] | undefined>> = networkInterfaces(),
): OwnNetwork[] {
  const found = new Map<string, OwnNetwork>();
  for (const [name, addresses = []] of Object.entries(interfaces)) {
    if (virtualName.test(name)) continue;
    for (const { family, internal, address, cidr } of addresses) {
      if (family !== 'IPv4' || internal || cidr === null || !isPrivate(address)) continue;
      const prefix = Number(cidr.split('/')[1]);
      if (prefix > 30) continue;
      const range = networkOf(address, Math.max(prefix, widestPrefix));
      const isPart = prefix < widestPrefix;
      found.set(range, { range, ...(isPart ? { partOf: networkOf(address, prefix) } : {}) });
    }
  }
  return [...found.values()].slice(0, mostNetworks);
}
