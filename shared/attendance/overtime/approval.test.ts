import { describe, expect, test } from 'vitest';
import { OvertimeLayer } from '../model/index.ts';
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
    expect(approved({ minutes: 90 })).toEqual(['LATE 90 yes', 'LATE 30 no', 'EARLY 60 yes']);
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
});
