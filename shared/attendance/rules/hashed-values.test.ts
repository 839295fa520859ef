import { expect, test } from 'vitest';
import { lookBackOf } from '../overtime/index.ts';
import { completeRules, defaultRules } from './default-rules.ts';
import { hashedDays, hashedValues } from './hashed-values.ts';
import { presets } from './presets/index.ts';
import { compileSchedules } from './rule-book.ts';
import { ruleBookOf } from './rules-file.ts';

test('a rule value that is added changes no version where nobody sets it', () => {
  // As they were before any value was added. A test that fails here means that every row of everybody is written again
  // after an upgrade: leave the list in hashed-values.ts alone, and give the new value a default.
  const versions = Object.entries(presets).map(([name, file]) => {
    const [era] = compileSchedules(ruleBookOf(file), lookBackOf).eras;
    return [name, era?.withoutSchedule.version, [...(era?.schedules.values() ?? [])].map((s) => s.version)];
  });
  expect(versions).toEqual([
    ['office', 'c617239396f13588', ['8409f13bf46b0bd5']],
    ['factory', '97e1f31f2f136614', ['b3c6bf251096b2b6', 'dfd7c31b585bba2f']],
    ['guards', '1dcd1d275dba4b3c', ['63c8d330e83930ca', '4d6c804fa845099d']],
    ['flexi', '2e62b8ebcbd37fa6', ['822862d5ff14d244']],
    ['hospital', 'db702ec3fe14473a', ['8eee76c6ec98cee8', 'a435f3784c62d81d', '63a40cc0ead7e3ee']],
  ]);
});

test('a value of the first version is part of it also where it is the default', () => {
  expect(hashedValues(defaultRules)).toHaveProperty('matching.maxShiftMinutes', 960);
  expect(hashedValues(defaultRules)).not.toHaveProperty('breaks.giveBackSteps');
});

test('what a day can say since then is part of the version where it says something', () => {
  const day = { dayType: 'workday', shifts: [], expected: 0 };
  expect(
    hashedDays([
      { ...day, later: 0 },
      { ...day, later: 5 },
    ]),
  ).toEqual([day, { ...day, later: 5 }]);
});

test('a value that came later is part of the version where somebody has set it', () => {
  const rules = completeRules({ breaks: { giveBackSteps: [{ afterMinutes: 240, minutes: 15 }] } });
  expect(hashedValues(rules)).toHaveProperty('breaks.giveBackSteps', [{ afterMinutes: 240, minutes: 15 }]);
});
