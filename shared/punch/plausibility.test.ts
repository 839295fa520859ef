import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '#shared/time/wall-time.ts';
import { latestPlausible, quarantineReasons, readRecord } from './plausibility.ts';

const receivedAt = '2026-03-02T09:00:00.000Z' as Instant;
const latest = latestPlausible(receivedAt);
const record = { pin: '0701', time: '2026-03-02 08:59:30', status: 0, verify: 1, workCode: '' };

test('a record with a readable PIN and a plausible time is a punch, with the PIN as it came', () => {
  expect(readRecord(record, latest)).toEqual({ kind: 'punch', pin: '0701', wallTime: '2026-03-02T08:59:30' });
});

test('what a terminal may be ahead is a day and the zone that is furthest ahead', () => {
  expect(latest).toBe('2026-03-03T23:00:00');
});

test.each([
  ['no-pin', { pin: '' }],
  ['pin-unreadable', { pin: '7\0 1' }],
  ['pin-unreadable', { pin: '1'.repeat(25) }],
  ['time-impossible', { time: '2026-02-31 08:59:30' }],
  ['time-impossible', { time: '2026-03-02 24:00:00' }],
  ['time-impossible', { time: '0000-00-00 00:00:00' }],
  ['time-impossible', { time: 'yesterday' }],
  ['time-impossible', { time: '' }],
  ['time-too-early', { time: '2009-12-31 23:59:59' }],
  ['time-too-early', { time: '2000-01-01 00:00:00' }],
  ['time-in-future', { time: '2026-03-03 23:00:01' }],
  ['time-in-future', { time: '2099-12-31 23:59:59' }],
] as const)('%s: %j is kept with its reason', (reason, differing) => {
  expect(readRecord({ ...record, ...differing }, latest)).toEqual({ kind: 'quarantine', reason });
});

test('the limits themselves are plausible', () => {
  for (const time of ['2010-01-01 00:00:00', '2026-03-03 23:00:00']) {
    expect(readRecord({ ...record, time }, latest).kind).toBe('punch');
  }
});

test('every record is a punch or has one of the reasons, whatever its texts are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (pin, time) => {
      const read = readRecord({ ...record, pin, time }, latest);
      if (read.kind === 'quarantine') expect(quarantineReasons).toContain(read.reason);
      else expect(read.pin).toBe(pin);
    }),
  );
});
