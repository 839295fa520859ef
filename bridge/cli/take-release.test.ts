/** When a release is taken, and when a bridge stays as it is. */
import { expect, test } from 'vitest';
import { reasonToStay } from './take-release.ts';

const hour = 3_600_000;
const releasedAt = Date.UTC(2026, 0, 1);
const release = (version: string) => ({ version, releasedAt });
const byHand = { downgrade: false, scheduled: false };
const scheduled = { downgrade: false, scheduled: true };
const known = { afterHours: 24, takenBack: undefined, now: releasedAt + 23 * hour };

test('by hand, a newer release is taken at once, and again after it was taken back', () => {
  expect(reasonToStay(release('0.2.0'), '0.1.0', byHand, { ...known, takenBack: '0.2.0' })).toBeUndefined();
});

test('an older release is taken only by whoever asks for it, and never by a schedule', () => {
  expect(() => reasonToStay(release('0.1.0'), '0.2.0', byHand, known)).toThrow(/--downgrade/);
  expect(reasonToStay(release('0.1.0'), '0.2.0', { ...byHand, downgrade: true }, known)).toBeUndefined();
  expect(reasonToStay(release('0.1.0'), '0.2.0', scheduled, known)).toMatch(/newer than/);
  expect(reasonToStay(release('0.1.0'), '0.1.0', byHand, known)).toMatch(/as is the release/);
});

test('by schedule, a release waits for the hours of its ring, and is not tried twice', () => {
  expect(reasonToStay(release('0.2.0'), '0.1.0', scheduled, known)).toContain('2026-01-02T00:00:00.000Z');
  const later = { ...known, now: releasedAt + 24 * hour };
  expect(reasonToStay(release('0.2.0'), '0.1.0', scheduled, later)).toBeUndefined();
  expect(reasonToStay(release('0.2.0'), '0.1.0', scheduled, { ...later, takenBack: '0.2.0' })).toMatch(
    /taken back here/,
  );
  expect(
    reasonToStay(release('0.3.0'), '0.1.0', scheduled, { ...later, takenBack: '0.2.0' }),
  ).toBeUndefined();
});
