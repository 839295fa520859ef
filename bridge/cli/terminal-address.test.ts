import { expect, test } from 'vitest';
import { UsageError } from './failures.ts';
import { terminalAddress } from './terminal-address.ts';

test.each([
  ['192.0.2.7', { host: '192.0.2.7', port: 4370 }],
  ['192.0.2.7:14370', { host: '192.0.2.7', port: 14_370 }],
  ['clock.example', { host: 'clock.example', port: 4370 }],
  ['[2001:db8::7]', { host: '2001:db8::7', port: 4370 }],
  ['[2001:db8::7]:80', { host: '2001:db8::7', port: 80 }],
])('%s names a terminal', (text, address) => {
  expect(terminalAddress(text)).toEqual(address);
});

test.each(['', ':4370', 'a b', 'http://a', 'a:0', 'a:65536', 'a:port', '2001:db8::7'])(
  '"%s" does not name a terminal',
  (text) => {
    expect(() => terminalAddress(text)).toThrow(UsageError);
  },
);
