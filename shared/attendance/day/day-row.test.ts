import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import type { Reason } from '../model/index.ts';
import { plainShift } from '../testing/presets.ts';
import { dayOf } from '../testing/scenario.ts';
import { plainRow } from './reasons-when-read.ts';

/** A row's reasons are made when somebody reads them; only a copy by structuredClone can tell. */

const monday = '2026-03-02';
const lateDay = () =>
  dayOf(
    { schedules: [plainShift('09:00', '17:00')], punches: [`${monday} 09:20`, `${monday} 17:00`] },
    monday,
  );
const sentences = ['0:20 late: IN 09:20', '09:20–17:00 make 7:40'];

describe('the reasons of a row', () => {
  test('are there for whoever reads them, the same list each time', () => {
    const day = lateDay();
    const { reasons } = day;
    expect(reasons.map(textOf).sort()).toEqual(expect.arrayContaining(sentences));
    expect(day.reasons).toBe(reasons);
  });

  test('stand in their place among the fields, read or not', () => {
    const unread = Object.keys(lateDay());
    expect(unread.slice(unread.indexOf('remark'))).toEqual([
      'remark',
      'reasons',
      'ignored',
      'rulesVersion',
      'inputHash',
    ]);
    const day = lateDay();
    expect(day.reasons).not.toHaveLength(0);
    expect(Object.keys(day)).toEqual(unread);
  });

  test('go along where a row is written, spread, or copied as plain data', () => {
    const { reasons } = lateDay();
    expect(JSON.parse(JSON.stringify(lateDay())).reasons).toEqual(reasons);
    expect({ ...lateDay() }.reasons).toEqual(reasons);
    expect(structuredClone(plainRow(lateDay()))).toEqual(lateDay());
    expect(() => structuredClone(lateDay())).toThrow(/could not be cloned/);
  });

  test('are a list in every way, whatever is asked of it first', () => {
    const known = [...lateDay().reasons];
    expect(known).not.toEqual([]);
    const first: ((reasons: Reason[]) => unknown)[] = [
      (reasons) => Array.isArray(reasons) && reasons.length === known.length,
      (reasons) => 0 in reasons && !(known.length in reasons),
      (reasons) => Object.keys(reasons).length === known.length,
      (reasons) => Object.getOwnPropertyDescriptor(reasons, 0)?.value.figure === known[0]?.figure,
      (reasons) => reasons.push(...known) === 2 * known.length,
      (reasons) => reasons.splice(0, 1)[0]?.figure === known[0]?.figure,
      (reasons) => delete reasons[0] && !(0 in reasons) && reasons.length === known.length,
      (reasons) => Object.isFrozen(Object.freeze(reasons)) && reasons.length === known.length,
    ];
    for (const look of first) expect(look(lateDay().reasons), String(look)).toBe(true);
  });

  test('can be replaced', () => {
    const day = lateDay();
    day.reasons = [];
    expect([day.reasons, Object.keys(day).includes('reasons')]).toEqual([[], true]);
  });
});

test('a day on which HR has entered something else has an empty remark', () => {
  const corrections = [
    { kind: 'void-punch', date: monday, serial: 'SAMPLE1', wallTime: `${monday}T09:20:00`, status: 255 },
  ];
  const scenario = { schedules: [plainShift('09:00', '17:00')], punches: [`${monday} 09:20`], corrections };
  expect(dayOf(scenario, monday).remark).toBe('');
});
