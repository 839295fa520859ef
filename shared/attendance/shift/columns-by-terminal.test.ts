import { describe, expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { officeWeek, sixColumns } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, h } from '../testing/scenario.ts';

/** Where keys decide and a column takes some terminals only: the columns decide what is paid. */

const monday = '2026-03-02';
const elsewhere: AttendanceRulesPatch = {
  direction: { mode: 'status' },
  columns: { terminals: { break: ['OTHER'], resume: ['OTHER'] } },
};
const six = (...times: string[]) =>
  dayOf({ schedules: [sixColumns(elsewhere)], punches: times.map((time) => `${monday} ${time}`) }, monday);

describe('columns that take some terminals only', () => {
  test('a break at a terminal that does not count for it was not taken', () => {
    const day = six('09:00 in', '12:00 out', '13:00 in', '18:00 out');
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '18:00' });
    expect(day).toMatchObject({ worked: h(9), breakTaken: 0, direction: 'status' });
    expect(day.ignored.map(({ reason }) => reason)).toEqual(['column-terminal', 'column-terminal']);
  });

  test('late and early are measured from the columns', () => {
    expect(six('09:10 in', '17:40 out')).toMatchObject({ late: h(0, 10), early: h(0, 20), worked: h(8, 30) });
  });

  test('overtime that is begun by key is a pair of its own', () => {
    const day = six('09:00 in', '18:00 out', '18:30 in', '20:00 out');
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '18:00', ot: '18:30', done: '20:00' });
    expect(day).toMatchObject({ worked: h(10, 30), breakTaken: 0, early: 0 });
  });

  test('overtime that is begun and not ended lacks its departure, and what came before it is paid', () => {
    const day = six('09:00 in', '18:00 out', '18:30 in');
    expect(day).toMatchObject({ worked: h(9), status: 'incomplete' });
    expect(codesOf(day)).toContain('missing-out');
  });

  test('somebody who stays on until DONE has one pair', () => {
    const day = six('09:00 in', '20:30 out');
    expect(columnsOf(day)).toEqual({ in: '09:00', done: '20:30' });
    expect(day).toMatchObject({ worked: h(11, 30), early: 0, status: 'present' });
  });

  test('with the first half free somebody comes back from the break that others take', () => {
    const leaves = [
      { type: 'sample', from: monday, to: '2026-03-03', portion: { kind: 'half', half: 'first' } },
    ];
    const schedules = [
      officeWeek({ direction: { mode: 'status' }, columns: { terminals: { out: ['SAMPLE1'] } } }),
    ];
    const punches = [`${monday} 12:50 in`, `${monday} 18:00 out`];
    const day = dayOf({ schedules, leaves, punches }, monday);
    expect(columnsOf(day)).toEqual({ resume: '12:50', out: '18:00' });
    expect(day).toMatchObject({ worked: h(5, 10), late: 0, status: 'present' });
  });
});
