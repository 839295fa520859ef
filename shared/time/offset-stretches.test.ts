import { describe, expect, test } from 'vitest';
import { OffsetStretches } from './offset-stretches.ts';

const knowing = (...stretches: [from: number, to: number, offset: number][]) => {
  const known = new OffsetStretches();
  for (const [from, to, offset] of stretches) known.add({ from, to, offset });
  return known;
};

describe('stretches with one offset', () => {
  test('say nothing of what lies outside them', () => {
    expect(new OffsetStretches().at(0)).toBeUndefined();
    const known = knowing([10, 20, 3_600]);
    expect([9, 10, 19, 20].map((epoch) => known.at(epoch))).toEqual([undefined, 3_600, 3_600, undefined]);
  });

  test('are found again after a question about another one, or about none', () => {
    const known = knowing([10, 20, 1], [30, 40, 2], [50, 60, 0]);
    expect([10, 30, 25, 59, 19, 39, 50].map((epoch) => known.at(epoch))).toEqual([
      1,
      2,
      undefined,
      0,
      1,
      2,
      0,
    ]);
  });

  test.each<[string, [number, number, number][], number]>([
    [
      'that touch, the later one first',
      [
        [20, 30, 1],
        [10, 20, 1],
      ],
      1,
    ],
    [
      'that touch, the earlier one first',
      [
        [10, 20, 1],
        [20, 30, 1],
      ],
      1,
    ],
    [
      'between which a third one lies',
      [
        [10, 15, 1],
        [25, 30, 1],
        [15, 25, 1],
      ],
      1,
    ],
    [
      'that have different offsets',
      [
        [10, 20, 1],
        [20, 30, 2],
      ],
      2,
    ],
    [
      'between which a second is not known',
      [
        [10, 20, 1],
        [21, 30, 1],
      ],
      2,
    ],
  ])('%s', (_, stretches, size) => {
    const known = knowing(...stretches);
    expect(known.size).toBe(size);
    for (const [from, to, offset] of stretches) {
      expect([known.at(from), known.at(to - 1)]).toEqual([offset, offset]);
    }
  });

  test('grow without taking others with them', () => {
    const known = knowing([0, 5, 2], [10, 20, 1], [40, 50, 1], [20, 30, 1]);
    expect(known.size).toBe(3);
    expect([0, 10, 29, 30, 40].map((epoch) => known.at(epoch))).toEqual([2, 1, 1, undefined, 1]);
  });

  test('are sixteen at most: those that were learnt first are forgotten', () => {
    const known = knowing(
      ...Array.from({ length: 20 }, (_, i): [number, number, number] => [i * 10, i * 10 + 5, i]),
    );
    expect(known.size).toBe(16);
    expect(known.at(30)).toBeUndefined();
    expect([40, 190].map((epoch) => known.at(epoch))).toEqual([4, 19]);
  });
});
