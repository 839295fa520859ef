/** Tests of what the cell of a day shows. @module */

import { describe, expect, it } from 'vitest';
import { DayStatus } from '#shared/attendance/model/index.ts';
import { marksOfDay, shapeOfDay } from './shape-of-day.ts';

describe('shapeOfDay', () => {
  it('shows every status by itself where nothing else holds', () => {
    for (const status of DayStatus.options) expect(shapeOfDay({ status })).toBe(status);
  });

  it('puts what is not known yet before what the figures say', () => {
    expect(shapeOfDay({ status: 'pending', flags: ['error', 'late', 'missing'] })).toBe('pending');
    expect(shapeOfDay({ status: 'not-employed', flags: ['error'] })).toBe('not-employed');
  });

  it('shows an exception of severity error as incomplete, also on a day that is present, absent or free', () => {
    for (const status of ['present', 'half-day', 'absent', 'leave', 'holiday', 'rest-day'] as const) {
      expect(shapeOfDay({ status, flags: ['error', 'late'] })).toBe('incomplete');
    }
  });

  it('shows lateness before half day and leave, and late before early', () => {
    expect(shapeOfDay({ status: 'half-day', flags: ['late'] })).toBe('late');
    expect(shapeOfDay({ status: 'leave', flags: ['leave', 'early'] })).toBe('early');
    expect(shapeOfDay({ status: 'present', flags: ['early', 'late'] })).toBe('late');
    expect(shapeOfDay({ status: 'absent', flags: ['early', 'late'] })).toBe('absent');
  });

  it('shows what is merely noted as present', () => {
    expect(shapeOfDay({ status: 'present', flags: ['overtime', 'short', 'edited', 'missing'] })).toBe(
      'present',
    );
  });
});

describe('marksOfDay', () => {
  it('has each mark of its own flag alone', () => {
    expect(marksOfDay({})).toEqual({ edited: false, adjusted: false, toApprove: false, locked: false });
    expect(marksOfDay({ flags: ['edited', 'to-approve'] })).toEqual({
      edited: true,
      adjusted: false,
      toApprove: true,
      locked: false,
    });
    expect(marksOfDay({ flags: ['adjusted', 'locked'] })).toMatchObject({ adjusted: true, locked: true });
  });
});
