import { expect, test } from 'vitest';
import { plainShift } from '#shared/attendance/testing/presets.ts';
import { dayOf } from '#shared/attendance/testing/scenario.ts';
import { signOf } from './letters.ts';

const monday = '2026-03-02';

test('a day of which HR has edited a time is marked, whichever shift the time is of', () => {
  const day = dayOf(
    { schedules: [plainShift('09:00', '17:00')], punches: [`${monday} 09:00`, `${monday} 17:00`] },
    monday,
  );
  expect(signOf(day)).toBe('P');
  const { slots } = day;
  const edited = { ...slots, in: slots.in && { ...slots.in, edited: true } };
  expect(signOf({ ...day, slots: edited })).toBe('P*');
  expect(signOf({ ...day, furtherShifts: [{ scheduleId: 'late', slots: edited }] })).toBe('P*');
});
