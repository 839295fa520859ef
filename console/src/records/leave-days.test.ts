import { expect, test } from 'vitest';
import { type DatedLeave, dayKey, leavesByDay, letterOf } from './leave-days.ts';

const leave = (fields: Partial<DatedLeave>): DatedLeave => ({
  userId: '1042',
  from: '2026-03-02',
  to: '2026-03-04',
  ...fields,
});
const dates = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'];

test('a leave takes its days, the last one not included', () => {
  const days = leavesByDay([leave({})], dates);
  expect([...days.keys()]).toEqual([dayKey('1042', '2026-03-02'), dayKey('1042', '2026-03-03')]);
});

test('what waits is marked; what is withdrawn or rejected is not there', () => {
  const days = leavesByDay(
    [
      leave({ approval: { state: 'awaiting' } }),
      leave({ userId: '2', approval: { state: 'rejected' } }),
      leave({ userId: '3', withdrawn: {} }),
    ],
    dates,
  );
  expect([...days.keys()].every((key) => key.startsWith('1042'))).toBe(true);
  expect(days.get(dayKey('1042', '2026-03-02'))?.[0]?.isAwaiting).toBe(true);
});

test('a type has two letters', () => {
  const types = [
    { type: 'annual', name: 'Annual leave', unit: 'days' as const },
    { type: 'sick', payCode: 'SL', unit: 'days' as const },
  ];
  expect(letterOf('annual', types)).toBe('AL');
  expect(letterOf('sick', types)).toBe('SL');
  expect(letterOf('unpaid', types)).toBe('UN');
});
