import { expect, test } from 'vitest';
import { reportSchedules } from '#shared/contract/report-schedules.ts';
import { weekdayOf, weekdays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { dateOfWeekday, draftOf, faultsOf, inputOf, newDraft, newScheduleId, turned } from './mail-draft.ts';

const { body } = reportSchedules.putReportSchedule;
const saved = reportSchedules.putReportSchedule.answer.body.parse({
  title: 'A title',
  content: { what: 'export', export: { kind: 'summary', format: 'xlsx' } },
  days: 'last-month',
  at: '06:00',
  rhythm: { every: 'month', on: 3 },
  zone: 'Europe/Berlin',
  recipients: ['payroll@example.com', 'hr@example.com'],
  active: false,
  whenEmpty: 'skip',
  id: 'payroll',
  savedAt: '2026-04-01T08:06:58.000Z',
  nextZone: 'Europe/Berlin',
  unsubscribed: [],
});

test('what is sent can be saved as the API takes it', () => {
  const draft = { ...newDraft({ name: 'exceptions', department: 'Stores' }), recipients: 'hr@example.com' };
  expect(faultsOf(draft)).toEqual([]);
  expect(body.parse(inputOf(draft))).toMatchObject({
    content: { what: 'report', name: 'exceptions', department: 'Stores' },
    days: 'yesterday',
    rhythm: { every: 'day' },
    whenEmpty: 'skip',
    active: true,
  });
});

test('what was saved comes back unchanged, also an export', () => {
  const { id: _id, savedAt: _savedAt, nextZone: _zone, unsubscribed: _unsubscribed, ...input } = saved;
  expect(inputOf(draftOf(saved), saved)).toEqual(input);
  expect(turned(saved, true)).toEqual({ ...input, active: true });
});

test('a draft says what it lacks', () => {
  const draft = newDraft({ name: 'matrix' });
  expect(faultsOf({ ...draft, at: null })).toEqual(['no-time', 'no-recipient']);
  expect(faultsOf({ ...draft, recipients: 'somebody' })).toEqual(['bad-address']);
});

test('ids are new each time and fit an address', () => {
  const id = newScheduleId(newDraft({ name: 'time-card' }).content, '9F2c-11aa-77');
  expect(id).toBe('time-card-92c11aa7');
  expect(reportSchedules.deleteReportSchedule.params.safeParse({ scheduleId: id }).success).toBe(true);
});

test('weekdays are called by a date that has them', () => {
  for (const weekday of weekdays) expect(weekdayOf(dateOfWeekday(weekday) as LocalDate)).toBe(weekday);
});
