import { expect, test } from 'vitest';
import type { Instant } from '#shared/time/wall-time.ts';
import { anId } from '#test/support/ids.ts';
import { notAfter, oldestMark } from './completeness.ts';

const at = (text: string) => text as Instant;
const terminal = (completeThrough?: string) => ({
  state: 'active' as const,
  bridgeId: anId('brg', 1),
  completeThrough: completeThrough === undefined ? undefined : at(completeThrough),
});
const early = '2026-03-02T09:00:00Z';
const late = '2026-03-02T10:00:00.000Z';

test('the terminal that is furthest behind decides', () => {
  expect(oldestMark([terminal(late), terminal(early), terminal(late)])).toBe(early);
});

test('one that has never been read leaves everything open, wherever it stands', () => {
  expect(oldestMark([terminal(), terminal(early)])).toBeNull();
  expect(oldestMark([terminal(early), terminal()])).toBeNull();
});

test('retired terminals and those without a bridge are not waited for', () => {
  const retired = { ...terminal(), state: 'retired' as const };
  const orphan = { ...terminal(), bridgeId: undefined };
  expect(oldestMark([retired, terminal(late), orphan])).toBe(late);
  expect(oldestMark([retired, orphan])).toBeUndefined();
  expect(oldestMark([])).toBeUndefined();
});

test('marks are compared as moments, not as texts', () => {
  expect(oldestMark([terminal('2026-03-02T10:00:00.500Z'), terminal('2026-03-02T10:00:00Z')])).toBe(
    '2026-03-02T10:00:00Z',
  );
});

test('a mark never lies in the future, and always has milliseconds', () => {
  expect(notAfter(at('2031-01-01T00:00:00Z'), at(late))).toBe(late);
  expect(notAfter(at(early), at(late))).toBe('2026-03-02T09:00:00.000Z');
});
