import { expect, test } from 'vitest';
import { daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { openDayOf, periodOfAddress, textOfDay } from './address.ts';

const day = (text: string) => text as LocalDate;
const march = { from: '2026-03-01', to: '2026-04-01' };

test('an address that names no period, half of one or an impossible one still shows something', () => {
  const today = day('2026-03-17');
  expect(periodOfAddress(undefined, undefined, today)).toEqual(march);
  expect(periodOfAddress('2026-02-30', undefined, today)).toEqual(march);
  expect(periodOfAddress('2026-03-05', undefined, day('2026-07-01'))).toEqual(march);
  expect(periodOfAddress(undefined, '2026-04-01', day('2026-07-01'))).toEqual(march);
  expect(periodOfAddress('2026-03-05', '2026-03-05', today)).toEqual(march);
  const long = periodOfAddress('2026-01-01', '2026-12-31', today);
  expect(daysBetween(long.from, long.to)).toBe(62);
});

test('the open day is read as it is written, whatever the id looks like', () => {
  for (const userId of ['1042', 'a:b', '0007']) {
    const open = { userId, date: day('2026-03-03') };
    expect(openDayOf(textOfDay(open))).toEqual(open);
  }
  expect(openDayOf('2026-03-03')).toBeUndefined();
  expect(openDayOf('1042:2026-13-03')).toBeUndefined();
});
