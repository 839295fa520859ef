import { describe, expect, test } from 'vitest';
import { h } from '../testing/scenario.ts';
import { compiledLayers, workOf } from '../testing/work-of-day.ts';
import { DaysBefore } from './days-before.ts';
import { countedFor, type GivenSeconds, shareOut } from './overtime.ts';

/** How the work of one day is shared out: what each layer is given, where it lies, and what is left regular. */

/** 2026-03-02 00:00 UTC. */
const midnight = Date.UTC(2026, 2, 2) / 1_000;
const at = (...hours: number[]) => hours.map((hour) => midnight + h(hour));

describe('a day without work', () => {
  test('is shared out among nobody', () => {
    const layers = compiledLayers(
      { kind: 'weekly', beyond: 60 },
      { kind: 'window', from: '00:00', to: '00:00' },
    );
    expect(shareOut(workOf([]), layers)).toEqual({
      regular: 0,
      overtime: [],
      premiums: [],
      longestPeriod: -1,
    });
  });

  test('makes no list of its own', () => {
    const layers = compiledLayers({ kind: 'daily' });
    const [one, another] = [workOf([]), workOf([])].map((work) => shareOut(work, layers));
    expect(one?.overtime).toBe(another?.overtime);
    expect(one?.premiums).toBe(another?.premiums);
  });
});

describe('what a layer is given', () => {
  const long = workOf(['08:00', '19:00']);
  const told = { rule: 'overtime.layers: afterOut', key: 'layer.afterOut', shift: null };
  const given = {
    code: 'OT',
    multiplier: 1.5,
    needsApproval: false,
    kind: 'afterOut',
    seconds: h(2),
    claimed: h(2),
    spans: at(17, 19),
    told,
  };

  test('has its code, its rule and its place in the day', () => {
    expect(shareOut(long, compiledLayers({ kind: 'afterOut' }))).toEqual({
      regular: h(9),
      overtime: [given],
      premiums: [],
      longestPeriod: -1,
    });
  });

  test('names what was claimed before its maximum, and the end of it is paid', () => {
    const layers = compiledLayers({ kind: 'afterOut', maximumMinutes: 60, needsApproval: true });
    expect(shareOut(long, layers).overtime).toEqual([
      { ...given, needsApproval: true, seconds: h(1), spans: at(18, 19) },
    ]);
  });

  test('is listed only where it was given anything', () => {
    const layers = compiledLayers(
      { kind: 'afterOut', minimumMinutes: 121 },
      { kind: 'beforeIn', maximumMinutes: null },
      { kind: 'monthly', beyond: 9_600 },
    );
    expect(shareOut(long, layers)).toEqual({ regular: h(11), overtime: [], premiums: [], longestPeriod: -1 });
  });

  test('one second beyond is overtime where the rules name no limit', () => {
    const work = workOf(['09:00', '17:00']);
    const [from = 0, to = 0] = work.spans;
    const more = { ...work, spans: [from, to + 1], worked: work.worked + 1 };
    expect(shareOut(more, compiledLayers({ kind: 'daily' }))).toMatchObject({
      regular: h(8),
      overtime: [{ seconds: 1, spans: [to, to + 1] }],
    });
  });

  test('the longest of the periods that took anything is known', () => {
    const weekly = { kind: 'weekly', beyond: 600 };
    const longest = (...layers: object[]) =>
      shareOut(workOf(['08:00', '19:00']), compiledLayers(...layers)).longestPeriod;
    expect(longest(weekly)).toBe(0);
    expect(longest(weekly, { kind: 'biweekly', beyond: 540 })).toBe(1);
    expect(longest({ kind: 'monthly', beyond: 540 }, weekly)).toBe(2);
    expect(longest({ kind: 'monthly', beyond: 660 }, weekly)).toBe(0);
  });
});

