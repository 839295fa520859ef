import { expect, test } from 'vitest';
import { countedAddress, isOpen, isWideNetwork } from './network.ts';

test.each([
  ['0.0.0.0/0', true],
  ['0.0.0.0/1', true],
  ['128.0.0.0/7', true],
  ['10.0.0.0/8', false],
  ['192.0.2.7', false],
  ['::/0', true],
  ['2000::/3', true],
  ['2001:db8::/32', false],
  ['nonsense', false],
])('%s keeps nobody out: %s', (network, expected) => {
  expect(isWideNetwork(network)).toBe(expected);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:0db8:0001:0002::/64'],
  ['2001:db8:1:2::1', '2001:0db8:0001:0002::/64'],
  ['::1', '0000:0000:0000:0000::/64'],
])('%s is counted as %s', (address, expected) => {
  expect(countedAddress(address)).toBe(expected);
});

test('a key guards from anywhere, narrow networks without one', () => {
  expect([isOpen({}), isOpen({ networks: ['192.0.2.0/24', '0.0.0.0/0'] })]).toEqual([true, true]);
  expect([isOpen({ commKey: 'x', networks: ['0.0.0.0/0'] }), isOpen({ networks: ['192.0.2.0/24'] })]).toEqual(
    [false, false],
  );
});
