import { describe, expect, test } from 'vitest';
import { h } from '../testing/scenario.ts';
import { compiledLayers, workOf } from '../testing/work-of-day.ts';
import { shareOut } from './overtime.ts';
import type { WorkOfDay } from './work-of-day.ts';

/** Work of one shift that is shown on two dates: which part of it a layer claims that names weekdays or day types. */

const monday = workOf([]).day;
const at = (...hours: number[]) => hours.map((hour) => monday * 86_400 + h(hour));
const [evening = 0, midnight = 0, morning = 0] = at(22, 24, 30);

/** Monday 22:00 to Tuesday 6:00. @param worked - after rounding */
function night(changed: Partial<WorkOfDay> = {}): WorkOfDay {
  const dates = [
    { day: monday, dayType: 'workday' as const, from: evening - h(22), to: midnight },
    { day: monday + 1, dayType: 'holiday' as const, from: midnight, to: midnight + h(24) },
  ];
  return workOf([], { spans: [evening, morning], worked: h(8), expected: h(8), dates, ...changed });
}

/** Regular hours, and hours by pay code. */
function shares(work: WorkOfDay, ...layers: object[]) {
  const { regular, overtime } = shareOut(work, compiledLayers(...layers));
  return [regular / 3_600, ...overtime.map(({ code, seconds }) => `${code} ${seconds / 3_600}`)];
}

describe('a day type', () => {
  const holiday = { kind: 'dayType', code: 'HOL', dayTypes: ['holiday'] };
  const both = { ...holiday, dayTypes: ['workday', 'holiday'] };

  test('gets what lies on dates of its type, less the minutes it names', () => {
    expect(shares(night(), holiday)).toEqual([2, 'HOL 6']);
    expect(shares(night(), { ...holiday, beyond: 60 })).toEqual([3, 'HOL 5']);
  });

  test('gets all of the rounded work where every date is of its type', () => {
    // 7:50 of work that the rules round up to eight hours.
    const rounded = night({ spans: [evening, morning - 600] });
    expect(shares(rounded, both)).toEqual([0, 'HOL 8']);
    expect(shares(rounded, { ...both, beyond: 60 })).toEqual([1, 'HOL 7']);
  });
});

describe('weekdays of a layer', () => {
  const daily = { kind: 'daily', code: 'DAY', beyond: 0 };

  test('leave it what lies on them', () => {
    expect(shares(night(), { ...daily, weekdays: ['monday'] })).toEqual([6, 'DAY 2']);
    expect(shares(night(), { ...daily, weekdays: ['tuesday'] })).toEqual([2, 'DAY 6']);
    expect(shares(night(), { ...daily, weekdays: ['wednesday'] })).toEqual([8]);
  });

  test('leave it all of the rounded work where it names every date', () => {
    const rounded = night({ spans: [evening, morning - 600] });
    expect(shares(rounded, { ...daily, weekdays: ['monday', 'tuesday'] })).toEqual([0, 'DAY 8']);
  });

  test('leave a layer with a maximum the last of its own date, wherever later layers have their place', () => {
    const [shift] = workOf(['09:00', '17:00']).instances;
    if (shift === undefined) throw new RangeError('no shift');
    const fromEleven = { ...shift, at: shift.at.map((second) => second + h(14)) };
    const work = night({ instances: [fromEleven] });
    const layers = [
      { ...daily, weekdays: ['monday'], multiplier: 2, maximumMinutes: 60 },
      { kind: 'beforeIn', code: 'EARLY' },
    ];
    // Monday's last hour is 23:00 to midnight; the hour before the shift's IN at 23:00 is still there.
    expect(shares(work, ...layers)).toEqual([6, 'DAY 1', 'EARLY 1']);
  });
});
