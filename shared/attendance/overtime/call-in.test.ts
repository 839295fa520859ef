import { describe, expect, test } from 'vitest';
import { ClockingSchedule, OvertimeLayer } from '../model/index.ts';
import { flexiHours, plainShift } from '../testing/presets.ts';
import { dayOf, daysOf, h, type Scenario } from '../testing/scenario.ts';
import { compiledLayers, workOf } from '../testing/work-of-day.ts';
import { shareOut } from './overtime.ts';

/** Layers that pay being called in, days of a week, and work up to an amount. */

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const parse = (layers: object[]) => layers.map((layer) => OvertimeLayer.parse({ code: 'OT', ...layer }));

/** Regular minutes, and minutes of overtime and premiums by code. */
function pays(layers: object[], punches: readonly string[], more: Scenario = {}) {
  const overtime = { layers: parse(layers) };
  const day = dayOf({ schedules: [plainShift('09:00', '17:00', { overtime })], punches, ...more }, monday);
  const given = day.overtime.reduce((sum, { seconds }) => sum + seconds, 0);
  expect(day.regular + given).toBe(day.worked);
  return {
    regular: day.regular / 60,
    overtime: day.overtime.map(
      ({ code, seconds, approved }) => `${code} ${seconds / 60}${approved ? '' : ' open'}`,
    ),
    onTop: day.premiums.map(
      ({ code, seconds, approved }) => `${code} ${seconds / 60}${approved ? '' : ' open'}`,
    ),
  };
}

describe('being called in', () => {
  const callIn = { kind: 'callIn', code: 'CALL', atLeastMinutes: 180 };
  const shift = on('09:00 in', '17:00 out');

  test('pays at least what it promises: the work as overtime, the rest on top', () => {
    expect(pays([callIn], [...shift, ...on('23:00 in', '23:40 out')])).toEqual({
      regular: 480,
      overtime: ['CALL 40'],
      onTop: ['CALL 140'],
    });
    expect(pays([callIn], [...on('02:00 in', '05:30 out'), ...shift])).toEqual({
      regular: 480,
      overtime: ['CALL 210'],
      onTop: [],
    });
  });

  test('also within the window of the shift, where somebody came back for it', () => {
    expect(pays([callIn], [...shift, ...on('19:00 in', '20:00 out')])).toEqual({
      regular: 480,
      overtime: ['CALL 60'],
      onTop: ['CALL 120'],
    });
  });

  test('staying on is no call-in, unless the rules say so', () => {
    const stay = on('09:00 in', '18:00 out');
    expect(pays([callIn], stay)).toEqual({ regular: 540, overtime: [], onTop: [] });
    expect(pays([{ ...callIn, work: 'any' }], stay)).toEqual({
      regular: 480,
      overtime: ['CALL 60'],
      onTop: ['CALL 120'],
    });
  });

  test('a day on which nobody was called in owes nothing, however it is paid', () => {
    const nothing = { regular: 480, overtime: [], onTop: [] };
    for (const more of [{}, { per: 'day' }, { work: 'any' }, { work: 'any', per: 'day' }]) {
      expect(pays([{ ...callIn, ...more }], shift)).toEqual(nothing);
    }
  });

  test('work outside every shift that lies within scheduled times is no call-in either', () => {
    const scheduled = workOf(['09:00', '17:00']);
    const { pieces } = workOf(['10:00', '12:00'], {}, { schedules: [] });
    const layers = compiledLayers({ ...callIn, work: 'any' });
    expect(shareOut({ ...scheduled, pieces }, layers)).toMatchObject({
      regular: h(8),
      overtime: [],
      premiums: [],
    });
  });

  test('for each call-in, or once for the day', () => {
    const twice = [...on('02:00 in', '03:00 out'), ...shift, ...on('23:00 in', '23:30 out')];
    expect(pays([callIn], twice).onTop).toEqual(['CALL 270']);
    expect(pays([{ ...callIn, per: 'day' }], twice).onTop).toEqual(['CALL 90']);
  });

  test('on a day off, with a break in between, it is one', () => {
    const overrides = [{ date: monday, scheduleId: null }];
    const punches = on('10:00 in', '11:00 out', '11:15 in', '11:45 out');
    expect(pays([], punches, { overrides }).overtime).toEqual([]);
    const rules = { overtime: { layers: parse([callIn]) } };
    const day = dayOf({ schedules: [plainShift('09:00', '17:00')], rules, punches, overrides }, monday);
    expect([day.overtime[0]?.seconds, day.diffOt]).toEqual([h(1, 30), h(1, 30)]);
  });

  test('an approval covers both parts', () => {
    const punches = [...shift, ...on('23:00 in', '23:40 out')];
    const corrections = [{ kind: 'approve-overtime', date: monday, code: 'CALL', minutes: 60 }];
    expect(pays([{ ...callIn, needsApproval: true }], punches, { corrections })).toEqual({
      regular: 480,
      overtime: ['CALL 40'],
      onTop: ['CALL 20', 'CALL 120 open'],
    });
  });

  test('hours of one’s own choice are none', () => {
    const schedules = [flexiHours({ overtime: { layers: parse([callIn]) } }, 480)];
    const day = dayOf({ schedules, punches: on('09:00', '10:00') }, monday);
    expect([day.overtime, day.premiums]).toEqual([[], []]);
  });
});

