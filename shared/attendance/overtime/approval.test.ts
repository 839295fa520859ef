import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockText } from '#shared/time/clock-text.ts';
import { OvertimeLayer } from '../model/index.ts';
import { lawOptions } from '../testing/laws.ts';
import { plainShift } from '../testing/presets.ts';
import { dayOf, h } from '../testing/scenario.ts';

/** Section 7 of the rules: overtime that HR approves. */

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);

describe('overtime that needs approval', () => {
  const layers = [
    { kind: 'afterOut', code: 'LATE', needsApproval: true },
    { kind: 'beforeIn', code: 'EARLY', needsApproval: true },
  ];
  const approved = (...corrections: object[]) => {
    const overtime = { layers: layers.map((layer) => OvertimeLayer.parse(layer)) };
    const given = corrections.map((fields) => ({ kind: 'approve-overtime', date: monday, ...fields }));
    const day = dayOf(
      {
        schedules: [plainShift('09:00', '17:00', { overtime })],
        punches: on('08:00', '19:00'),
        corrections: given,
      },
      monday,
    );
    expect(day.regular).toBe(h(8));
    return day.overtime.map(
      ({ code, seconds, approved: yes }) => `${code} ${seconds / 60} ${yes ? 'yes' : 'no'}`,
    );
  };

  test('waits in the list, and is never part of regular time', () => {
    expect(approved()).toEqual(['LATE 120 no', 'EARLY 60 no']);
  });

  test('is approved by code or altogether, whole or up to a number of minutes', () => {
    expect(approved({ code: 'LATE' })).toEqual(['LATE 120 yes', 'EARLY 60 no']);
    expect(approved({})).toEqual(['LATE 120 yes', 'EARLY 60 yes']);
    expect(approved({ minutes: 90 })).toEqual(['LATE 90 yes', 'LATE 30 no', 'EARLY 60 no']);
    expect(approved({ minutes: 150 })).toEqual(['LATE 120 yes', 'EARLY 30 yes', 'EARLY 30 no']);
    expect(approved({ code: 'LATE', minutes: 0 })).toEqual(['LATE 120 no', 'EARLY 60 no']);
  });

  test('of several approvals of a code the last one counts', () => {
    expect(approved({ code: 'LATE', minutes: 90 }, { code: 'LATE', minutes: 30 })).toEqual([
      'LATE 30 yes',
      'LATE 90 no',
      'EARLY 60 no',
    ]);
    expect(approved({}, { code: 'EARLY', minutes: 15 })).toEqual([
      'LATE 120 yes',
      'EARLY 15 yes',
      'EARLY 45 no',
    ]);
  });

  test('an approval of one code after one for all is a cap of its own, and what it takes is gone for the others', () => {
    expect(approved({ minutes: 90 }, { code: 'EARLY', minutes: 45 })).toEqual([
      'LATE 45 yes',
      'LATE 75 no',
      'EARLY 45 yes',
      'EARLY 15 no',
    ]);
    expect(approved({ minutes: 30 }, { code: 'EARLY' })).toEqual(['LATE 120 no', 'EARLY 60 yes']);
    expect(approved({ code: 'EARLY', minutes: 0 }, {})).toEqual(['LATE 120 yes', 'EARLY 60 yes']);
  });
});

describe('an approval is a cap for its code and day', () => {
  const layers = [
    { kind: 'beforeIn', code: 'OT', needsApproval: true },
    { kind: 'afterOut', code: 'OT', needsApproval: true },
  ];
  const approvedOf = (...corrections: object[]) => {
    const overtime = { layers: layers.map((layer) => OvertimeLayer.parse(layer)) };
    const day = dayOf(
      {
        schedules: [plainShift('09:00', '17:00', { overtime })],
        punches: on('07:00', '19:00'),
        corrections: corrections.map((fields) => ({ kind: 'approve-overtime', date: monday, ...fields })),
      },
      monday,
    );
    return day.overtime.map(({ seconds, approved }) => `${seconds / 60} ${approved ? 'yes' : 'no'}`);
  };

  test('two layers of one code share it', () => {
    expect(approvedOf({ code: 'OT', minutes: 60 })).toEqual(['60 yes', '180 no']);
    expect(approvedOf({ code: 'OT', minutes: 150 })).toEqual(['150 yes', '90 no']);
    expect(approvedOf({ minutes: 90 })).toEqual(['90 yes', '150 no']);
    expect(approvedOf({ code: 'OT' })).toEqual(['240 yes']);
  });

  test('overtime and premiums share it too, overtime first', () => {
    const both = [
      { kind: 'afterOut', code: 'A', needsApproval: true },
      { kind: 'window', code: 'N', from: '18:00', to: '20:00', needsApproval: true },
    ].map((layer) => OvertimeLayer.parse(layer));
    const day = dayOf(
      {
        schedules: [plainShift('09:00', '17:00', { overtime: { layers: both } })],
        punches: on('09:00', '19:00'),
        corrections: [{ kind: 'approve-overtime', date: monday, minutes: 150 }],
      },
      monday,
    );
    expect(day.overtime).toMatchObject([{ code: 'A', seconds: h(2), approved: true }]);
    expect(day.premiums).toMatchObject([
      { code: 'N', seconds: h(0, 30), approved: true },
      { code: 'N', seconds: h(0, 30), approved: false },
    ]);
  });

  test('approved overtime is never more than the approval, per code and in all', () => {
    const codes = ['A', 'B'] as const;
    const approval = fc.record({
      code: fc.constantFrom(null, ...codes),
      minutes: fc.integer({ min: 0, max: 300 }),
    });
    fc.assert(
      fc.property(
        fc.array(approval, { maxLength: 4 }),
        fc.array(fc.constantFrom(...codes), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 0, max: 7 * 60 }),
        (approvals, [first = 'A', second = 'A', third = 'A'], late) => {
          const given = [
            { kind: 'beforeIn', code: first },
            { kind: 'afterOut', code: second, maximumMinutes: 60 },
            { kind: 'daily', code: third },
          ].map((layer) => OvertimeLayer.parse({ ...layer, needsApproval: true }));
          const day = dayOf(
            {
              schedules: [plainShift('09:00', '17:00', { overtime: { layers: given } })],
              punches: [`${monday} 07:00`, `${monday} ${clockText((17 * 60 + late - 60) * 60)}`],
              corrections: approvals.map((fields) => ({
                kind: 'approve-overtime',
                date: monday,
                ...fields,
              })),
            },
            monday,
          );
          const sumOf = (code?: string) =>
            day.overtime
              .filter((paid) => paid.approved && (code === undefined || paid.code === code))
              .reduce((sum, { seconds }) => sum + seconds, 0);
          let inAll = 0;
          const own = new Map<string, number>();
          for (const { code, minutes } of approvals) {
            if (code !== null) own.set(code, minutes * 60);
            else {
              own.clear();
              inAll = minutes * 60;
            }
          }
          for (const code of codes) expect(sumOf(code)).toBeLessThanOrEqual(own.get(code) ?? inAll);
          const mostInAll = Math.max(
            inAll,
            [...own.values()].reduce((sum, seconds) => sum + seconds, 0),
          );
          expect(sumOf()).toBeLessThanOrEqual(mostInAll);
        },
      ),
      lawOptions,
    );
  });
});
