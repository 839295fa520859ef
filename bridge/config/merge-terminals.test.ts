import { expect, test } from 'vitest';
import { TerminalToRead } from '#shared/contract/terminal-list.ts';
import { requireSerial } from '#shared/punch/serial.ts';
import { BridgeConfig } from './config-schema.ts';
import { configOfListed, mergeTerminals } from './merge-terminals.ts';

const file = BridgeConfig.parse({
  cloud: 'https://rollcall.example',
  stateDir: '/nowhere',
  terminals: [{ host: 'Gate.example' }, { host: '192.168.1.20', serial: 'TEST2' }],
  push: { terminals: [{ serial: 'TEST4', commKey: 'a-long-key' }] },
});

const listed = (...terminals: object[]) => terminals.map((terminal) => TerminalToRead.parse(terminal));
const outcomes = (...of: Parameters<typeof mergeTerminals>) =>
  mergeTerminals(...of).map(({ address, overriddenBy }) => [address, overriddenBy]);

test('what the configuration file says of an address counts, however its host is written', () => {
  const list = listed(
    { host: 'gate.EXAMPLE' },
    { host: 'gate.example', port: 4371 },
    { host: '192.168.1.21' },
  );
  expect(outcomes(file, list)).toEqual([
    ['gate.example:4370', 'address'],
    ['gate.example:4371', undefined],
    ['192.168.1.21:4370', undefined],
  ]);
});

test('and of a serial number: of one that is pulled, one that pushes, and one that was met', () => {
  const list = listed(
    { host: '192.168.1.31', serial: 'TEST2' },
    { host: '192.168.1.32', serial: 'TEST3' },
    { host: '192.168.1.33', serial: 'TEST4' },
    { host: '192.168.1.34', serial: 'TEST5' },
    { host: '192.168.1.20', serial: 'TEST2' },
  );
  expect(outcomes(file, list, [requireSerial('TEST5')]).map(([, by]) => by)).toEqual([
    'serial',
    undefined,
    'serial',
    'serial',
    'address',
  ]);
});

test('a terminal of the list is read by the same settings as one of the file, and by no others', () => {
  const settings = {
    host: '192.168.1.20',
    name: 'Gate',
    zone: 'Asia/Kolkata',
    serial: 'TEST1',
    setClock: true,
  };
  const [terminal] = listed({ ...settings, sealedCommKey: 'x', ofALaterVersion: 1 });
  const { terminals } = BridgeConfig.parse({ ...file, terminals: [{ ...settings, commKey: 42 }] });
  expect(terminal && configOfListed(terminal, 42)).toEqual(terminals[0]);
});
