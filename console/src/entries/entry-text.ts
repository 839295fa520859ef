/** Says in words what HR has entered. @module */

import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { addDays } from '#shared/time/calendar.ts';
import { columnWords } from '../day/column-words.ts';
import type { Format } from '../day/format-of.ts';
import { statusLooks } from '../day/looks.ts';
import type { AnyEntry } from './any-entry.ts';

const dayTypes = {
  workday: msg`workday`,
  restday: msg`rest day`,
  offday: msg`off day`,
  holiday: msg`holiday`,
} as const;

type CorrectionEntry = Extract<AnyEntry, { kind: 'correction' }>['entry'];

function correctionText(i18n: I18n, format: Format, entry: CorrectionEntry): string {
  switch (entry.kind) {
    case 'add-time':
      return i18n._(msg`time added: ${{ time: format.time(entry.wallTime) }}`);
    case 'void-punch':
      return i18n._(msg`punch of ${{ time: format.time(entry.wallTime, true) }} voided`);
    case 'set-slot': {
      const column = i18n._(columnWords[entry.column]);
      return entry.wallTime === null
        ? i18n._(msg`${{ column }} emptied`)
        : i18n._(msg`${{ column }} set to ${{ time: format.time(entry.wallTime) }}`);
    }
    case 'set-day-type':
      return i18n._(msg`kind of day: ${{ kind: i18n._(dayTypes[entry.dayType]) }}`);
    case 'set-schedule':
      return entry.scheduleId === null
        ? i18n._(msg`without a schedule`)
        : i18n._(msg`schedule: ${{ schedule: entry.scheduleId }}`);
    case 'set-leave':
      return i18n._(msg`leave: ${{ type: entry.type }}`);
    case 'set-status':
      return i18n._(msg`status: ${{ status: i18n._(statusLooks[entry.status].word) }}`);
    case 'set-remark':
      return i18n._(msg`remark: ${{ remark: entry.remark }}`);
    case 'approve-overtime':
      return entry.minutes === null
        ? i18n._(msg`overtime approved`)
        : i18n._(msg`overtime approved up to ${{ time: format.spoken(entry.minutes * 60, 'short') }}`);
  }
}

type LeaveEntry = Extract<AnyEntry, { kind: 'leave' }>['entry'];

/** What a leave takes of each of its days, where that is not all. */
function portionText(i18n: I18n, format: Format, portion: LeaveEntry['portion']): string | undefined {
  if (portion.kind === 'full') return undefined;
  if (portion.kind === 'hours')
    return i18n._(msg`${{ time: format.duration(portion.minutes * 60) }} h of each day`);
  return portion.half === 'first'
    ? i18n._(msg`the first half of each day`)
    : i18n._(msg`the second half of each day`);
}

/** What an entry says. */
export function entryText(i18n: I18n, format: Format, { kind, entry }: AnyEntry): string {
  if (kind === 'correction') return correctionText(i18n, format, entry);
  if (kind === 'leave') {
    const days = format.range({ from: entry.from, to: entry.to }, 'brief');
    const isOneDay = addDays(entry.from, 1) === entry.to;
    const part = portionText(i18n, format, entry.portion);
    return [
      i18n._(msg`leave: ${{ type: entry.type }}`),
      ...(isOneDay ? [] : [days]),
      ...(part === undefined ? [] : [part]),
    ].join(', ');
  }
  const parts = [
    ...(entry.scheduleId === undefined
      ? []
      : [
          entry.scheduleId === null
            ? i18n._(msg`without a schedule`)
            : i18n._(msg`schedule: ${{ schedule: entry.scheduleId }}`),
        ]),
    ...(entry.dayType === undefined
      ? []
      : [i18n._(msg`kind of day: ${{ kind: i18n._(dayTypes[entry.dayType]) }}`)]),
  ];
  return parts.join(', ');
}
