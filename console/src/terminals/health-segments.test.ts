import { expect, test } from 'vitest';
import type { BridgeId } from '#shared/contract/ids.ts';
import { requireSerial } from '#shared/punch/serial.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { type HealthEvent, healthSegments, totalOf } from './health-segments.ts';
import type { Terminal } from './queries.ts';

const moment = (text: string) => instantFromEpoch(Date.parse(text));
const terminal: Terminal = {
  serial: requireSerial('TEST1'),
  state: 'active',
  reported: 'online',
  registeredAt: moment('2026-01-01T00:00:00.000Z'),
  version: 1,
};
// The name of a bridge is of no interest here.
const aBridge = 'brg_01HZX3K5T8Q0000000000000AA' as BridgeId;
const from = Date.parse('2026-04-01T00:00:00Z');
const now = Date.parse('2026-04-08T00:00:00Z');
const at = (day: number, hour = 0) => moment(`2026-04-0${day}T${String(hour).padStart(2, '0')}:00:00.000Z`);
const segments = (events: HealthEvent[], differing: Partial<Terminal> = {}) =>
  healthSegments({ from, now, events, terminal: { ...terminal, ...differing } }).map(
    ({ state, from: first, to }) => [state, new Date(first).toISOString(), new Date(to).toISOString()],
  );

test('without events the state of now holds for all the time since the terminal is registered', () => {
  expect(segments([])).toEqual([['online', at(1), at(8)]]);
  expect(segments([], { registeredAt: at(3) })).toEqual([
    ['unknown', at(1), at(3)],
    ['online', at(3), at(8)],
  ]);
  expect(segments([], { reported: 'never-seen' })).toEqual([['unknown', at(1), at(8)]]);
});

test('it was away from an event until the next; the order of the events does not count, nor do downloads', () => {
  const events: HealthEvent[] = [
    { at: at(3, 6), kind: 'online' },
    { at: at(3), kind: 'away' },
    { at: at(2), kind: 'download' },
  ];
  expect(segments(events)).toEqual([
    ['online', at(1), at(3)],
    ['away', at(3), at(3, 6)],
    ['online', at(3, 6), at(8)],
  ]);
  const all = healthSegments({ from, now, events, terminal });
  expect(totalOf(all, 'away')).toEqual({ seconds: 6 * 3_600, times: 1 });
});

test('it was away before its first event when that is its return', () => {
  expect(segments([{ at: at(2), kind: 'online' }])).toEqual([
    ['away', at(1), at(2)],
    ['online', at(2), at(8)],
  ]);
});

test('since nobody hears of it nothing is known, whatever it was before', () => {
  const silent = { reported: 'silent' as const, silentSince: at(5) };
  expect(segments([{ at: at(4), kind: 'away' }], silent)).toEqual([
    ['online', at(1), at(4)],
    ['away', at(4), at(5)],
    ['unknown', at(5), at(8)],
  ]);
  expect(segments([], { reported: 'silent', silentSince: moment('2026-03-01T00:00:00.000Z') })).toEqual([
    ['unknown', at(1), at(8)],
  ]);
});

test('one that is away now without an event is away since it says', () => {
  expect(segments([], { reported: 'unreachable', awaySince: at(6) })).toEqual([
    ['online', at(1), at(6)],
    ['away', at(6), at(8)],
  ]);
});

test('the silence of one that calls the cloud itself is its absence; beside a bridge nothing is known', () => {
  const silent = { reported: 'silent' as const, silentSince: at(5), pushes: true };
  const earlier: HealthEvent[] = [
    { at: at(2), kind: 'away' },
    { at: at(3), kind: 'online' },
  ];
  expect(segments(earlier, silent)).toEqual([
    ['online', at(1), at(2)],
    ['away', at(2), at(3)],
    ['online', at(3), at(5)],
    ['away', at(5), at(8)],
  ]);
  expect(segments([], { ...silent, bridgeId: aBridge }).at(-1)?.[0]).toBe('unknown');
});
