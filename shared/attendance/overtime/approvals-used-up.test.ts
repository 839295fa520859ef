import { describe, expect, test } from 'vitest';
import { Correction } from '../model/index.ts';
import { h } from '../testing/scenario.ts';
import { compiledLayers, workOf } from '../testing/work-of-day.ts';
import { Approvals, paidFrom } from './approval.ts';
import { type GivenSeconds, shareOut } from './overtime.ts';

/** Approvals of a day while they are used up: overtime first, then premiums, each from what is left. */

const correction = (fields: object) =>
  Correction.parse({
    id: 'cor',
    userId: '1042',
    date: '2026-03-02',
    enteredAt: '2026-03-02T12:00:00Z',
    author: 'HR',
    reason: 'sample',
    ...fields,
  });
const approvalsOf = (...list: object[]) =>
  Approvals.of(list.map((fields) => correction({ kind: 'approve-overtime', ...fields })));

/** Two hours before IN and three after OUT. */
const given = (early: object = {}, late: object = {}): readonly GivenSeconds[] =>
  shareOut(
    workOf(['07:00', '20:00']),
    compiledLayers(
      { kind: 'beforeIn', code: 'EARLY', needsApproval: true, ...early },
      { kind: 'afterOut', code: 'LATE', needsApproval: true, ...late },
    ),
  ).overtime;

describe('what is left of an approval', () => {
  test('is there for whoever takes next', () => {
    const approvals = approvalsOf({ minutes: 400 });
    expect(approvals.take(given())).toEqual([h(2), h(3)]);
    expect(approvals.take(given())).toEqual([h(1, 40), 0]);
    expect(approvals.take(given())).toEqual([0, 0]);
  });

  test('of one code says nothing about another', () => {
    const approvals = approvalsOf({ code: 'LATE', minutes: 200 });
    expect(approvals.take(given())).toEqual([0, h(3)]);
    expect(approvals.take(given())).toEqual([0, h(0, 20)]);
  });

  test('is not touched by what needs no approval, which is always approved', () => {
    const approvals = approvalsOf({ minutes: 60 });
    expect(approvals.take(given({ needsApproval: false }))).toEqual([h(2), h(1)]);
    expect(approvalsOf().take(given({ needsApproval: false }))).toEqual([h(2), 0]);
  });
});

describe('a day without approvals', () => {
  test('is the same for everybody, and nobody uses it up', () => {
    expect(Approvals.of([])).toBe(Approvals.of([]));
    expect(Approvals.of([]).take(given())).toEqual([0, 0]);
    expect(Approvals.of([]).take([])).toBe(Approvals.of([]).take([]));
  });

  test('other corrections of HR approve nothing', () => {
    const remark = correction({ kind: 'set-remark', remark: 'LATE' });
    expect(Approvals.of([remark]).take(given())).toEqual([0, 0]);
  });
});

describe('the lines of payroll', () => {
  const line = { code: 'OT', multiplier: 1.5 };
  const overtime = given({ code: 'OT' }, { code: 'OT' });

  test('layers with one code and multiplier are one line each for what is approved and what is not', () => {
    expect(paidFrom(overtime, [h(1), h(3)])).toEqual([
      { ...line, seconds: h(4), approved: true },
      { ...line, seconds: h(1), approved: false },
    ]);
    expect(paidFrom(overtime, [])).toEqual([{ ...line, seconds: h(5), approved: false }]);
    expect(paidFrom([], [])).toEqual([]);
  });

  test('another multiplier is another line', () => {
    expect(paidFrom(given({ code: 'OT', multiplier: 2 }, { code: 'OT' }), [h(2), h(3)])).toEqual([
      { ...line, multiplier: 2, seconds: h(2), approved: true },
      { ...line, seconds: h(3), approved: true },
    ]);
  });
});
