import { describe, expect, test } from 'vitest';
import { instantOf, wallTimeOf } from '#shared/time/clock-text.ts';
import { type AttendanceRulesPatch, ClockingSchedule, type TimedPunch } from '../model/index.ts';
import { plannedOn } from '../testing/planned.ts';
import { officeWeek, plainShift, sixColumns } from '../testing/presets.ts';
import { h } from '../testing/scenario.ts';
import { FillingShift } from './matched-shift.ts';

/** A shift while punches come to it: whether somebody is at work, how long it may last, and when the user came elsewhere. */

const monday = '2026-03-02';
const midnight = Date.parse(`${monday}T00:00:00Z`) / 1_000;

/** The shift of a Monday, without any punch yet. */
function shiftOf(schedule: ClockingSchedule): FillingShift {
  const planned = plannedOn({ schedules: [schedule] }, monday);
  const [instance] = planned.template.instances;
  if (instance === undefined) throw new RangeError('a shift is planned');
  return new FillingShift(planned, instance, instance.start - h(2), instance.end + h(4));
}

/** A punch of the Monday: ` in` and ` out` are keys, and behind `HR` what HR has said. */
function punchAt(text: string): TimedPunch {
  const [, by, hours = '', minutes = '', way] = /^(HR )?(\d+):(\d+) ?(\w*)$/.exec(text) ?? [];
  const at = midnight + h(Number(hours), Number(minutes));
  const flow = way === 'in' ? 1 : way === 'out' ? -1 : 0;
  return {
    ref: { serial: by ? '' : 'SAMPLE1', wallTime: wallTimeOf(at), status: 255 },
    at,
    instant: instantOf(at),
    wall: at,
    recorded: at,
    flow,
    order: 0,
    correctionId: by ? 'cor_1' : null,
  };
}

function isOpenAfter(schedule: ClockingSchedule, ...texts: string[]): boolean {
  const shift = shiftOf(schedule);
  for (const text of texts) shift.add(punchAt(text));
  return shift.isOpen;
}

const office = (direction: 'alternate' | 'auto' | 'status') =>
  plainShift('09:00', '17:00', { direction: { mode: direction } } as AttendanceRulesPatch);

describe('somebody is at work', () => {
  test.each([
    [['09:00']],
    [['09:00', '12:00', '13:00']],
    [['09:00', '12:00', 'HR 12:30 in']],
    [['HR 08:00 out', '09:00']],
  ])('by turns after %j', (texts) => {
    expect(isOpenAfter(office('alternate'), ...texts)).toBe(true);
  });

  test.each([
    [[]],
    [['09:00', '12:00']],
    [['HR 09:00 out']],
    [['09:00', '12:00', 'HR 12:30 out']],
    [['HR 09:00 in', '12:00']],
  ])('by turns no longer after %j', (texts) => {
    expect(isOpenAfter(office('alternate'), ...texts)).toBe(false);
  });

  test('by keys alone where only keys tell', () => {
    const status = office('status');
    expect(isOpenAfter(status, '09:00')).toBe(false);
    expect(isOpenAfter(status, '09:00 in')).toBe(true);
    expect(isOpenAfter(status, '09:00 in', '12:00')).toBe(true);
    expect(isOpenAfter(status, '09:00 in', '12:00 out', '12:10')).toBe(false);
  });

  test('by keys as soon as anybody has keyed a departure', () => {
    const auto = office('auto');
    expect(isOpenAfter(auto, '09:00 in', '12:00 out', '13:00 in')).toBe(true);
    expect(isOpenAfter(auto, '09:00 in', '12:00 in')).toBe(false);
    expect(isOpenAfter(auto, '09:00 in', '12:00 out', '12:30')).toBe(true);
  });
});

describe('a first punch that is nearer to the last departure than to the arrival before it leaves', () => {
  test.each([
    ['one pair', plainShift('09:00', '17:00'), '12:59', '13:00'],
    ['two pairs, the second from 13:00', officeWeek(), '15:29', '15:30'],
    ['three pairs, the third from 18:30', sixColumns(), '19:44', '19:45'],
  ] as const)('%s', (_pairs, schedule, arrives, leaves) => {
    expect(isOpenAfter(schedule, arrives)).toBe(true);
    expect(isOpenAfter(schedule, leaves)).toBe(false);
  });

  test('but not where HR has said that it arrives', () => {
    expect(isOpenAfter(plainShift('09:00', '17:00'), 'HR 16:00 in')).toBe(true);
  });
});

test('only a keyed arrival is one that a keyed departure must belong to', () => {
  const shift = shiftOf(office('auto'));
  expect(shift.endsWithKeyedArrival).toBe(false);
  const ends = ['09:00', '10:00 in', '11:00', '12:00 out'].map((text) => {
    shift.add(punchAt(text));
    return shift.endsWithKeyedArrival;
  });
  expect(ends).toEqual([false, true, false, false]);
});

test('of the punches in other shifts the earliest is remembered, in whatever order they come', () => {
  const shift = shiftOf(plainShift('09:00', '17:00'));
  expect(shift.followedAt).toBeNull();
  const noted = [30, 28, 29].map((hours) => {
    shift.followedBy(midnight + h(hours));
    return shift.followedAt;
  });
  expect(noted).toEqual([30, 28, 28].map((hours) => midnight + h(hours)));
});

describe('how long a shift may last', () => {
  const longest = (out: string, windowAfterMinutes: number, maxShiftMinutes: number) =>
    shiftOf(
      ClockingSchedule.parse({
        id: 'sch_duty',
        name: 'Duty',
        kind: 'daily',
        rules: { matching: { windowAfterMinutes, maxShiftMinutes } },
        day: { shifts: [{ slots: { in: '08:00', out }, outOnNextDay: out >= '08:00' }] },
      }),
    ).longest;

  test('is what the rules say, and for a duty of a day or more as long as people may stay on', () => {
    expect(longest('07:59', 240, 960)).toBe(h(16));
    expect(longest('08:00', 240, 960)).toBe(h(28));
    expect(longest('08:00', 240, 1_800)).toBe(h(30));
  });

  test('is no more than such a duty and a shift, however long its window stays open', () => {
    expect(longest('08:00', 1_200, 600)).toBe(h(34));
  });
});
