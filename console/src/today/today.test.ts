import { expect, test } from 'vitest';
import { overview } from '#shared/contract/overview.ts';
import { PunchField } from '#shared/contract/punches.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import { type ArrivedPunch, mostArrivals, newSince, withNews } from './arrivals.ts';
import { countSteps, sameWeekdays, shownSteps, stepOf, usualSteps } from './punch-line.ts';
import { toDo, unheardNames } from './to-do.ts';

function punchAt(second: number, pin = '1042'): ArrivedPunch {
  const time = new Date(Date.UTC(2026, 2, 3, 8) + second * 1_000).toISOString();
  return PunchField.parse({
    serial: 'TEST0000001',
    pin,
    wallTime: time.slice(0, 19),
    instant: time,
    status: 0,
    verify: 1,
    workCode: '',
    receivedAt: time,
  });
}

test('news stand on top, once, and the oldest fall out', () => {
  const known = [punchAt(2), punchAt(1)];
  expect(withNews(known, [punchAt(3), punchAt(2)])).toEqual([punchAt(3), punchAt(2), punchAt(1)]);
  expect(withNews(known, [punchAt(2)])).toBe(known);
  const full = Array.from({ length: mostArrivals }, (_, index) => punchAt(-index));
  const after = withNews(full, [punchAt(1)]);
  expect(after).toHaveLength(mostArrivals);
  expect(after[0]).toEqual(punchAt(1));
});

test('a list that stands still says how many came', () => {
  const frozen = [punchAt(2), punchAt(1)];
  expect(newSince(frozen, frozen)).toBe(0);
  expect(newSince([punchAt(4), punchAt(3), ...frozen], frozen)).toBe(2);
  expect(newSince([punchAt(4)], frozen)).toBe(1);
  expect(newSince([punchAt(4)], [])).toBe(1);
});

test('punches are counted in steps of five minutes', () => {
  expect(stepOf('2026-03-03T00:04:59')).toBe(0);
  expect(stepOf('2026-03-03T09:05:00')).toBe(109);
  const counts = countSteps(['2026-03-03T09:05:00', '2026-03-03T09:09:59', '2026-03-03T23:59:59']);
  expect(counts).toHaveLength(288);
  expect([counts[109], counts[287]]).toEqual([2, 1]);
});

test('what is usual is the mean of days on which anybody punched', () => {
  const one = countSteps(['2026-03-03T09:05:00', '2026-03-03T09:06:00']);
  const none = countSteps([]);
  const two = countSteps(['2026-03-10T09:05:00']);
  const usual = usualSteps([one, none, two]);
  expect(usual.days).toBe(2);
  expect(usual.values[109]).toBe(1.5);
  expect(usualSteps([none]).days).toBe(0);
});

test('the axis goes from the hour of the first punch to the end of that of the last one', () => {
  expect(shownSteps([countSteps(['2026-03-03T08:55:00', '2026-03-03T18:01:00'])])).toEqual({
    from: 96,
    to: 228,
  });
  expect(shownSteps([countSteps([])])).toBeUndefined();
});

test('a day is compared with the same weekday of four weeks', () => {
  const date = parseLocalDate('2026-03-03');
  if (date === null) throw new Error('a date');
  expect(sameWeekdays(date)).toEqual(['2026-02-24', '2026-02-17', '2026-02-10', '2026-02-03']);
});

test('only what there is to do is listed, with its number', () => {
  const things = overview.getOverview.answer.body.parse({
    asOf: '2026-03-03T08:00:00.000Z',
    from: '2026-02-01',
    to: '2026-03-04',
    provisionalUsers: 0,
    unknownUsers: 3,
    failedWebhooks: 1,
    quarantined: 0,
    missing: 9,
    toApprove: 0,
    awaiting: { corrections: 1, leaves: 0, dayOverrides: 0 },
    terminals: { active: 4, online: 2, silent: 1, faulty: 1, warned: 0 },
    behind: [{ serial: 'TEST0000002', name: 'Gate' }, { serial: 'TEST0000003' }],
  });
  expect(toDo(things)).toEqual([
    { kind: 'missing', count: 9 },
    { kind: 'unknownUsers', count: 3 },
    { kind: 'corrections', count: 1 },
    { kind: 'terminals', count: 2 },
    { kind: 'failedWebhooks', count: 1 },
  ]);
  expect(unheardNames(things)).toEqual(['Gate', 'TEST0000003']);
});
