import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { ClockingSchedule } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift, sixColumns } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, h } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const marks = (day: ReturnType<typeof dayOf>) =>
  day.ignored.map(({ punch, reason }) => `${punch.wallTime.slice(11, 16)} ${reason}`);

describe('direction without fixed times', () => {
  const flexi = (mode: 'auto' | 'alternate' | 'status' | 'first-last', ...times: string[]) =>
    dayOf({ schedules: [flexiHours({ direction: { mode } })], punches: on(...times) }, monday);

  test('alternate: in, out, in, and an odd last one stays open', () => {
    const day = flexi('alternate', '08:00 in', '12:00 in', '13:00 in');
    expect(columnsOf(day)).toEqual({ in: '08:00', break: '12:00', resume: '13:00' });
    expect(day).toMatchObject({ worked: h(4), status: 'incomplete', direction: 'alternate' });
    expect(codesOf(day)).toEqual(['missing-out']);
  });

  test('status: keys 0, 3 and 4 arrive, 1, 2 and 5 leave', () => {
    const day = flexi('status', '08:00 0', '12:00 2', '13:00 3', '17:00 1', '18:00 4', '20:00 5');
    expect(day).toMatchObject({ worked: h(10), direction: 'status', status: 'present' });
  });

  test('status: a leading OUT and the later of two INs are ignored, with a mark', () => {
    const day = flexi('status', '07:00 out', '08:00 in', '08:30 in', '12:00 out');
    expect(day.worked).toBe(h(4));
    expect(marks(day)).toEqual(['07:00 leading-out', '08:30 second-in']);
  });

  test('status: of two OUTs the later one counts', () => {
    const day = flexi('status', '08:00 in', '12:00 out', '12:20 out');
    expect(day.worked).toBe(h(4, 20));
    expect(marks(day)).toEqual(['12:00 replaced']);
  });

  test('status: a key without direction takes no part', () => {
    expect(marks(flexi('status', '08:00 in', '09:00 255', '12:00 out'))).toEqual(['09:00 no-direction']);
  });

  test('the map of keys can be set', () => {
    const direction = { mode: 'status' as const, statusIn: [7], statusOut: [8] };
    const schedules = [flexiHours({ direction })];
    expect(dayOf({ schedules, punches: on('08:00 7', '12:00 8') }, monday).worked).toBe(h(4));
  });

  test('first-last: first in, last out, the rest is for information', () => {
    const day = flexi('first-last', '08:00', '12:00', '13:00', '17:00');
    expect(day).toMatchObject({ worked: h(9), direction: 'first-last' });
    expect(marks(day)).toEqual(['12:00 informative', '13:00 informative']);
  });

  test('auto goes by the keys where they are consistent, and alternates where they are not', () => {
    expect(flexi('auto', '08:00 in', '12:00 out').direction).toBe('status');
    expect(flexi('auto', '08:00 in', '12:00 in').direction).toBe('alternate');
    expect(flexi('auto', '08:00 out', '12:00 in').direction).toBe('alternate');
    expect(flexi('auto', '08:00 in', '12:00 255').direction).toBe('alternate');
    expect(flexi('auto', '08:00 in', '12:00 9').direction).toBe('alternate');
  });

  test('hours first-last counts from the first in to the last out', () => {
    const schedules = [flexiHours({ direction: { hours: 'first-last' } })];
    const punches = on('08:00', '12:00', '13:00', '17:00');
    expect(dayOf({ schedules, punches }, monday).worked).toBe(h(9));
  });

  test('pairs fill the columns in the order of the day; further pairs still count', () => {
    const day = flexi('auto', '06:00', '07:00', '08:00', '09:00', '10:00', '11:00', '12:00', '13:00');
    expect(columnsOf(day)).toEqual({
      in: '06:00',
      break: '07:00',
      resume: '08:00',
      out: '09:00',
      ot: '10:00',
      done: '11:00',
    });
    expect(day.worked).toBe(h(4));
    expect(day.intervals).toHaveLength(4);
    expect(day.ignored).toEqual([]);
  });

  test('maxPairs limits the columns, never the hours', () => {
    const schedules = [flexiHours({ columns: { maxPairs: 1 } })];
    const day = dayOf({ schedules, punches: on('06:00', '07:00', '08:00', '09:00') }, monday);
    expect(columnsOf(day)).toEqual({ in: '06:00', out: '07:00' });
    expect(day.worked).toBe(h(2));
  });
});

