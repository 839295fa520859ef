/** What HR's entries are as stored, and how they are read. @module */

import type { Correction, DayOverride, Leave } from '#shared/attendance/index.ts';
import type { ApprovalState } from '#shared/contract/entry-status.ts';
import type { CorrectionId, LeaveId, OverrideId } from '#shared/contract/ids.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import {
  type FieldChecks,
  listOf,
  number,
  object,
  oneByField,
  oneOf,
  optional,
  orNull,
  text,
} from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Who withdrew an entry, when and why. */
export interface Withdrawal {
  at: Instant;
  by: string;
  reason: string;
}

/** What a second person has said about an entry; who, when and why are absent while it waits. */
export interface Approval {
  state: ApprovalState;
  at?: Instant | undefined;
  by?: string | undefined;
  reason?: string | undefined;
}

/** What a second person decides about an entry. */
export type Decision = Required<Approval> & { state: Exclude<ApprovalState, 'awaiting'> };

/** Ids of entries that HR enters about a user. */
export type EntryId = CorrectionId | LeaveId | OverrideId;

/** What every entry has that HR makes about a user. */
export type Entered<Id extends EntryId = EntryId> = {
  id: Id;
  userId: UserId;
  author: string;
  enteredAt: Instant;
  reason: string;
  /** Absent where nobody has to approve the entry. */
  approval?: Approval | undefined;
  /** Absent while the entry is not taken back. Entries are never deleted. */
  withdrawn?: Withdrawal;
};

/** The shape of a withdrawal. */
export const withdrawalShape = object<Withdrawal>({ at: text(), by: text(), reason: text() });

const entered = <Id extends EntryId>(): FieldChecks<Entered<Id>> => ({
  id: text(),
  userId: text(),
  author: text(),
  enteredAt: text(),
  reason: text(),
  approval: optional(
    object<Approval>({
      state: oneOf('awaiting', 'approved', 'rejected'),
      at: optional(text()),
      by: optional(text()),
      reason: optional(text()),
    }),
  ),
  withdrawn: optional(withdrawalShape),
});

/** A correction as stored. */
export type StoredCorrection = Correction & Entered<CorrectionId>;
/** A leave as stored. */
export type StoredLeave = Leave & Entered<LeaveId> & { to: LocalDate };
/** A day override as stored. */
export type StoredOverride = DayOverride & Entered<OverrideId>;

const portionShape = oneByField<Leave['portion'], 'kind'>('kind', {
  full: object({ kind: oneOf('full') }),
  half: object({ kind: oneOf('half'), half: oneOf('first', 'second') }),
  hours: object({ kind: oneOf('hours'), minutes: number() }),
});

const corrected = { ...entered<CorrectionId>(), date: text<LocalDate>() };

/** Reads a correction. @throws UnreadableItem */
export const toCorrection = readerOf(
  'correction',
  oneByField<StoredCorrection, 'kind'>('kind', {
    'add-time': object({
      ...corrected,
      kind: oneOf('add-time'),
      wallTime: text(),
      direction: orNull(oneOf('in', 'out')),
    }),
    'void-punch': object({
      ...corrected,
      kind: oneOf('void-punch'),
      serial: text(),
      wallTime: text(),
      status: number(),
    }),
    'set-slot': object({
      ...corrected,
      kind: oneOf('set-slot'),
      column: text(),
      wallTime: orNull(text()),
    }),
    'set-day-type': object({ ...corrected, kind: oneOf('set-day-type'), dayType: text() }),
    'set-schedule': object({
      ...corrected,
      kind: oneOf('set-schedule'),
      scheduleId: orNull(text()),
      furtherScheduleIds: optional(listOf(text())),
    }),
    'set-leave': object({ ...corrected, kind: oneOf('set-leave'), type: text(), portion: portionShape }),
    'set-status': object({ ...corrected, kind: oneOf('set-status'), status: text() }),
    'set-remark': object({ ...corrected, kind: oneOf('set-remark'), remark: text() }),
    'approve-overtime': object({
      ...corrected,
      kind: oneOf('approve-overtime'),
      code: orNull(text()),
      minutes: orNull(number()),
    }),
  }),
);

/** Reads a leave. @throws UnreadableItem */
export const toLeave = readerOf(
  'leave',
  object<StoredLeave>({
    ...entered<LeaveId>(),
    type: text(),
    from: text(),
    to: text(),
    portion: portionShape,
  }),
);

/** Reads an override of a date. @throws UnreadableItem */
export const toOverride = readerOf(
  'override of a date',
  object<StoredOverride>({
    ...entered<OverrideId>(),
    date: text(),
    scheduleId: optional(orNull(text())),
    furtherScheduleIds: optional(listOf(text())),
    dayType: optional(text()),
  }),
);
