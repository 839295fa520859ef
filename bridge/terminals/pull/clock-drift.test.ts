import { expect, test } from 'vitest';
import { clockDriftSeconds } from './clock-drift.ts';

test.each([
  ['2026-01-15 08:00:00', '2026-01-15T08:00:00Z', 'UTC', 0],
  ['2026-01-15 08:01:30', '2026-01-15T08:00:00Z', 'UTC', 90],
  ['2026-01-15 07:59:55', '2026-01-15T08:00:00Z', 'UTC', -5],
  ['2026-07-15 10:00:00', '2026-07-15T08:00:00Z', 'Europe/Berlin', 0],
  ['2026-01-15 13:45:00', '2026-01-15T08:00:00Z', 'Asia/Kathmandu', 0],
  // The hour that comes twice: both readings are right at their moment.
  ['2026-10-25 02:30:00', '2026-10-25T00:30:00Z', 'Europe/Berlin', 0],
  ['2026-10-25 02:30:00', '2026-10-25T01:30:00Z', 'Europe/Berlin', 0],
  // A terminal that was not told about summer time.
  ['2026-07-15 09:00:00', '2026-07-15T08:00:00Z', 'Europe/Berlin', -3600],
])('a terminal that shows %s at %s in %s is %i s off', (terminalTime, instant, zone, seconds) => {
  expect(clockDriftSeconds(terminalTime, Date.parse(instant), zone)).toBe(seconds);
});

test.each(['', '2026-02-31 08:00:00', 'noon'])(
  'the time %j names no moment, so nothing is measured',
  (text) => {
    expect(clockDriftSeconds(text, 0, 'UTC')).toBeNull();
  },
);
