import { expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { DayResult, OvertimeLayer } from '../model/index.ts';
import { plainShift } from '../testing/presets.ts';
import { dayOf, h, type Scenario } from '../testing/scenario.ts';
import { adjustLockedDay } from './adjust-locked-day.ts';

const monday = '2026-03-02';
const overtime = {
  layers: [
    OvertimeLayer.parse({ kind: 'daily', code: 'OT' }),
    OvertimeLayer.parse({ kind: 'window', code: 'EVENING', from: '18:00', to: '22:00', multiplier: 0.5 }),
  ],
};
const worked = (from: string, to: string, more: Scenario = {}) =>
  dayOf(
    {
      schedules: [plainShift('09:00', '17:00', { overtime })],
      punches: [`${monday} ${from}`, `${monday} ${to}`],
      ...more,
    },
    monday,
  );

test('a locked day that would be the same now has no adjustment', () => {
  const locked = worked('09:00', '17:00');
  expect(adjustLockedDay(locked, worked('09:00', '17:00'))).toEqual(locked);
  expect(adjustLockedDay(locked, worked('09:00', '17:00')).adjustment).toBeUndefined();
});

test('a late change becomes the difference, by figure and pay code, and the locked row stays', () => {
  const locked = worked('09:20', '17:00');
  const current = worked('09:00', '19:00');
  const row = adjustLockedDay(locked, current);
  expect(row).toMatchObject({ ...locked, worked: h(7, 40), late: h(0, 20) });
  expect(row.adjustment).toEqual({
    worked: h(2, 20),
    regular: h(0, 20),
    overtime: h(2),
    diffOt: h(1),
    short: -h(0, 20),
    late: -h(0, 20),
    early: 0,
    undertime: 0,
    codes: [
      { figure: 'overtime', code: 'OT', multiplier: 1.5, approved: true, seconds: h(2) },
      { figure: 'premiums', code: 'EVENING', multiplier: 0.5, approved: true, seconds: h(1) },
    ],
    status: 'present',
    rulesVersion: current.rulesVersion,
    inputHash: current.inputHash,
    reason: expect.objectContaining({ key: 'adjustment' }),
  });
  expect(row.adjustment && textOf(row.adjustment.reason)).toBe(
    'changed after the period was locked: worked 7:40 → 10:00, regular 7:40 → 8:00, diffOt 0:00 → 1:00, short 0:20 → 0:00, late 0:20 → 0:00, OT +2:00, EVENING +1:00',
  );
  expect(DayResult.parse(row)).toEqual(row);
});

test('what is due no longer is negative', () => {
  expect(adjustLockedDay(worked('09:00', '19:00'), worked('09:00', '17:00')).adjustment).toMatchObject({
    worked: -h(2),
    overtime: -h(2),
    codes: [
      { code: 'OT', seconds: -h(2) },
      { code: 'EVENING', seconds: -h(1) },
    ],
  });
});

test('a second change replaces the first, and one that is taken back leaves nothing', () => {
  const locked = worked('09:00', '17:00');
  const once = adjustLockedDay(locked, worked('09:00', '18:00'));
  expect(adjustLockedDay(once, worked('09:00', '17:30')).adjustment?.worked).toBe(h(0, 30));
  expect(adjustLockedDay(once, locked)).toEqual(locked);
});

test('another input with the same figures is not an adjustment', () => {
  const locked = worked('09:00', '17:00');
  const remarked = worked('09:00', '17:00', {
    corrections: [{ kind: 'set-remark', date: monday, remark: 'sample remark' }],
  });
  expect(remarked.inputHash).not.toBe(locked.inputHash);
  expect(adjustLockedDay(locked, remarked)).toEqual(locked);
});

test('approval alone moves seconds between the approved and the others', () => {
  const needsApproval = { layers: [OvertimeLayer.parse({ kind: 'daily', code: 'OT', needsApproval: true })] };
  const schedules = [plainShift('09:00', '17:00', { overtime: needsApproval })];
  const locked = worked('09:00', '18:00', { schedules });
  const approved = worked('09:00', '18:00', {
    schedules,
    corrections: [{ kind: 'approve-overtime', date: monday }],
  });
  expect(adjustLockedDay(locked, approved).adjustment).toMatchObject({
    overtime: 0,
    codes: [
      { approved: false, seconds: -h(1) },
      { approved: true, seconds: h(1) },
    ],
  });
});

test('a day that would have another status now says so', () => {
  const locked = dayOf({ schedules: [plainShift('09:00', '17:00')] }, monday);
  const leave = [{ type: 'sample', from: monday, to: '2026-03-03', portion: { kind: 'full' } }];
  const current = dayOf({ schedules: [plainShift('09:00', '17:00')], leaves: leave }, monday);
  const { adjustment } = adjustLockedDay(locked, current);
  expect(adjustment).toMatchObject({ status: 'leave', short: -h(8) });
  expect(adjustment && textOf(adjustment.reason)).toMatch('status absent → leave');
});

test('leave that is entered, changed or taken back after the lock is the difference by type', () => {
  const leaveOf = (type: string) => [{ type, from: monday, to: '2026-03-03', portion: { kind: 'full' } }];
  const day = (type?: string) =>
    dayOf({ schedules: [plainShift('09:00', '17:00')], ...(type ? { leaves: leaveOf(type) } : {}) }, monday);
  const [none, annual, sick] = [day(), day('annual'), day('sick')];
  const { adjustment } = adjustLockedDay(none, annual);
  expect(adjustment?.leave).toEqual([{ type: 'annual', seconds: h(8) }]);
  expect(adjustment && textOf(adjustment.reason)).toContain('leave annual +8:00');
  expect(DayResult.parse(adjustLockedDay(none, annual)).adjustment).toEqual(adjustment);
  expect(adjustLockedDay(annual, none).adjustment?.leave).toEqual([{ type: 'annual', seconds: -h(8) }]);
  // Another type is the only difference: status and figures are the same.
  expect(adjustLockedDay(annual, sick).adjustment).toMatchObject({
    short: 0,
    leave: [
      { type: 'annual', seconds: -h(8) },
      { type: 'sick', seconds: h(8) },
    ],
  });
});

test('each figure is what it would be now less what it was, also where both are something', () => {
  const rules = {
    overtime: {
      undertime: true,
      layers: [
        { kind: 'window', code: 'NIGHT', from: '06:00', to: '22:00', multiplier: 0.25 },
        { kind: 'beforeIn', code: 'EARLY' },
      ].map((layer) => OvertimeLayer.parse(layer)),
    },
  };
  const schedules = [plainShift('09:00', '17:00', rules)];
  const locked = worked('09:30', '16:00', { schedules });
  const current = worked('09:10', '16:40', { schedules });
  const { adjustment } = adjustLockedDay(locked, current);
  expect(adjustment).toMatchObject({
    worked: h(1),
    regular: h(1),
    overtime: 0,
    diffOt: h(1),
    short: -h(1),
    late: -h(0, 20),
    early: -h(0, 40),
    undertime: h(1),
    codes: [{ code: 'NIGHT', seconds: h(1) }],
  });
  expect(adjustment && textOf(adjustment.reason)).toBe(
    'changed after the period was locked: worked 6:30 → 7:30, regular 6:30 → 7:30, diffOt 6:30 → 7:30, short 1:30 → 0:30, late 0:30 → 0:10, early 1:00 → 0:20, undertime -1:30 → -0:30, NIGHT +1:00',
  );
});

test('pay codes come in their order, those of the same time are left out, what falls away is negative', () => {
  const layers = (...codes: string[]) => ({
    overtime: {
      layers: codes.map((code) =>
        OvertimeLayer.parse({ kind: 'window', code, from: '17:00', to: '22:00', multiplier: 0.5 }),
      ),
    },
  });
  const locked = worked('09:00', '18:00', {
    schedules: [plainShift('09:00', '17:00', layers('B', 'C', 'SAME'))],
  });
  const current = worked('09:00', '18:00', {
    schedules: [plainShift('09:00', '17:00', layers('C', 'A', 'SAME', 'C'))],
  });
  const { adjustment } = adjustLockedDay(locked, current);
  expect(adjustment?.codes.map(({ code, seconds }) => [code, seconds])).toEqual([
    ['A', h(1)],
    ['B', -h(1)],
    ['C', h(1)],
  ]);
  expect(adjustment && textOf(adjustment.reason)).toContain('A +1:00, B -1:00, C +1:00');
});

test('a day of which only the status is another has an adjustment', () => {
  const thresholds = (halfDayBelowMinutes: number) => [
    plainShift('09:00', '17:00', { thresholds: { halfDayBelowMinutes } }),
  ];
  const locked = worked('09:00', '17:00', { schedules: thresholds(0) });
  const current = worked('09:00', '17:00', { schedules: thresholds(600) });
  expect(adjustLockedDay(locked, current).adjustment).toMatchObject({
    worked: 0,
    status: 'half-day',
    codes: [],
  });
});

test.each(['worked', 'regular', 'diffOt', 'short', 'late', 'early', 'undertime'] as const)(
  'a day of which only %s is another has an adjustment of it alone',
  (figure) => {
    const locked = worked('09:20', '16:30');
    const current = { ...locked, [figure]: locked[figure] + h(0, 5), inputHash: 'another' };
    const { adjustment } = adjustLockedDay(locked, current);
    const none = { worked: 0, regular: 0, overtime: 0, diffOt: 0, short: 0, late: 0, early: 0, undertime: 0 };
    expect(adjustment).toMatchObject({ ...none, [figure]: h(0, 5), codes: [], status: locked.status });
    expect(adjustment).not.toHaveProperty('leave');
  },
);

test('the same input is the same day: what a later version would pay for it is no adjustment', () => {
  const locked = worked('09:00', '17:00');
  expect(adjustLockedDay(locked, { ...locked, worked: h(7) })).toEqual(locked);
});

test('types of leave come in their order, and one that is as long as before is left out', () => {
  const leave = (...types: [string, number][]) =>
    types.map(([type, seconds], index) => ({ id: `lve_${index}`, type, seconds }));
  const day = worked('09:00', '17:00');
  const locked = { ...day, leave: leave(['unpaid', h(1)], ['sick', h(1)], ['annual', h(2)]) };
  const current = {
    ...day,
    inputHash: 'another',
    leave: leave(['sick', h(1)], ['medical', h(2)], ['annual', h(1)]),
  };
  const { adjustment } = adjustLockedDay(locked, current);
  expect(adjustment?.leave).toEqual([
    { type: 'annual', seconds: -h(1) },
    { type: 'medical', seconds: h(2) },
    { type: 'unpaid', seconds: -h(1) },
  ]);
});
