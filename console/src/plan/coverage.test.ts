import { expect, test } from 'vitest';
import { coverageLines } from './coverage.ts';

test('pages of different people add up, by shift and day', () => {
  const early = { date: '2026-03-02', scheduleId: 'early', start: '06:00', people: 3 };
  const late = { date: '2026-03-02', scheduleId: 'late', start: '14:00', people: 1 };
  const lines = coverageLines([{ coverage: [late, early] }, { coverage: [{ ...early, people: 2 }] }]);
  expect(lines.map(({ scheduleId, byDate }) => [scheduleId, byDate.get('2026-03-02')])).toEqual([
    ['early', 5],
    ['late', 1],
  ]);
});
