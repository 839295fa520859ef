import { expect, test } from 'vitest';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { aSerial } from '#test/support/ids.ts';
import type { ListedTerminal } from './bridge-queries.ts';
import {
  foundDraft,
  inputOf,
  isListed,
  isUsual,
  keptInput,
  listedDraft,
  listWith,
  mistakesOf,
} from './listed-form.ts';

const gate: ListedTerminal = {
  host: '192.0.2.10',
  port: 4370,
  name: 'Gate',
  serial: aSerial('TEST0000001'),
  encoding: 'gb18030',
  disableWhileReading: true,
  realtime: true,
  setClock: true,
  transport: 'udp',
  hasCommKey: true,
  state: 'online',
};

test('what is not touched stays, and so does a key that is not typed', () => {
  const draft = { ...listedDraft(gate), name: ' Side gate ', realtime: false };
  expect(inputOf(draft)).toEqual({ ...keptInput(gate), name: 'Side gate', realtime: false });
  expect(inputOf(draft)).not.toHaveProperty('commKey');
  expect(keptInput(gate)).not.toHaveProperty('state');
});

test('a key is sent when it is typed, and null when it is taken away', () => {
  expect(inputOf({ ...listedDraft(gate), commKey: ' 001234 ' }).commKey).toBe('001234');
  expect(inputOf({ ...listedDraft(gate), commKey: '1', isKeyTakenAway: true }).commKey).toBeNull();
});

test('a port that is typed with the host is the port', () => {
  const draft = { ...listedDraft(), host: '192.0.2.11:4371' };
  expect(mistakesOf(draft, [gate])).toEqual([]);
  expect(inputOf(draft)).toMatchObject({ host: '192.0.2.11', port: 4371 });
});

test.each([
  [{ host: '' }, ['host']],
  [{ host: 'http://192.0.2.11' }, ['host']],
  [{ host: '192.0.2.11', port: null }, ['port']],
  [{ host: '192.0.2.11:70000' }, ['port']],
  [{ host: '192.0.2.10' }, ['address-twice']],
  [{ host: '192.0.2.10:4370', port: 1 }, ['address-twice']],
  [{ host: '192.0.2.11', serial: 'a b' }, ['serial']],
  [{ host: '192.0.2.11', serial: 'TEST0000001' }, ['serial-twice']],
  [{ host: '192.0.2.11', commKey: '1234567' }, ['key-form']],
  [{ host: '192.0.2.11', commKey: '1234567', isKeyTakenAway: true }, []],
])('what does not fit is said: %j', (typed, mistakes) => {
  expect(mistakesOf({ ...listedDraft(), ...typed }, [gate])).toEqual(mistakes);
});

test('a terminal that was found begins with what the bridge knows of it', () => {
  const lastSeenAt = instantFromEpoch(0);
  const found = { address: '192.0.2.11:4371', lastSeenAt };
  expect(foundDraft({ ...found, serial: aSerial('TEST0000002') })).toEqual({
    host: '192.0.2.11',
    port: 4371,
    serial: 'TEST0000002',
  });
  expect(foundDraft(found)).toEqual({ host: '192.0.2.11', port: 4371 });
  expect(isListed(found, [gate])).toBe(false);
  expect(isListed({ ...found, serial: gate.serial }, [gate])).toBe(true);
  expect(isListed({ ...found, address: '192.0.2.10:4370' }, [gate])).toBe(true);
});

test('a terminal that is not in the list is added behind the others, which stay as they are', () => {
  const draft = { ...listedDraft(), host: '192.0.2.11' };
  expect(listWith(draft, [gate], undefined)).toMatchObject([keptInput(gate), { host: '192.0.2.11' }]);
  expect(listWith({ ...listedDraft(gate), name: 'Yard' }, [gate], gate)).toMatchObject([{ name: 'Yard' }]);
});

test('what few models need is left as it usually is, and shown where it is not', () => {
  expect(isUsual(listedDraft())).toBe(true);
  expect(isUsual(listedDraft(gate))).toBe(false);
  expect(inputOf({ ...listedDraft(), host: '192.0.2.11' })).toEqual({
    host: '192.0.2.11',
    port: 4370,
    realtime: true,
    transport: 'auto',
    setClock: false,
    disableWhileReading: false,
  });
  expect(inputOf({ ...listedDraft(gate), encoding: null, transport: 'auto' })).toMatchObject({
    encoding: undefined,
    transport: 'auto',
  });
});
