import { expect, test } from 'vitest';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { inOrder } from './day-list-order.ts';

const row = (userId: string, inAt: string | null, late = 0, overtime = 0) =>
  ({
    userId,
    late,
    worked: 0,
    overtime: overtime === 0 ? [] : [{ seconds: overtime }],
    slots: { in: inAt === null ? null : { wall: `2026-03-03T${inAt}:00` } },
    // Of a row only what is compared is looked at.
  }) as unknown as SheetRow;
const rows = [row('1', '09:12', 720), row('2', null), row('3', '08:58', 0, 600), row('4', '09:12', 720)];
const ids = (order: Parameters<typeof inOrder>[1]) => inOrder(rows, order).map(({ userId }) => userId);

test('the latest and the most come first, and equal ones stay as they were', () => {
  expect(ids(undefined)).toEqual(['1', '2', '3', '4']);
  expect(ids('late')).toEqual(['1', '4', '2', '3']);
  expect(ids('overtime')).toEqual(['3', '1', '2', '4']);
});

test('who has not come in stands last', () => {
  expect(ids('in')).toEqual(['3', '1', '4', '2']);
});
