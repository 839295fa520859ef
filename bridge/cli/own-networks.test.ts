import type { NetworkInterfaceInfoIPv4 } from 'node:os';
import { expect, test } from 'vitest';
import { ownNetworks } from './own-networks.ts';

function on(cidr: string, internal = false): NetworkInterfaceInfoIPv4 {
  const [address = ''] = cidr.split('/');
  return { address, netmask: '', family: 'IPv4', mac: '', internal, cidr };
}

test('private networks are searched, each once, and of a large one the part around the machine', () => {
  expect(
    ownNetworks({
      lo: [on('127.0.0.1/8', true)],
      eth0: [on('192.168.1.20/24'), on('192.168.1.21/24')],
      eth1: [on('10.20.30.40/16')],
      wlan0: [on('172.16.5.200/26')],
    }),
  ).toEqual([
    { range: '192.168.1.0/24' },
    { range: '10.20.30.0/24', partOf: '10.20.0.0/16' },
    { range: '172.16.5.192/26' },
  ]);
});

test('public addresses, single addresses and networks of containers are not', () => {
  expect(
    ownNetworks({
      eth0: [on('203.0.113.7/24'), on('172.32.0.1/24'), on('192.168.7.1/32')],
      docker0: [on('172.17.0.1/16')],
      'br-1234': [on('172.18.0.1/16')],
    }),
  ).toEqual([]);
});

test('more than four are not searched unasked', () => {
  const many = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`eth${at}`, [on(`192.168.${at}.2/24`)]]),
  );
  expect(ownNetworks(many)).toHaveLength(4);
});
