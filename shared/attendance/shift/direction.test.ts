import { describe, expect, test } from 'vitest';
import { flexiHours, officeWeek, plainShift, sixColumns } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, h } from '../testing/scenario.ts';

/** Section 3 of the rules: who comes and who leaves, and in which column. */

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const marks = (day: ReturnType<typeof dayOf>) =>
  day.ignored.map(({ punch, reason }) => `${punch.wallTime.slice(11, 16)} ${reason}`);
type Mode = 'auto' | 'alternate' | 'status' | 'first-last';

describe('the mode that decided', () => {
  const office = (mode: Mode, ...times: string[]) =>
    dayOf({ schedules: [officeWeek({ direction: { mode } })], punches: on(...times) }, monday).direction;
  const keyed = ['09:00 in', '12:00 out', '13:00 in', '18:00 out'];

  test('is told by the result, whatever was set', () => {
    expect(office('alternate', ...keyed)).toBe('alternate');
    expect(office('status', '09:00 255', '18:00 255')).toBe('status');
    expect(office('first-last', ...keyed)).toBe('first-last');
    expect(office('auto')).toBeNull();
  });

  test('is the key where every punch has one, the first arrives, no arrival follows an arrival and somebody leaves', () => {
    expect(office('auto', ...keyed)).toBe('status');
    expect(office('auto', '09:00 in', '12:00 out', '12:20 out', '13:00 in', '18:00 out')).toBe('status');
    expect(office('auto', '09:00 in')).toBe('alternate');
    expect(office('auto', '09:00 in', '12:00 in', '18:00 out')).toBe('alternate');
    expect(office('auto', '09:00 out', '12:00 in', '18:00 out')).toBe('alternate');
    expect(office('auto', '09:00 in', '12:00 255', '18:00 out')).toBe('alternate');
  });
});

describe('by key', () => {
  const flexi = (direction: object, ...times: string[]) =>
    dayOf(
      {
        schedules: [flexiHours({ direction: { mode: 'status' as const, ...direction } })],
        punches: on(...times),
      },
      monday,
    );

  test.each([
    [0, 1],
    [3, 2],
    [4, 5],
  ])('%s arrives and %s leaves', (arrives, leaves) => {
    expect(flexi({}, `08:00 ${arrives}`, `12:00 ${leaves}`)).toMatchObject({
      worked: h(4),
      status: 'present',
      ignored: [],
    });
    expect(marks(flexi({}, `08:00 ${leaves}`, `09:00 ${arrives}`, `13:00 ${leaves}`))).toEqual([
      '08:00 leading-out',
    ]);
  });

  test('only a departure gives no time and is a missing IN', () => {
    const day = flexi({}, '12:00 out');
    expect(day).toMatchObject({ worked: 0, status: 'incomplete', ignored: [] });
    expect(codesOf(day)).toEqual(['missing-in']);
    expect(columnsOf(day)).toEqual({ out: '12:00' });
  });

  test('only an arrival gives no time and is a missing OUT', () => {
    const day = flexi({}, '08:00 in', '12:00 out', '13:00 in');
    expect(day).toMatchObject({ worked: h(4), status: 'incomplete' });
    expect(codesOf(day)).toEqual(['missing-out']);
    expect(columnsOf(day)).toEqual({ in: '08:00', break: '12:00', resume: '13:00' });
  });

  test('another map of keys is another sense', () => {
    const turned = { statusIn: [1], statusOut: [0] };
    expect(flexi(turned, '08:00 1', '12:00 0').worked).toBe(h(4));
    expect(marks(flexi(turned, '08:00 0', '09:00 1', '12:00 0'))).toEqual(['08:00 leading-out']);
    expect(marks(flexi(turned, '08:00 1', '09:00 3', '12:00 0'))).toEqual(['09:00 no-direction']);
  });
});

describe('by key in a shift with fixed times', () => {
  const office = (...times: string[]) =>
    dayOf({ schedules: [officeWeek({ direction: { mode: 'status' } })], punches: on(...times) }, monday);

  test('what says nothing and what comes too early or twice is ignored, with a mark', () => {
    const day = office('08:00 out', '09:00 in', '09:30 in', '12:00 255', '17:50 out', '18:00 out');
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '18:00' });
    expect(marks(day)).toEqual([
      '08:00 leading-out',
      '09:30 second-in',
      '12:00 no-direction',
      '17:50 replaced',
    ]);
    expect(day.worked).toBe(h(9));
  });

  test('a departure alone counts as one, also after a key that says nothing', () => {
    const day = office('09:00 255', '18:00 out');
    expect(columnsOf(day)).toEqual({ out: '18:00' });
    expect(marks(day)).toEqual(['09:00 no-direction']);
  });

  test('a key that says nothing does not count as an arrival without fixed times either', () => {
    const schedules = [flexiHours({ direction: { mode: 'status' } })];
    const day = dayOf({ schedules, punches: on('08:00 255', '12:00 out') }, monday);
    expect(columnsOf(day)).toEqual({ out: '12:00' });
    expect(marks(day)).toEqual(['08:00 no-direction']);
  });
});

