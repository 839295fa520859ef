/**
 * How everything that has a state looks and what it is called: shape, letter for prints, ink and word. Each map covers its
 * closed set, so that a new member does not compile until somebody has decided how it looks.
 * @module
 */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { DayStatus, ExceptionCode } from '#shared/attendance/model/index.ts';
import type { Role } from '#shared/contract/access.ts';
import type { DayFlag } from '#shared/contract/day-flags.ts';
import type { PresentPerson } from '#shared/contract/overview.ts';
import type { DayMark } from './shape-of-day.ts';
import type { ShapeName } from './shapes.tsx';

/** A colour of text; those with a tint of the same name can stand on it. */
export type Ink =
  | 'text'
  | 'faint'
  | 'accent'
  | 'present'
  | 'late'
  | 'absent'
  | 'incomplete'
  | 'leave'
  | 'holiday'
  | 'pending';

/** How a state looks, and its word. */
export interface Look {
  readonly shape: ShapeName;
  /** For prints, where there is no room for a shape; at most two characters. */
  readonly letter: string;
  readonly ink: Ink;
  readonly word: MessageDescriptor;
}

function look(shape: ShapeName, letter: string, ink: Ink, word: MessageDescriptor): Look {
  return { shape, letter, ink, word };
}

/** The looks of a status of a day. */
export const statusLooks = {
  present: look('none', 'P', 'present', msg`Present`),
  'half-day': look('half-square', '½', 'late', msg`Half day`),
  absent: look('cross', 'A', 'absent', msg`Absent`),
  leave: look('triangle', 'Lv', 'leave', msg({ message: 'Leave', context: 'status' })),
  holiday: look('star', 'H', 'holiday', msg`Holiday`),
  'rest-day': look('dash', 'R', 'faint', msg`Rest day`),
  'off-day': look('dot', 'O', 'faint', msg`Off day`),
  incomplete: look('diamond', '!', 'incomplete', msg`Incomplete`),
  pending: look('dashed-ring', '?', 'pending', msg`Pending`),
  'not-employed': look('fine-hatch', '–', 'faint', msg`Not employed`),
} as const satisfies Record<DayStatus, Look>;

/** The looks of what a cell shows. */
export const markLooks = {
  ...statusLooks,
  late: look('clock-quarter', 'L', 'late', msg`Late`),
  early: look('clock-last-quarter', 'E', 'late', msg`Early out`),
} as const satisfies Record<DayMark, Look>;

/** The looks of what people are looked for by. */
export const flagLooks = {
  absent: markLooks.absent,
  adjusted: look('delta', 'Δ', 'accent', msg`Adjusted after lock`),
  early: markLooks.early,
  edited: look('corner', '*', 'accent', msg`Edited`),
  error: look('diamond', '!', 'incomplete', msg`Needs a look`),
  late: markLooks.late,
  leave: markLooks.leave,
  locked: look('lock', '#', 'faint', msg`Locked`),
  missing: look('diamond', '!', 'incomplete', msg`Missing time`),
  overtime: look('plus', '+', 'text', msg`Overtime`),
  pending: markLooks.pending,
  short: look('minus', '−', 'text', msg`Short`),
  'to-approve': look('disc', '•', 'accent', msg`To approve`),
} as const satisfies Record<DayFlag, Look>;

/** The looks of an exception. */
export const exceptionLooks = {
  unscheduled: look('info', 'U', 'pending', msg`Worked outside any schedule`),
  'not-scheduled-day': look('info', 'N', 'pending', msg`Worked on a day off`),
  'early-in': look('clock-last-quarter', 'Ei', 'text', msg`In is early`),
  'late-in': look('clock-quarter', 'L', 'late', msg`In is late`),
  'early-out': look('clock-last-quarter', 'E', 'late', msg`Out is early`),
  'late-out': look('clock-quarter', 'To', 'text', msg`Out is late`),
  'missing-in': look('diamond', '!', 'incomplete', msg`In is missing`),
  'missing-out': look('diamond', '!', 'incomplete', msg`Out is missing`),
  'missing-break': look('diamond', '!b', 'late', msg`Break is missing`),
  'extended-break': look('half-square', 'B+', 'late', msg`Break is too long`),
  'short-break': look('half-square', 'B−', 'text', msg`Break is short`),
  'over-daily': look('plus', 'D+', 'late', msg`More than the day allows`),
  'over-weekly': look('plus', 'W+', 'late', msg`More than the week allows`),
  'under-schedule': look('minus', '−', 'late', msg`Less than scheduled`),
  'no-punch': look('cross', 'A', 'absent', msg`No punch`),
  'clock-suspect': look('diamond', '!c', 'incomplete', msg`The terminal’s clock was wrong`),
  'double-punch': look('info', '2', 'text', msg`Punched twice`),
  'unused-punch': look('diamond', '!u', 'incomplete', msg`A punch is not used`),
  'auto-closed': look('dashed-ring', 'C', 'late', msg`Closed by a rule`),
  'worked-on-leave': look('triangle', 'Lw', 'leave', msg`Worked on leave`),
  'leave-conflict': look('triangle', 'L2', 'leave', msg`Leaves overlap`),
} as const satisfies Record<ExceptionCode, Look>;

/** Where a person is today. */
export type PresenceState = PresentPerson['state'];

/** The looks of where people are. */
export const presenceLooks = {
  inside: look('disc', 'I', 'present', msg({ message: 'Inside', context: 'presence' })),
  late: look('clock-quarter', 'L', 'late', msg`Late`),
  out: look('ring', 'O', 'text', msg({ message: 'Out', context: 'presence' })),
  expected: look('dashed-ring', 'N', 'pending', msg`Not yet in`),
  leave: look('triangle', 'Lv', 'leave', msg`On leave`),
  absent: markLooks.absent,
  off: look('dash', '–', 'faint', msg`Off today`),
  unknown: look('fine-hatch', '?', 'pending', msg`Not known`),
} as const satisfies Record<PresenceState, Look>;

/** The words of what somebody may do. */
export const roleLooks = {
  viewer: look('ring', 'V', 'text', msg({ message: 'Viewer', context: 'role' })),
  hr: look('half-square', 'HR', 'text', msg({ message: 'HR', context: 'role' })),
  admin: look('disc', 'Ad', 'accent', msg({ message: 'Administrator', context: 'role' })),
  integration: look('arrow', 'In', 'text', msg({ message: 'Integration', context: 'role' })),
} as const satisfies Record<Role, Look>;
