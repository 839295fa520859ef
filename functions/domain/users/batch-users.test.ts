import { expect, test } from 'vitest';
import type { Instant, WallTime } from '#shared/time/wall-time.ts';
import { anId, aPin, aSerial } from '#test/support/ids.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import { firstPunches } from './batch-users.ts';

function aPunch(pin: string, wallTime: string): StoredPunch {
  return {
    serial: aSerial('TEST1'),
    pin: aPin(pin),
    wallTime: wallTime as WallTime,
    instant: `${wallTime}Z` as Instant,
    status: 0,
    verify: 1,
    workCode: '',
    receivedAt: '2026-03-02T09:00:00Z' as Instant,
    batchId: anId('bat', 1),
    order: 0,
  };
}

test('each PIN has its earliest punch, whatever the order and the zeros before it', () => {
  const pins = firstPunches([
    aPunch('0701', '2026-03-02T09:00:00'),
    aPunch('701', '2026-03-01T23:59:59'),
    aPunch('8', '2026-03-02T09:00:00'),
    aPunch('00701', '2026-03-03T00:00:00'),
  ]);
  expect(Object.fromEntries(pins)).toMatchObject({
    '701': { pin: '0701', date: '2026-03-01', wallTime: '2026-03-01T23:59:59' },
    '8': { pin: '8', date: '2026-03-02', wallTime: '2026-03-02T09:00:00' },
  });
  expect([...pins.values()].map(({ firstOf }) => [...firstOf.keys()].sort())).toEqual([
    ['2026-03-01', '2026-03-02', '2026-03-03'],
    ['2026-03-02'],
  ]);
});
