import { describe, expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, dayOf, h } from '../testing/scenario.ts';

/** Section 3 of the rules: punches that take no part, where somebody may have worked for them, and where not. */

const monday = '2026-03-02';
const on = (times: string) => times.split(', ').map((time) => `${monday} ${time}`);
const given = (text: string) => {
  const [time, direction] = text.split(' ');
  return { kind: 'add-time', date: monday, wallTime: `${monday}T${time}:00`, direction };
};
const day = (rules: AttendanceRulesPatch, times: string, added: string[] = []) =>
  dayOf(
    {
      schedules: [plainShift('09:00', '18:00', rules)],
      punches: on(times),
      corrections: added.map(given),
    },
    monday,
  );

describe('in mode status the pay is in doubt', () => {
  test.each([
    ['09:00 in, 12:00 255, 18:00 out', true],
    ['08:00 out, 09:00 in, 18:00 out', true],
    // Within half an hour somebody has only pressed again.
    ['09:00 in, 09:30 in, 18:00 out', false],
    ['09:00 in, 09:31 in, 18:00 out', true],
    ['09:00 in, 17:30 out, 18:00 out', false],
    ['09:00 in, 17:29 out, 18:00 out', true],
  ])('%s: %s', (times, expected) => {
    const found = day({ direction: { mode: 'status' } }, times);
    expect(found.ignored).toHaveLength(1);
    expect(codesOf(found).includes('unused-punch')).toBe(expected);
  });
});

test('keys tell nothing where only HR has said that somebody left', () => {
  expect(day({}, '09:00 in', ['18:00 out']).direction).toBe('alternate');
  expect(day({}, '09:00 in, 18:00 out').direction).toBe('status');
});

test('in mode first-last a time that HR gives as a departure does not arrive, nor one of arrival leave', () => {
  const rules: AttendanceRulesPatch = { direction: { mode: 'first-last' } };
  expect(day(rules, '09:00, 18:00', ['08:00 out']).worked).toBe(h(9));
  expect(day(rules, '09:00, 18:00', ['19:00 in']).worked).toBe(h(9));
  expect(day(rules, '09:00, 18:00', ['08:00 in', '19:00 out']).worked).toBe(h(11));
});

describe('the lunch', () => {
  const keyed = (...times: string[]) =>
    times.map((time, index) => `${monday} ${time} ${index % 2 === 0 ? 'in' : 'out'}`);
  const breaks = { lunch: 'nearest' as const, lunchPaidMinutes: 45 };

  test('is the longest break where none is scheduled', () => {
    const punches = keyed('09:00', '10:00', '10:20', '13:00', '14:00', '18:00');
    // 7:40 of work, and 45 minutes of the hour.
    expect(dayOf({ schedules: [plainShift('09:00', '18:00', { breaks })], punches }, monday).worked).toBe(
      h(8, 25),
    );
  });

  test('is the break whose ends lie nearest to those of the scheduled one', () => {
    const punches = keyed('09:00', '11:30', '12:00', '12:45', '13:30', '18:00');
    // 11:30 to 12:00 is 90 minutes off 12:00 to 13:00, 12:45 to 13:30 is 75: the latter is paid.
    expect(dayOf({ schedules: [officeWeek({ breaks })], punches }, monday).worked).toBe(h(8, 30));
  });
});
