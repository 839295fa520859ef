import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { rangesOf } from './bulk-ranges.ts';

const day = (userId: string, date: string) => ({ userId, date: date as LocalDate });

test('days that follow one another are one range, of each person', () => {
  expect(
    rangesOf([
      day('1', '2026-03-31'),
      day('2', '2026-04-01'),
      day('1', '2026-04-01'),
      day('1', '2026-04-03'),
      day('1', '2026-04-01'),
    ]),
  ).toEqual([
    { userId: '1', from: '2026-03-31', to: '2026-04-02' },
    { userId: '1', from: '2026-04-03', to: '2026-04-04' },
    { userId: '2', from: '2026-04-01', to: '2026-04-02' },
  ]);
  expect(rangesOf([])).toEqual([]);
});
