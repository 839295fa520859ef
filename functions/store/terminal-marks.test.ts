import { expect, test } from 'vitest';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { isRecent } from './terminal-marks.ts';

const noon = Date.parse('2026-03-20T12:00:00Z');
const at = (seconds: number): Instant => instantFromEpoch(noon + seconds * 1000);

test.each([
  ['were read after the message was sent', -30, -5, true],
  ['were read long before the message is worked on', -40, -20, false],
  ['were read before the message was sent', -5, -6, false],
  ['were read so soon after it that clocks may disagree', -5, -4.5, false],
  ['belong to another clock, which is ahead', -5, 5, false],
  ['are asked for by a message of another clock, ahead', 5, -1, false],
  ['are asked for by a message of another clock, far behind', -10 * 86_400, -1, false],
  ['are asked for by a message that has waited for hours', -20_000, -5, true],
])('marks that %s', (_, sentAt, readAt, recent) => {
  expect(isRecent({ readAt: at(readAt) }, { now: at(0), since: at(sentAt) })).toBe(recent);
});

test('whoever does not say since when it was asked reads anew', () => {
  expect(isRecent({ readAt: at(-1) }, { now: at(0) })).toBe(false);
});
