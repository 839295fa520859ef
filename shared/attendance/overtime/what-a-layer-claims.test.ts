import { describe, expect, test } from 'vitest';
import { clockText, daySeconds } from '#shared/time/clock-text.ts';
import { ClockingSchedule, type Spans } from '../model/index.ts';
import { flexiHours } from '../testing/presets.ts';
import { h } from '../testing/scenario.ts';
import { compiledLayer, workOf } from '../testing/work-of-day.ts';
import { amount, nothing } from './layers/claim.ts';
import type { WorkOfDay } from './work-of-day.ts';

/** Which seconds of a day a single layer claims, and where they lie, before anybody else is served. */

const clock = (spans: Spans) => spans.map((second) => clockText(second % daySeconds)).join(' ');

function claimOf(document: object, work: WorkOfDay) {
  const layer = compiledLayer(document);
  return layer.of.claim(layer.own, work, work.worked, work.spans);
}

function claimed(document: object, work: WorkOfDay) {
  const { seconds, spans, isAmount } = claimOf(document, work);
  return { seconds, at: clock(spans), isAmount };
}

/** Where layers of a kind claim, whatever they are given. */
const placeOf = (kind: string, work: WorkOfDay) => compiledLayer({ kind }).of.place?.(work) ?? [];

describe('work that lies at a place in the day', () => {
  const long = workOf(['07:00', '19:30']);

  test.each([
    ['beforeIn', {}, h(2), '07:00 09:00'],
    ['afterOut', {}, h(2, 30), '17:00 19:30'],
    ['window', { premium: false, from: '12:00', to: '13:00' }, h(1), '12:00 13:00'],
    ['callIn', { work: 'any' }, h(4, 30), '07:00 09:00 17:00 19:30'],
  ])('%s: no other seconds will do', (kind, more, seconds, at) => {
    expect(claimed({ kind, ...more }, long)).toEqual({ seconds, at, isAmount: false });
  });

  test('of an amount any seconds will do', () => {
    const all = { at: '07:00 19:30', isAmount: true };
    expect(claimed({ kind: 'daily' }, long)).toEqual({ seconds: h(4, 30), ...all });
    expect(claimed({ kind: 'dayType', dayTypes: ['workday'], beyond: 60 }, long)).toEqual({
      seconds: h(11, 30),
      ...all,
    });
  });

  test('somebody who is punctual, late or gone early has been at none of them', () => {
    for (const times of [
      ['09:00', '17:00'],
      ['10:00', '16:00'],
    ]) {
      const work = workOf(times);
      expect([placeOf('beforeIn', work), placeOf('afterOut', work)]).toEqual([[], []]);
    }
  });

  test('without a shift there is neither before IN nor after OUT', () => {
    const work = workOf(['08:00', '18:00'], {}, { schedules: [flexiHours()] });
    expect([placeOf('beforeIn', work), placeOf('afterOut', work)]).toEqual([[], []]);
  });

  test('where one shift follows the other at once there is nothing between them', () => {
    const shifts = [{ slots: { in: '08:00', out: '12:00' } }, { slots: { in: '12:00', out: '16:00' } }];
    const day = { id: 'sch', name: 'Two shifts', kind: 'daily', day: { shifts } };
    const workFrom = (...times: string[]) => workOf(times, {}, { schedules: [ClockingSchedule.parse(day)] });
    expect(placeOf('afterOut', workFrom('08:00 in', '12:00 out', '12:01 in', '16:00 out'))).toEqual([]);
    expect(clock(placeOf('afterOut', workFrom('08:00 in', '12:00 out', '12:01 in', '17:30 out')))).toBe(
      '16:00 17:30',
    );
  });
});

describe('a layer that has nothing to say', () => {
  const punctual = workOf(['09:00', '17:00']);

  test.each([
    ['beforeIn', {}],
    ['afterOut', {}],
    ['daily', { beyond: 480 }],
    ['dayType', { dayTypes: ['holiday'] }],
    ['consecutiveDays', {}],
    ['workedDays', {}],
  ])('%s: claims nothing, which is the same for everybody and costs no memory', (kind, more) => {
    expect(claimOf({ kind, ...more }, punctual)).toBe(nothing);
  });

  test('nobody called in: nothing, and nowhere', () => {
    expect(claimed({ kind: 'callIn' }, punctual)).toEqual({ seconds: 0, at: '', isAmount: false });
  });

  test('an amount begins with its first second', () => {
    const { spans } = punctual;
    expect([amount(-1, spans), amount(0, spans)]).toEqual([nothing, nothing]);
    expect(amount(1, spans)).toEqual({ seconds: 1, spans, isAmount: true });
  });

  test('a shift that nobody outstays makes no list', () => {
    expect(placeOf('afterOut', punctual)).toBe(placeOf('afterOut', punctual));
  });
});
