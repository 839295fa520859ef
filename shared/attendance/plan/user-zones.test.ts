import { expect, test } from 'vitest';
import { dayNumber } from '#shared/time/calendar.ts';
import { epochSeconds } from '#shared/time/clock-text.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { PlanFault } from './plan-fault.ts';
import { zonesOf } from './user-zones.ts';

const day = (date: string) => dayNumber(date as LocalDate);
const at = (instant: string) => epochSeconds(instant as Instant);

test('a user who never moves has one zone', () => {
  for (const user of [
    { id: '1042', zone: 'Asia/Kolkata' },
    { id: '1042', zone: 'Asia/Kolkata', zoneChanges: [] },
  ]) {
    expect(zonesOf(user).onDay(day('2026-03-02')).name).toBe('Asia/Kolkata');
    expect(zonesOf(user).at(0).name).toBe('Asia/Kolkata');
  }
});

test('a change takes effect at the local midnight of its date in the new zone, whatever the order of the changes', () => {
  const zones = zonesOf({
    id: '1042',
    zone: 'UTC',
    zoneChanges: [
      { from: '2026-06-01' as LocalDate, zone: 'Pacific/Kiritimati' },
      { from: '2026-03-02' as LocalDate, zone: 'Asia/Kathmandu' },
    ],
  });
  const names = ['2026-03-01', '2026-03-02', '2026-05-31', '2026-06-01'].map(
    (date) => zones.onDay(day(date)).name,
  );
  expect(names).toEqual(['UTC', 'Asia/Kathmandu', 'Asia/Kathmandu', 'Pacific/Kiritimati']);
  const instants = [
    '2026-03-01T18:14:59Z',
    '2026-03-01T18:15:00Z',
    '2026-05-31T09:59:59Z',
    '2026-05-31T10:00:00Z',
  ];
  expect(instants.map((instant) => zones.at(at(instant)).name)).toEqual([
    'UTC',
    'Asia/Kathmandu',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
  ]);
});

test('a zone that the runtime does not know is a fault of the plan, and names the user', () => {
  const fault = (zone: string) => new PlanFault('zone.unknown', { userId: '1042', zone });
  expect(() => zonesOf({ id: '1042', zone: 'Mars/Olympus' })).toThrow(fault('Mars/Olympus'));
  const moved = [{ from: '2026-03-02' as LocalDate, zone: 'Venus/Lakshmi' }];
  expect(() => zonesOf({ id: '1042', zone: 'UTC', zoneChanges: moved })).toThrow(fault('Venus/Lakshmi'));
});
