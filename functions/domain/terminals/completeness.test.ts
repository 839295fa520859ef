import { expect, test } from 'vitest';
import type { Instant } from '#shared/time/wall-time.ts';
import { anId } from '#test/support/ids.ts';
import { isAwaited, notAfter } from './completeness.ts';

const at = (text: string) => text as Instant;
const early = '2026-03-02T09:00:00Z';
const late = '2026-03-02T10:00:00.000Z';
const terminal = { state: 'active' as const, bridgeId: anId('brg', 1) };

test('no day waits for a terminal that is retired, that nobody reads, or that no bridge has in its configuration', () => {
  expect(isAwaited(terminal)).toBe(true);
  expect(isAwaited({ state: 'active', pushes: true })).toBe(true);
  expect(isAwaited({ ...terminal, state: 'retired' })).toBe(false);
  expect(isAwaited({ state: 'active' })).toBe(false);
  expect(isAwaited({ ...terminal, unreadSince: at(early) })).toBe(false);
});

test('a mark never lies in the future, and always has milliseconds', () => {
  expect(notAfter(at('2031-01-01T00:00:00Z'), at(late))).toBe(late);
  expect(notAfter(at(early), at(late))).toBe('2026-03-02T09:00:00.000Z');
});