describe('the six columns', () => {
  const office = (...times: string[]) => dayOf({ schedules: [officeWeek()], punches: on(...times) }, monday);

  test('a punch goes to the column whose scheduled time is nearest: IN 9:00 and BREAK 12:00 part at 10:30', () => {
    expect(columnsOf(office('10:29'))).toEqual({ in: '10:29' });
    expect(columnsOf(office('10:30'))).toEqual({ break: '10:30' });
  });

  test('before the first border is IN, after the last is the last scheduled column', () => {
    expect(columnsOf(office('07:00', '21:59'))).toEqual({ in: '07:00', out: '21:59' });
    const all = dayOf({ schedules: [sixColumns()], punches: on('08:59', '18:01', '18:31', '23:00') }, monday);
    expect(columnsOf(all)).toEqual({ in: '08:59', out: '18:01', ot: '18:31', done: '23:00' });
  });

  test('columns that are not scheduled stay empty', () => {
    const day = dayOf(
      { schedules: [plainShift('09:00', '18:00')], punches: on('09:00', '12:00', '18:00') },
      monday,
    );
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '18:00' });
    expect(marks(day)).toEqual([]);
    expect(day).toMatchObject({ worked: h(6), status: 'incomplete' });
  });

  test('rangeUntil moves a border, its minute still belongs to the column', () => {
    const shifts = [
      { slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00' }, rangeUntil: { in: '11:00' } },
    ];
    const schedules = [ClockingSchedule.parse({ id: 'sch', name: 'Sample', kind: 'daily', day: { shifts } })];
    expect(columnsOf(dayOf({ schedules, punches: on('11:00:59') }, monday))).toEqual({ in: '11:00' });
    expect(columnsOf(dayOf({ schedules, punches: on('11:01') }, monday))).toEqual({ break: '11:01' });
  });

  test('the first punch stays, in OUT and DONE the latest', () => {
    const early = office('08:50', '09:10', '18:15');
    expect(columnsOf(early)).toEqual({ in: '08:50', out: '18:15' });
    expect(marks(early)).toEqual(['09:10 not-first']);
    const day = office('08:50', '18:15', '18:50');
    expect(columnsOf(day)).toEqual({ in: '08:50', out: '18:50' });
    expect(marks(day)).toEqual(['18:15 replaced']);
    expect(day.reasons.map(textOf)).toContain('OUT 18:50 replaces 18:15: latest kept');
  });

  test('keepLatest can be set per column', () => {
    const schedules = [officeWeek({ columns: { keepLatest: ['in'] } })];
    const last = (...times: string[]) => columnsOf(dayOf({ schedules, punches: on(...times) }, monday));
    expect(last('08:50', '09:10', '18:15')).toEqual({ in: '09:10', out: '18:15' });
    expect(last('08:50', '18:15', '18:50')).toEqual({ in: '08:50', out: '18:15' });
  });

  test('keys that are consistent narrow the choice: who leaves at 16:00 has left, whatever is nearest', () => {
    const byKey = office('09:00 in', '16:00 out');
    expect(columnsOf(byKey)).toEqual({ in: '09:00', out: '16:00' });
    expect(byKey).toMatchObject({ direction: 'status', early: h(2) });
    expect(columnsOf(office('09:00 in', '11:20 out', '11:40 in', '18:00 out'))).toEqual({
      in: '09:00',
      break: '11:20',
      resume: '11:40',
      out: '18:00',
    });
  });

  test('somebody who comes back from an early break has resumed, though IN is nearer', () => {
    const day = office('09:00 in', '10:00 out', '10:20 in', '18:00 out');
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '10:00', resume: '10:20', out: '18:00' });
    expect(day.worked).toBe(h(8, 40));
  });

  test('first-last fills IN and OUT only', () => {
    const schedules = [officeWeek({ direction: { mode: 'first-last' } })];
    const day = dayOf({ schedules, punches: on('09:00', '12:00', '13:00', '18:00') }, monday);
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '18:00' });
  });

  test('a filter limits which terminals count for a column', () => {
    const schedules = [officeWeek({ columns: { terminals: { in: ['OTHER'] } } })];
    const day = dayOf({ schedules, punches: on('09:00', '18:00') }, monday);
    expect(columnsOf(day)).toEqual({ out: '18:00' });
    expect(marks(day)).toEqual(['09:00 column-terminal']);
  });

  test('a missing half gives no time for its pair', () => {
    const noOut = office('09:00');
    expect(noOut).toMatchObject({ worked: 0, status: 'incomplete' });
    expect(codesOf(noOut)).toContain('missing-out');
    expect(codesOf(office('18:00'))).toContain('missing-in');
    const noBreak = office('09:00', '13:00', '18:00');
    expect(noBreak).toMatchObject({ worked: h(5), status: 'incomplete' });
    expect(codesOf(noBreak)).toContain('missing-break');
    const noResume = office('09:00', '12:00', '18:00');
    expect(noResume).toMatchObject({ worked: h(3), status: 'incomplete' });
  });

  test('without any break punch IN to OUT is one pair, and the break is reported as missing', () => {
    const day = office('09:00', '18:00');
    expect(day).toMatchObject({ worked: h(9), status: 'present' });
    expect(codesOf(day)).toEqual(['missing-break']);
  });

  test('somebody who stays on into the overtime without an OUT has one pair until DONE', () => {
    const day = dayOf({ schedules: [sixColumns()], punches: on('09:00', '12:00', '13:00', '20:30') }, monday);
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:00', resume: '13:00', done: '20:30' });
    expect(day).toMatchObject({ worked: h(10, 30), status: 'present' });
  });

  test('OT and DONE are a pair of their own, the time before them is not a break', () => {
    const punches = on('09:00', '12:00', '13:00', '18:00', '18:30', '21:00');
    const day = dayOf({ schedules: [sixColumns()], punches }, monday);
    expect(day).toMatchObject({ worked: h(10, 30), breakTaken: h(1), status: 'present' });
  });

  test('of two pairs of overtime OT and DONE show the beginning and the end, and both are paid', () => {
    const punches = on('09:00', '12:00', '13:00', '18:00', '18:30', '19:00', '19:30', '21:00');
    const day = dayOf({ schedules: [sixColumns()], punches }, monday);
    expect(columnsOf(day)).toMatchObject({ out: '18:00', ot: '18:30', done: '21:00' });
    expect(day.worked).toBe(h(10));
    expect(day.intervals.map(({ seconds }) => seconds)).toEqual([h(3), h(5), h(0, 30), h(1, 30)]);
  });
});
