import { expect, test } from 'vitest';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { sumsOf } from './sums.ts';

const day = {
  worked: 0,
  expected: 28_800,
  overtime: [],
  short: 0,
  late: 0,
  status: 'present',
  leave: [],
};
// Of a row only what is added up is looked at.
const row = (more: object) => ({ ...day, ...more }) as unknown as SheetRow;

test('sums count days and add up seconds, overtime by its code', () => {
  const ot = (code: string, seconds: number, approved: boolean) => ({
    code,
    seconds,
    approved,
    multiplier: 1.5,
  });
  const sums = sumsOf([
    row({ worked: 30_000, overtime: [ot('OT15', 1_200, true), ot('OT20', 600, false)] }),
    row({ worked: 20_000, late: 720, short: 8_800, overtime: [ot('OT15', 300, false)] }),
    row({ status: 'absent', short: 28_800 }),
    row({ status: 'leave', leave: [{ type: 'annual', seconds: 28_800 }] }),
    row({ status: 'pending', expected: 0 }),
  ]);
  expect(sums).toEqual({
    worked: 50_000,
    expected: 115_200,
    overtime: [
      { code: 'OT15', seconds: 1_500, toApprove: 300 },
      { code: 'OT20', seconds: 600, toApprove: 600 },
    ],
    short: 37_600,
    late: 720,
    lateDays: 1,
    absentDays: 1,
    leaveDays: 1,
    pendingDays: 1,
  });
});
