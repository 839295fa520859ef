/** Months as people type them. @module */

import { describe, expect, it } from 'vitest';
import { daysOfMonth, monthOf } from './month-words.ts';

describe('a month in words', () => {
  it.each([
    ['march', { year: 2026, month: 3 }],
    ['Mar', { year: 2026, month: 3 }],
    ['december', { year: 2025, month: 12 }],
    ['november', { year: 2026, month: 11 }],
    ['march 2024', { year: 2024, month: 3 }],
    ['2026-03', { year: 2026, month: 3 }],
    ['3/2026', { year: 2026, month: 3 }],
  ])('%s', (text, month) => {
    expect(monthOf(text, 'en', '2026-11-27')).toEqual(month);
  });

  it('speaks Malay', () => {
    expect(monthOf('mac', 'ms', '2026-11-27')).toEqual({ year: 2026, month: 3 });
  });

  it.each(['', 'ma', 'office', '13/2026', '2026-00', 'march 26'])('%j is none', (text) => {
    expect(monthOf(text, 'en', '2026-11-27')).toBeUndefined();
  });

  it('ends where the next one begins', () => {
    expect(daysOfMonth({ year: 2026, month: 12 })).toEqual({ from: '2026-12-01', to: '2027-01-01' });
    expect(daysOfMonth({ year: 2026, month: 2 })).toEqual({ from: '2026-02-01', to: '2026-03-01' });
  });
});