describe('breaks that are paid beside the overtime', () => {
  const long = workOf(['09:00', '19:00']);
  const { policy } = long;
  const breaks = { ...policy.breaks, unusedCode: 'LUNCH', unusedMultiplier: 1.25, giveBackCode: 'PAUSE' };
  const entry = { needsApproval: false, multiplier: 1.25 };
  const lunch = {
    ...entry,
    code: 'LUNCH',
    kind: 'unusedBreak',
    told: { rule: 'breaks.unused', key: 'layer.unusedBreak', shift: null },
  };
  const pause = {
    ...entry,
    code: 'PAUSE',
    kind: 'givenBack',
    multiplier: policy.breaks.giveBackMultiplier,
    told: { rule: 'breaks.giveBackCode', key: 'layer.givenBack', shift: null },
  };
  const paid = (unusedBreak: number, givenBack: number[], ...layers: object[]) =>
    shareOut({ ...long, policy: { ...policy, breaks }, unusedBreak, givenBack }, compiledLayers(...layers));

  test('are served before all layers, and named as what they are', () => {
    expect(paid(h(1), at(12, 13), { kind: 'afterOut' })).toMatchObject({
      regular: h(7),
      overtime: [
        { ...lunch, seconds: h(1), claimed: h(1), spans: at(18, 19) },
        { ...pause, seconds: h(1), claimed: h(1), spans: at(12, 13) },
        { kind: 'afterOut', seconds: h(1), spans: at(17, 18) },
      ],
    });
  });

  test('are no more than what was worked', () => {
    expect(paid(h(11), [])).toMatchObject({ regular: 0, overtime: [{ ...lunch, seconds: h(10) }] });
    expect(paid(h(11), at(12, 13)).overtime.map(({ code }) => code)).toEqual(['LUNCH']);
  });
});

describe('being called in', () => {
  test('what is missing to the promise lies nowhere in the day', () => {
    const layers = compiledLayers({ kind: 'callIn', code: 'CALL', atLeastMinutes: 180 });
    const { overtime, premiums } = shareOut(
      workOf(['09:00 in', '17:00 out', '19:00 in', '20:00 out']),
      layers,
    );
    const entry = { code: 'CALL', multiplier: 1.5, needsApproval: false, kind: 'callIn' };
    const rule = { rule: 'overtime.layers: callIn', shift: null };
    expect(overtime).toEqual([
      { ...entry, seconds: h(1), claimed: h(1), spans: at(19, 20), told: { ...rule, key: 'layer.callIn' } },
    ]);
    expect(premiums).toEqual([
      { ...entry, seconds: h(2), claimed: h(2), spans: [], told: { ...rule, key: 'layer.callIn.more' } },
    ]);
  });
});

describe('what a day counts towards a period', () => {
  const entry = (kind: GivenSeconds['kind'], hours: number): GivenSeconds => ({
    code: 'OT',
    multiplier: 1.5,
    needsApproval: false,
    seconds: h(hours),
    claimed: h(hours),
    spans: [],
    kind,
    told: { rule: '', key: 'layer.daily', shift: null },
  });
  const work = workOf(['08:00', '19:00']);
  const before = DaysBefore.none(work.day, ['weekly', 'monthly']);

  test('is regular time and what the layers of the period were given, as the day was shared out', () => {
    const overtime = [entry('daily', 1), entry('weekly', 2), entry('unusedBreak', 1)];
    const shared = { regular: h(5), overtime, premiums: [entry('window', 4)], longestPeriod: 0 };
    const counted = (kind: 'weekly' | 'biweekly' | 'monthly') =>
      countedFor(kind, work, compiledLayers(), shared, before);
    expect([counted('weekly'), counted('biweekly'), counted('monthly')]).toEqual([h(7), h(5), h(5)]);
  });

  test('is shared out anew where a longer period took something, without another question', () => {
    const layers = compiledLayers(
      { kind: 'daily', beyond: 600 },
      { kind: 'weekly', beyond: 480 },
      { kind: 'monthly', beyond: 0, multiplier: 2 },
    );
    const own = workOf(['08:00', '19:00']);
    const shared = shareOut(own, layers);
    const { count } = own.inquiry;
    expect(shared).toMatchObject({ regular: 0, overtime: [{ kind: 'monthly', seconds: h(11) }] });
    // Without the month one hour is the day's.
    expect(countedFor('weekly', own, layers, shared, before)).toBe(h(10));
    expect(countedFor('monthly', own, layers, shared, before)).toBe(h(11));
    expect(own.inquiry.count).toBe(count);
  });
});