describe('from first to last', () => {
  test('one punch alone is an arrival without a departure', () => {
    const schedules = [flexiHours({ direction: { mode: 'first-last' as const } })];
    const day = dayOf({ schedules, punches: on('08:00') }, monday);
    expect(day).toMatchObject({ worked: 0, status: 'incomplete' });
    expect(columnsOf(day)).toEqual({ in: '08:00' });
    expect(codesOf(day)).toEqual(['missing-out']);
  });

  test('with fixed times one punch alone is of the nearer of IN and OUT', () => {
    const schedules = [officeWeek({ direction: { mode: 'first-last' as const } })];
    expect(columnsOf(dayOf({ schedules, punches: on('13:29') }, monday))).toEqual({ in: '13:29' });
    expect(columnsOf(dayOf({ schedules, punches: on('13:30') }, monday))).toEqual({ out: '13:30' });
    const day = dayOf({ schedules, punches: on('09:00', '12:00', '13:00', '18:00') }, monday);
    expect(marks(day)).toEqual(['12:00 informative', '13:00 informative']);
  });

  test('hours first-last pay what lies between, and nothing while an end is missing', () => {
    const schedules = [officeWeek({ direction: { hours: 'first-last' as const } })];
    expect(dayOf({ schedules, punches: on('09:00', '12:00', '13:00', '17:30') }, monday)).toMatchObject({
      worked: h(8, 30),
      breakTaken: 0,
      status: 'present',
    });
    expect(dayOf({ schedules, punches: on('09:00', '12:00', '18:00') }, monday)).toMatchObject({
      worked: h(9),
      status: 'present',
    });
    const noIn = dayOf({ schedules, punches: on('18:00') }, monday);
    expect(noIn).toMatchObject({ worked: 0, status: 'incomplete' });
    expect(codesOf(noIn)).toContain('missing-in');
    const noOut = dayOf({ schedules, punches: on('09:00') }, monday);
    expect(noOut).toMatchObject({ worked: 0, status: 'incomplete' });
    expect(codesOf(noOut)).toContain('missing-out');
  });
});

describe('the borders of the six columns', () => {
  const columnOf = (time: string) =>
    Object.keys(columnsOf(dayOf({ schedules: [sixColumns()], punches: on(time) }, monday)))[0];

  test.each([
    ['07:00', 'in'],
    ['10:29', 'in'],
    ['10:30', 'break'],
    ['12:29', 'break'],
    ['12:30', 'resume'],
    ['15:29', 'resume'],
    ['15:30', 'out'],
    ['18:14', 'out'],
    ['18:15', 'ot'],
    ['19:44', 'ot'],
    ['19:45', 'done'],
    ['23:59', 'done'],
  ])('IN 9:00, BREAK 12:00, RESUME 13:00, OUT 18:00, OT 18:30, DONE 21:00: %s is %s', (time, column) => {
    expect(columnOf(time)).toBe(column);
  });
});

describe('a column', () => {
  const six = ['08:50', '11:50', '12:50', '17:50', '18:20', '20:50'] as const;

  test.each([
    ['in', '09:05'],
    ['break', '12:05'],
    ['resume', '13:05'],
    ['out', '18:05'],
    ['ot', '18:40'],
    ['done', '21:05'],
  ] as const)('%s keeps its first punch, where the rules say so its latest: %s', (column, repeated) => {
    const shown = (keepLatest: (typeof column)[]) => {
      const schedules = [sixColumns({ columns: { keepLatest } })];
      const day = dayOf({ schedules, punches: on(...[...six, repeated].sort()) }, monday);
      expect(day.status).toBe('present');
      return columnsOf(day);
    };
    const first = shown([]);
    expect(Object.values(first)).toEqual([...six]);
    expect(shown([column])).toEqual({ ...first, [column]: repeated });
  });

  test('takes the terminals that it names, any column that names none takes all', () => {
    const terminals = { in: ['SAMPLE1'], out: ['OTHER'] };
    const schedules = [plainShift('09:00', '17:00', { columns: { terminals } })];
    const day = dayOf({ schedules, punches: on('09:00', '17:00') }, monday);
    expect(columnsOf(day)).toEqual({ in: '09:00' });
    expect(marks(day)).toEqual(['17:00 column-terminal']);
  });

  test('takes a time that HR added, whatever terminals it names', () => {
    const schedules = [plainShift('09:00', '17:00', { columns: { terminals: { out: ['OTHER'] } } })];
    const corrections = [{ kind: 'add-time', date: monday, wallTime: `${monday}T17:00:00` }];
    expect(columnsOf(dayOf({ schedules, punches: on('09:00'), corrections }, monday))).toEqual({
      in: '09:00',
      out: '17:00',
    });
  });
});

describe('pairs without fixed times', () => {
  const pairs = (maxPairs: number, ...times: string[]) =>
    dayOf({ schedules: [flexiHours({ columns: { maxPairs } })], punches: on(...times) }, monday);
  const four = ['06:00', '07:00', '08:00', '09:30', '10:00', '12:00', '13:00', '16:00'];

  test('fill as many columns as maxPairs says, and all count', () => {
    expect(columnsOf(pairs(1, ...four))).toEqual({ in: '06:00', out: '07:00' });
    expect(columnsOf(pairs(2, ...four))).toEqual({
      in: '06:00',
      break: '07:00',
      resume: '08:00',
      out: '09:30',
    });
    expect(columnsOf(pairs(3, ...four))).toMatchObject({ ot: '10:00', done: '12:00' });
    for (const maxPairs of [1, 2, 3]) {
      expect(pairs(maxPairs, ...four)).toMatchObject({ worked: h(7, 30), breakTaken: h(2, 30), ignored: [] });
      expect(pairs(maxPairs, ...four).intervals.map(({ seconds }) => seconds)).toEqual([
        h(1),
        h(1, 30),
        h(2),
        h(3),
      ]);
    }
  });

  test('beyond the columns a half without a partner is listed and gives no time', () => {
    const day = pairs(1, '06:00', '07:00', '08:00');
    expect(day).toMatchObject({ worked: h(1) });
    expect(marks(day)).toEqual(['08:00 unpaired']);
  });
});
