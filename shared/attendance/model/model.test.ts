import { expect, test } from 'vitest';
import { completeRules, defaultRules } from '../rules/index.ts';
import { AttendanceRules, AttendanceRulesPatch } from './attendance-rules.ts';
import { ClockingSchedule } from './clocking-schedule.ts';
import { Correction } from './correction.ts';
import { Shift } from './day-definition.ts';
import { DutyRoster } from './duty-roster.ts';
import { HolidayCalendar } from './holiday-calendar.ts';
import { OvertimeLayer } from './overtime-rules.ts';
import { DayOverride, Leave, RosterAssignment } from './user-plan.ts';

function messagesOf(schema: { safeParse(value: unknown): unknown }, value: unknown): string {
  const result = schema.safeParse(value) as { success: boolean; error?: { issues: { message: string }[] } };
  return result.success ? '' : (result.error?.issues ?? []).map((issue) => issue.message).join('; ');
}

test('the default rules are complete and fit their schema', () => {
  expect(AttendanceRules.parse(defaultRules)).toEqual(defaultRules);
});

test('a patch changes what it names and leaves the rest', () => {
  const patch = AttendanceRulesPatch.parse({ matching: { doublePunchMinutes: 3 } });
  const rules = completeRules(patch);
  expect(rules.matching).toEqual({ ...defaultRules.matching, doublePunchMinutes: 3 });
  expect(rules.breaks).toEqual(defaultRules.breaks);
  expect(completeRules({ matching: { maxShiftMinutes: 600 } }, rules).matching.doublePunchMinutes).toBe(3);
});

test('a value that no rule knows is refused', () => {
  expect(messagesOf(AttendanceRulesPatch, { matching: { doublePunch: 3 } })).toMatch(/doublePunch/);
});

test('a shift needs in and out, belongs within 24 hours, and has both ends of its break', () => {
  expect(messagesOf(Shift, { slots: { in: '09:00' } })).not.toBe('');
  expect(messagesOf(Shift, { slots: { in: '9:00', out: '18:00' } })).toMatch('HH:MM');
  expect(messagesOf(Shift, { slots: { in: '09:00', out: '09:00' } })).toMatch('same time');
  expect(messagesOf(Shift, { slots: { in: '09:00', break: '12:00', out: '18:00' } })).toMatch(
    'belong together',
  );
  expect(messagesOf(Shift, { slots: { in: '09:00', out: '08:00', ot: '08:30', done: '09:00' } })).toMatch(
    '24 hours',
  );
  expect(Shift.safeParse({ slots: { in: '22:00', out: '06:00' } }).success).toBe(true);
});

test('a workday needs a shift, and its shifts follow each other', () => {
  const daily = (day: object) => ({ id: 's', name: 'Sample', kind: 'daily', day });
  expect(messagesOf(ClockingSchedule, daily({ shifts: [] }))).toMatch('at least one shift');
  expect(messagesOf(ClockingSchedule, daily({ dayType: 'restday' }))).toBe('');
  const shifts = [{ slots: { in: '06:00', out: '14:00' } }, { slots: { in: '13:00', out: '20:00' } }];
  expect(messagesOf(ClockingSchedule, daily({ shifts }))).toMatch('shift 2 starts before shift 1 has ended');
});

test('what is left out has its default', () => {
  const schedule = ClockingSchedule.parse({ id: 's', name: 'Sample', kind: 'weekly', days: {} });
  expect(schedule).toMatchObject({ rules: {}, days: { monday: { dayType: 'offday', shifts: [] } } });
  expect(ClockingSchedule.parse({ id: 's', name: 'Sample', kind: 'flexi' })).toMatchObject({
    expectedMinutes: 0,
    dayTypes: { sunday: 'workday' },
  });
  const roster = DutyRoster.parse({
    id: 'r',
    name: 'Sample',
    kind: 'weekly',
    days: { monday: { scheduleId: 's' } },
  });
  expect(roster).toMatchObject({ days: { monday: { scheduleId: 's' }, sunday: { scheduleId: null } } });
  expect(OvertimeLayer.parse({ kind: 'weekly', code: 'OT', beyond: 2_400 })).toMatchObject({
    multiplier: 1.5,
    maximumMinutes: 1_440,
    needsApproval: false,
  });
});

test('ranges of dates are half open and hold a day', () => {
  const assignment = { id: 'a', userId: '1', rosterId: 'r', from: '2026-03-02' };
  expect(RosterAssignment.parse(assignment).to).toBeNull();
  expect(messagesOf(RosterAssignment, { ...assignment, to: '2026-03-02' })).toMatch('first day after');
  expect(messagesOf(RosterAssignment, { ...assignment, from: '2026-02-30' })).toMatch('YYYY-MM-DD');
  const leave = {
    id: 'l',
    userId: '1',
    type: 'annual',
    from: '2026-03-02',
    to: '2026-03-03',
    portion: { kind: 'full' },
  };
  expect(messagesOf(Leave, leave)).toBe('');
});

test('an override that overrides nothing is refused', () => {
  expect(messagesOf(DayOverride, { id: 'o', userId: '1', date: '2026-03-02' })).toMatch(
    'schedule, a day type or both',
  );
});

test('a date is a holiday once', () => {
  const holidays = [
    { date: '2026-12-25', name: 'Sample' },
    { date: '2026-12-25', name: 'Again' },
  ];
  expect(messagesOf(HolidayCalendar, { id: 'c', name: 'Sample', holidays })).toMatch('listed twice');
});

test('a correction has an author and a reason', () => {
  const correction = {
    id: 'c',
    userId: '1',
    date: '2026-03-02',
    enteredAt: '2026-03-03T08:00:00Z',
    kind: 'set-remark',
    remark: 'sample',
  };
  expect(messagesOf(Correction, correction)).not.toBe('');
  expect(messagesOf(Correction, { ...correction, author: 'sample author', reason: ' ' })).toMatch('say why');
  expect(messagesOf(Correction, { ...correction, author: 'sample author', reason: 'sample' })).toBe('');
});
