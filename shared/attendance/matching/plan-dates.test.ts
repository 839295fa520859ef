import { expect, test } from 'vitest';
import { UserPlan, zonesOf } from '../plan/index.ts';
import { flexiHours } from '../testing/presets.ts';
import { prepare } from '../testing/scenario.ts';
import { preparePunches } from './prepare-punches.ts';

/** Section 2, step 1: only punches and added times of the plan's dates are looked at, its midnights at both ends exact. */

const firstDay = 20_514;
const edges = ['2026-03-01 23:59:59', '2026-03-02 00:00:00', '2026-03-03 23:59:59', '2026-03-04 00:00:00'];

function prepared(scenario: Parameters<typeof prepare>[0]) {
  const { input, book } = prepare(scenario, '2026-03-02', '2026-03-04');
  const zones = zonesOf(input.user);
  const plan = new UserPlan(input, input.corrections, zones, book, firstDay, firstDay + 2);
  return preparePunches(input, input.corrections, plan, zones);
}

test('a punch of a date outside the plan is not looked at', () => {
  const { kept, doubles, aside } = prepared({ schedules: [flexiHours()], punches: edges });
  expect(kept.map(({ ref }) => ref.wallTime)).toEqual(['2026-03-02T00:00:00', '2026-03-03T23:59:59']);
  expect([...doubles, ...aside]).toEqual([]);
});

test('nor is a time that HR has added there', () => {
  const corrections = edges.map((edge) => ({
    kind: 'add-time',
    date: edge.slice(0, 10),
    wallTime: edge.replace(' ', 'T'),
  }));
  const { kept } = prepared({ schedules: [flexiHours()], corrections });
  expect(kept.map(({ ref }) => ref.wallTime)).toEqual(['2026-03-02T00:00:00', '2026-03-03T23:59:59']);
});
