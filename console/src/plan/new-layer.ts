/** What a new layer of overtime begins with, by its kind. @module */

import type { OvertimeLayer } from '#shared/attendance/model/index.ts';

/** A kind of overtime. */
export type LayerKind = OvertimeLayer['kind'];

/** A layer with usual values. */
export function newLayer(kind: LayerKind): OvertimeLayer {
  const common = {
    code: 'OT',
    multiplier: 1.5,
    minimumMinutes: 0,
    maximumMinutes: 1_440,
    needsApproval: false,
  };
  switch (kind) {
    case 'daily':
      return { ...common, kind, beyond: 'expected' };
    case 'beforeIn':
    case 'afterOut':
      return { ...common, kind, minimumMinutes: 30 };
    case 'dayType':
      return { ...common, kind, code: 'OT20', multiplier: 2, dayTypes: ['restday', 'holiday'], beyond: 0 };
    case 'weekly':
      return { ...common, kind, beyond: 2_400, counts: 'regular' };
    case 'biweekly':
      return { ...common, kind, beyond: 4_800, counts: 'regular' };
    case 'monthly':
      return { ...common, kind, beyond: 'expected', counts: 'regular' };
    case 'consecutiveDays':
      return { ...common, kind, days: 7, withinWeek: false, beyond: 0 };
    case 'workedDays':
      return { ...common, kind, days: 6, beyond: 0 };
    case 'callIn':
      return { ...common, kind, work: 'apart', atLeastMinutes: 120, per: 'callIn' };
    case 'window':
      return {
        ...common,
        kind,
        code: 'NIGHT',
        multiplier: 0.25,
        from: '22:00',
        to: '06:00',
        premium: true,
        wholeShift: false,
        afterDailyMinutes: 0,
        afterWeeklyMinutes: 0,
        atLeastMinutes: 0,
      };
  }
}
