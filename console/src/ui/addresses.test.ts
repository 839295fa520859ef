import { expect, test } from 'vitest';
import { addressesOf, badAddresses } from './addresses.ts';

test('addresses are found however they were typed, each once', () => {
  expect(addressesOf(' a@example.com, b@example.com;\nb@example.com\n')).toEqual([
    'a@example.com',
    'b@example.com',
  ]);
  expect(addressesOf('')).toEqual([]);
});

test('what cannot be an address is named', () => {
  expect(badAddresses('a@example.com, somebody, b@example')).toEqual(['somebody', 'b@example']);
});
