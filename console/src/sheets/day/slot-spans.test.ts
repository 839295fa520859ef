import { expect, test } from 'vitest';
import { columns } from '../../day/columns.ts';
import { slotSpans } from './slot-spans.ts';

type Slots = Parameters<typeof slotSpans>[0];

const slot = (time: string): Slots['in'] => ({
  wall: `2026-03-03T${time}:00` as NonNullable<Slots['in']>['wall'],
  rounded: `2026-03-03T${time}:00` as NonNullable<Slots['in']>['rounded'],
  instant: `2026-03-03T${time}:00Z` as NonNullable<Slots['in']>['instant'],
  source: { kind: 'rule', rule: 'sample' },
  edited: false,
});
const shift = (times: Partial<Record<keyof Slots, string>>): Slots => ({
  in: null,
  break: null,
  resume: null,
  out: null,
  ot: null,
  done: null,
  ...Object.fromEntries(Object.entries(times).map(([column, time]) => [column, slot(time)])),
});
const spansOf = (times: Partial<Record<keyof Slots, string>>) =>
  slotSpans(shift(times)).map(({ from, to }) => [from, to].map((end) => end?.wall.slice(11, 16) ?? null));

test.for([
  [{ in: '06:00', out: '10:00' }, [['06:00', '10:00']]],
  [
    { in: '10:00', break: '12:00', resume: '12:30', out: '18:00' },
    [
      ['10:00', '12:00'],
      ['12:30', '18:00'],
    ],
  ],
  [{ in: '20:00' }, [['20:00', null]]],
  [
    { in: '10:00', break: '12:00', out: '18:00' },
    [
      ['10:00', '12:00'],
      [null, '18:00'],
    ],
  ],
  [{}, []],
] as const)('%j are the spans %j', ([times, spans]) => {
  expect(Object.keys(times).every((column) => columns.some((one) => one === column))).toBe(true);
  expect(spansOf(times)).toEqual(spans);
});
