/** What reports say in words, to be translated. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReasonKey } from '#shared/reasons/index.ts';

/** The sentences of `shared/reasons/of-reports.ts`, word for word. */
export const messagesOfReports = {
  'report.day': msg({ message: '{date}', context: 'reason report.day' }),
  'report.days': msg({ message: '{from} to {to}', context: 'reason report.days' }),
  'report.department': msg({ message: 'Department: {department}', context: 'reason report.department' }),
  'report.site': msg({ message: 'Site: {site}', context: 'reason report.site' }),
  'report.user': msg({ message: 'User: {userId}', context: 'reason report.user' }),
  'report.search': msg({ message: 'Id or name contains: {search}', context: 'reason report.search' }),
  'report.no-other-figure': msg({
    message: 'Short and absent hours are part of no other figure',
    context: 'reason report.no-other-figure',
  }),
  'found.not-employed': msg({
    message: 'punched although not employed',
    context: 'reason found.not-employed',
  }),
  'found.missing-in': msg({ message: 'no time of arrival', context: 'reason found.missing-in' }),
  'found.missing-out': msg({ message: 'no time of departure', context: 'reason found.missing-out' }),
  'found.missing-break': msg({ message: 'no times of the break', context: 'reason found.missing-break' }),
  'found.missing': msg({ message: 'a time is missing', context: 'reason found.missing' }),
  'found.late': msg({ message: 'late {late}', context: 'reason found.late' }),
  'found.early': msg({ message: 'left early {early}', context: 'reason found.early' }),
  'found.absent': msg({ message: 'absent', context: 'reason found.absent' }),
  'found.worked-on-leave': msg({ message: 'worked on leave', context: 'reason found.worked-on-leave' }),
  'found.clock-suspect': msg({
    message: 'the clock of the terminal was wrong',
    context: 'reason found.clock-suspect',
  }),
  'found.unused-punch': msg({ message: 'a punch was not used', context: 'reason found.unused-punch' }),
  'found.unknown-id': msg({
    message: 'unknown id, first punch {first} at {serial}',
    context: 'reason found.unknown-id',
  }),
  'corrected.time-added': msg({ message: 'time {time} added', context: 'reason corrected.time-added' }),
  'corrected.punch-voided': msg({
    message: 'punch {time} does not count',
    context: 'reason corrected.punch-voided',
  }),
  'corrected.slot': msg({ message: '{column} set to {time}', context: 'reason corrected.slot' }),
  'corrected.no-slot': msg({ message: '{column} set to nothing', context: 'reason corrected.no-slot' }),
  'corrected.day-type': msg({ message: 'day type {dayType}', context: 'reason corrected.day-type' }),
  'corrected.schedule': msg({ message: 'schedule {schedule}', context: 'reason corrected.schedule' }),
  'corrected.no-schedule': msg({ message: 'schedule none', context: 'reason corrected.no-schedule' }),
  'corrected.leave': msg({ message: 'leave {type}', context: 'reason corrected.leave' }),
  'corrected.status': msg({ message: 'status {status}', context: 'reason corrected.status' }),
  'corrected.remark': msg({ message: 'remark: {remark}', context: 'reason corrected.remark' }),
  'corrected.overtime': msg({ message: 'overtime {code} approved', context: 'reason corrected.overtime' }),
  'corrected.overtime-most': msg({
    message: 'overtime {code} approved, at most {most}',
    context: 'reason corrected.overtime-most',
  }),
  'corrected.all-overtime': msg({
    message: 'overtime of all codes approved',
    context: 'reason corrected.all-overtime',
  }),
  'corrected.all-overtime-most': msg({
    message: 'overtime of all codes approved, at most {most}',
    context: 'reason corrected.all-overtime-most',
  }),
  'letter.present': msg({ message: 'present', context: 'reason letter.present' }),
  'letter.half-day': msg({ message: 'half a day', context: 'reason letter.half-day' }),
  'letter.absent': msg({ message: 'absent', context: 'reason letter.absent' }),
  'letter.leave': msg({ message: 'leave', context: 'reason letter.leave' }),
  'letter.holiday': msg({ message: 'public holiday', context: 'reason letter.holiday' }),
  'letter.rest-day': msg({ message: 'rest day', context: 'reason letter.rest-day' }),
  'letter.off-day': msg({ message: 'off day', context: 'reason letter.off-day' }),
  'letter.incomplete': msg({ message: 'a time is missing', context: 'reason letter.incomplete' }),
  'letter.pending': msg({ message: 'not known yet', context: 'reason letter.pending' }),
  'letter.not-employed': msg({ message: 'not employed', context: 'reason letter.not-employed' }),
  'letter.late': msg({ message: 'late', context: 'reason letter.late' }),
  'letter.early': msg({ message: 'left early', context: 'reason letter.early' }),
  'letter.edited': msg({ message: 'corrected by HR', context: 'reason letter.edited' }),
} as const satisfies Partial<Readonly<Record<ReasonKey, MessageDescriptor>>>;