describe('work up to an amount', () => {
  const long = on('09:00 in', '20:00 out');

  test('of a daily layer', () => {
    expect(pays([{ kind: 'daily', beyond: 480, until: 600 }], long)).toEqual({
      regular: 540,
      overtime: ['OT 120'],
      onTop: [],
    });
    expect(pays([{ kind: 'daily', beyond: 480, until: 600 }], on('09:00 in', '18:30 out')).overtime).toEqual([
      'OT 90',
    ]);
    expect(pays([{ kind: 'daily', beyond: 600, until: 480 }], long).overtime).toEqual([]);
  });

  test('a premium from the 8th to the 10th hour of the day', () => {
    const whole = { kind: 'window', code: 'P', from: '00:00', to: '00:00' };
    expect(pays([{ ...whole, afterDailyMinutes: 480, untilDailyMinutes: 600 }], long).onTop).toEqual([
      'P 120',
    ]);
    expect(pays([{ ...whole, untilDailyMinutes: 90 }], long).onTop).toEqual(['P 90']);
  });

  test('a premium until so much of the week', () => {
    const layers = parse([
      { kind: 'window', code: 'P', from: '00:00', to: '00:00', untilWeeklyMinutes: 1_000 },
    ]);
    const punches = ['2026-03-02', '2026-03-03', '2026-03-04'].flatMap((date) => [
      `${date} 09:00`,
      `${date} 17:00`,
    ]);
    const days = daysOf({ schedules: [flexiHours({ overtime: { layers } })], punches }, monday, '2026-03-05');
    expect(days.map(({ diffOt }) => diffOt / 60)).toEqual([480, 480, 40]);
  });
});

test('more than so many minutes: that many are still nothing', () => {
  const layer = { kind: 'afterOut', moreThanMinutes: 30 };
  expect(pays([layer], on('09:00', '17:30')).overtime).toEqual([]);
  expect(pays([layer], on('09:00', '17:31')).overtime).toEqual(['OT 31']);
  expect(pays([{ kind: 'afterOut', minimumMinutes: 30 }], on('09:00', '17:30')).overtime).toEqual(['OT 30']);
  expect(pays([{ kind: 'afterOut', moreThanMinutes: 0 }], on('09:00', '17:01')).overtime).toEqual(['OT 1']);
});

test('the n-th day of a week on which somebody works, in a row or not', () => {
  const overtime = { layers: parse([{ kind: 'workedDays', days: 3, beyond: 60 }]) };
  const dates = ['2026-03-02', '2026-03-04', '2026-03-06', '2026-03-08', '2026-03-09'];
  const punches = dates.flatMap((date) => [`${date} 09:00`, `${date} 12:00`]);
  const days = daysOf({ schedules: [flexiHours({ overtime })], punches }, monday, '2026-03-10');
  const paid = days.filter(({ worked }) => worked > 0).map((day) => (day.overtime[0]?.seconds ?? 0) / 3_600);
  // Friday is the third, Sunday the fourth; Monday begins a new week.
  expect(paid).toEqual([0, 0, 2, 2, 0]);
});

test('hours of one’s own choice are no call-in; work on a rest day, or of somebody without a schedule, is one', () => {
  const overtime = { layers: parse([{ kind: 'callIn', code: 'CALL', atLeastMinutes: 180 }]) };
  const flexi = ClockingSchedule.parse({ ...flexiHours({ overtime }), dayTypes: { saturday: 'restday' } });
  const worked = (date: string, more: Scenario) => {
    const punches = [`${date} 10:00`, `${date} 12:00`];
    const { overtime: paid, premiums, reasons } = dayOf({ punches, ...more }, date);
    const words = reasons.some(({ key }) => key === 'layer.callIn.more');
    return [...paid, ...premiums].map(({ seconds }) => seconds / 60).concat(words ? 1 : 0);
  };
  expect(worked(monday, { schedules: [flexi] })).toEqual([0]);
  expect(worked('2026-03-07', { schedules: [flexi] })).toEqual([120, 60, 1]);
  expect(worked(monday, { rules: { overtime } })).toEqual([120, 60, 1]);
});
