/** Tests of how the facts of problems are written. @module */

import { expect, it } from 'vitest';
import { formatOf } from '../day/format-of.ts';
import { factsShown } from './facts-shown.ts';

const format = formatOf({ language: 'en', zone: 'Asia/Kuala_Lumpur', clock: '24', durations: 'clock' });

it('writes the days of a range with its last day', () => {
  expect(factsShown({ from: '2026-03-01', to: '2026-04-01' }, format).range).toBe('1–31 Mar 2026');
});

it('does not fail on a range that is none', () => {
  expect(factsShown({ from: '2026-03-02', to: '2026-03-01', reason: 'it ends first' }, format)).toMatchObject(
    {
      reason: 'it ends first',
    },
  );
  expect(factsShown({ from: 'yesterday', to: 3 }, format).range).toBe('yesterday–3');
});

it('writes moments in the zone of the organisation, wall times as they are, and sizes with a unit', () => {
  expect(
    factsShown(
      { erasedAt: '2026-03-03T20:00:00Z', wallTime: '2026-03-03T09:12:41', bytes: 1_500_000, most: 50 },
      format,
    ),
  ).toMatchObject({
    erasedAt: '4 Mar 2026 04:00',
    wallTime: '3 Mar 2026 09:12:41',
    bytes: '1.5 MB',
    most: 50,
  });
});

it('writes lists, and fields that do not fit by their names', () => {
  expect(factsShown({ addresses: ['a@example.com', 'b@example.com'] }, format).addresses).toBe(
    'a@example.com and b@example.com',
  );
  expect(
    factsShown({ issues: [{ in: 'body', path: '/download/schedule', message: 'must be a time' }] }, format)
      .issues,
  ).toBe('download › schedule: must be a time');
});
