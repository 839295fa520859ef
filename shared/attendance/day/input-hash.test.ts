import { expect, test } from 'vitest';
import { computeDays } from '../sheet/index.ts';
import { flexiHours, officeWeek } from '../testing/presets.ts';
import { dayOf, daysOf, prepare, type Scenario } from '../testing/scenario.ts';

const monday = '2026-03-02';
const worked: Scenario = {
  schedules: [officeWeek()],
  punches: ['2026-03-02 09:00', '2026-03-02 12:00', '2026-03-02 13:00', '2026-03-02 18:00'],
};
const hash = (scenario: Scenario): string => dayOf(scenario, monday).inputHash;

test('time passing changes no finished day', () => {
  const now = '2026-03-03T12:00:00Z';
  expect(dayOf({ ...worked, now }, monday)).toEqual(
    dayOf({ ...worked, now: '2026-05-01T00:00:00Z' }, monday),
  );
});

test('what affects the day changes the hash', () => {
  const base = hash(worked);
  const changes: Scenario[] = [
    { ...worked, punches: [...(worked.punches ?? []), '2026-03-02 18:10'] },
    { ...worked, rules: { thresholds: { lateGraceMinutes: 5 } } },
    { ...worked, holidays: [{ date: monday, name: 'Sample' }] },
    { ...worked, zone: 'Asia/Kolkata' },
    { ...worked, corrections: [{ kind: 'set-remark', date: monday, remark: 'sample' }] },
    {
      ...worked,
      leaves: [{ type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'half', half: 'first' } }],
    },
  ];
  const hashes = changes.map(hash);
  expect(new Set([base, ...hashes]).size).toBe(changes.length + 1);
});

test('an empty day changes its hash when it is settled, and only then', () => {
  const empty: Scenario = { schedules: [officeWeek()] };
  const pending = hash({ ...empty, completeThrough: null });
  expect(hash({ ...empty, completeThrough: '2026-03-02T12:00:00Z' })).toBe(pending);
  expect(hash(empty)).not.toBe(pending);
});

test('the rules version changes with the rules of the schedule, not with those of another', () => {
  const version = (scenario: Scenario): string => dayOf(scenario, monday).rulesVersion;
  expect(version({ ...worked, rules: { breaks: { mode: 'none' } } })).not.toBe(version(worked));
  expect(version({ ...worked, schedules: [officeWeek(), flexiHours({ breaks: { mode: 'none' } })] })).toBe(
    version(worked),
  );
});

test('the order of corrections, leaves and assignments in the input does not matter', () => {
  const corrections = [
    { id: 'cor_a', kind: 'set-remark', date: monday, remark: 'first', enteredAt: '2026-03-05T10:00:00Z' },
    { id: 'cor_b', kind: 'set-remark', date: monday, remark: 'second', enteredAt: '2026-03-05T11:00:00Z' },
  ];
  const { input, book } = prepare({ ...worked, corrections }, monday, '2026-03-03');
  const [day] = computeDays(input, book);
  expect(day?.remark).toBe('second');
  expect(computeDays({ ...input, corrections: input.corrections.toReversed() }, book)).toEqual([day]);
});

test('an empty range has no days', () => {
  expect(daysOf(worked, monday, monday)).toEqual([]);
});
