/** The band of a person's duty rosters. @module */

import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { bandSpan, rosterBand } from './roster-band.ts';

const day = (text: string) => text as LocalDate;
const span = { from: day('2026-01-01'), to: day('2026-04-11') };

describe('rosterBand', () => {
  it('is one empty stretch without rosters', () => {
    expect(rosterBand([], span)).toEqual([
      { rosterId: undefined, ...span, share: 1, isCutAtStart: false, isCutAtEnd: false },
    ]);
  });

  it('shows gaps between rosters, and their shares add up', () => {
    const band = rosterBand(
      [
        { rosterId: 'office', from: day('2026-03-02'), to: null },
        { rosterId: 'gate', from: day('2025-06-01'), to: day('2026-02-01') },
      ],
      span,
    );
    expect(band.map(({ rosterId, from, to }) => [rosterId, from, to])).toEqual([
      ['gate', '2026-01-01', '2026-02-01'],
      [undefined, '2026-02-01', '2026-03-02'],
      ['office', '2026-03-02', '2026-04-11'],
    ]);
    expect(band.map(({ isCutAtStart, isCutAtEnd }) => [isCutAtStart, isCutAtEnd])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
    expect(band.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  it('leaves out what ended before or begins after the band', () => {
    const band = rosterBand(
      [
        { rosterId: 'old', from: day('2025-01-01'), to: day('2026-01-01') },
        { rosterId: 'next', from: day('2026-04-11'), to: null },
      ],
      span,
    );
    expect(band.map(({ rosterId }) => rosterId)).toEqual([undefined]);
  });
});

describe('bandSpan', () => {
  const today = day('2026-03-15');

  it('begins shortly before the first roster', () => {
    const found = bandSpan([{ rosterId: 'office', from: day('2026-03-02'), to: null }], today);
    expect(found).toEqual({ from: '2026-02-16', to: '2026-07-13' });
  });

  it('goes no more than a year back, but as far ahead as something begins', () => {
    const found = bandSpan(
      [
        { rosterId: 'office', from: day('2020-01-01'), to: day('2027-01-01') },
        { rosterId: 'gate', from: day('2027-01-01'), to: null },
      ],
      today,
    );
    expect(found).toEqual({ from: '2025-03-15', to: '2027-01-15' });
  });

  it('contains today although all rosters are ahead', () => {
    const found = bandSpan([{ rosterId: 'office', from: day('2026-06-01'), to: null }], today);
    expect(found.from).toBe('2026-03-01');
    expect(found.to > '2026-06-01').toBe(true);
  });
});
