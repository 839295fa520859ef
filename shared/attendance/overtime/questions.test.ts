import { describe, expect, test } from 'vitest';
import { compiledLayers, workOf } from '../testing/work-of-day.ts';
import { shareOut } from './overtime.ts';

/** What layers ask about other days: each answer is part of the day's input, so nobody asks without need. */

/** How many answers a day holds once its work has been shared out among layers. */
function questions(layers: readonly object[], ...times: string[]): number {
  const work = workOf(times);
  shareOut(work, compiledLayers(...layers));
  return work.inquiry.count;
}

const weekly = { kind: 'weekly', beyond: 2_400 };
const shift = ['09:00', '17:00'];

describe('layers of a period', () => {
  test('with a fixed threshold ask for the work so far, and not for the plan', () => {
    expect(questions([weekly], ...shift)).toBe(1);
    expect(questions([{ ...weekly, kind: 'monthly' }], ...shift)).toBe(1);
  });

  test('whose threshold the plan decides ask for what is planned, for holidays and for leave', () => {
    expect(questions([{ ...weekly, beyond: 'expected' }], ...shift)).toBe(4);
    expect(questions([{ ...weekly, reducedBy: ['holiday'] }], ...shift)).toBe(4);
  });

  test('ask also where nothing is left for them, so that the day knows its week', () => {
    const all = { kind: 'daily', beyond: 0, multiplier: 2 };
    expect(questions([all, weekly], ...shift)).toBe(1);
  });

  test('ask nothing on a day without work', () => {
    expect(questions([weekly, { kind: 'consecutiveDays' }, { kind: 'workedDays' }])).toBe(0);
  });

  test('ask nothing on weekdays that they do not name', () => {
    expect(questions([{ ...weekly, weekdays: ['tuesday'] }], ...shift)).toBe(0);
  });
});

describe('windows', () => {
  const window = { kind: 'window', from: '06:00', to: '18:00' };

  test.each([true, false])(
    'ask for the week only where they name hours of the week; premium: %s',
    (premium) => {
      const asked = (more: object) => questions([{ ...window, premium, ...more }], ...shift);
      expect(asked({})).toBe(0);
      expect(asked({ afterDailyMinutes: 60, untilDailyMinutes: 120 })).toBe(0);
      expect(asked({ afterWeeklyMinutes: 60 })).toBe(1);
      expect(asked({ untilWeeklyMinutes: 0 })).toBe(1);
    },
  );
});

test('layers of the day ask nothing', () => {
  const kinds = ['daily', 'beforeIn', 'afterOut', 'callIn'];
  expect(
    questions(
      kinds.map((kind) => ({ kind })),
      '07:00',
      '20:00',
    ),
  ).toBe(0);
});
