/** Explains in sentences how one day of a user's sheet comes about, with HR's entries and the lock. @module */

import type { Explanation } from '#shared/attendance/index.ts';
import { explain } from '#shared/attendance/index.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Entered } from '../../store/stored-entry.ts';
import { resultOf } from '../../store/stored-result.ts';
import type { SheetRow } from '../../store/stored-row.ts';
import type { Actor } from '../actor.ts';
import { claimsOf } from '../claims.ts';
import { requireUser } from '../lookups.ts';
import {
  engineInput,
  readSheetContext,
  readUserInputs,
  type SheetContext,
  type UserInputs,
} from './sheet-input.ts';

function sentenceOf(what: string, { author, enteredAt, reason }: Entered): string {
  return `${what}, by ${author} at ${enteredAt}${reason === '' ? '' : `: ${reason}`}.`;
}

/** What HR has entered about a day, by whom and why. */
function entriesStep(inputs: UserInputs, date: LocalDate): Explanation['steps'] {
  const ofDate = <T extends { date: LocalDate }>(records: readonly T[]) =>
    records.filter((record) => record.date === date);
  const lines = [
    ...ofDate(inputs.overrides).map((override) => sentenceOf('Day override', override)),
    ...inputs.leaves
      .filter(({ from, to }) => from <= date && date < to)
      .map((leave) => sentenceOf(`Leave ${leave.type}, ${leave.portion.kind}`, leave)),
    ...ofDate(inputs.corrections).map((correction) =>
      sentenceOf(`Correction ${correction.kind}`, correction),
    ),
  ];
  return lines.length === 0 ? [] : [{ title: 'Entered by HR', lines }];
}

/** What a lock has made of a day: the row that stays, and what became of later changes. */
function lockStep(row: SheetRow | undefined, { locks }: SheetContext): Explanation['steps'] {
  const lock = locks.find(({ id }) => id === row?.lockId);
  if (!row || !lock) return [];
  const { status, worked, adjustment } = resultOf(row);
  const sentence = adjustment?.reason ?? 'nothing has changed since';
  return [
    {
      title: 'Locked period',
      lines: [
        `The period from ${lock.from} to the day before ${lock.to} is locked: the sheet says ${status}, worked ${hoursAndMinutes(worked)}.`,
        `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
      ],
    },
  ];
}

/**
 * Explains how a day of a user's sheet comes about from what is stored now, with HR's entries about it and, if the day
 * is locked, what stays.
 * @throws RollcallError `user.unknown`
 */
export async function explainDay(actor: Actor, userId: UserId, date: LocalDate): Promise<Explanation> {
  const { stores } = actor;
  const user = await requireUser(actor, userId);
  const day = { from: date, to: addDays(date, 1) };
  const [row, context, claims] = await Promise.all([
    stores.sheets.find(user.id, date),
    readSheetContext(actor, day),
    claimsOf(stores, user.id),
  ]);
  const inputs = await readUserInputs(stores, context, { user, claims }, day);
  const explanation = explain(engineInput(actor, context, user, inputs, day), context.book, date);
  return {
    ...explanation,
    steps: [...explanation.steps, ...entriesStep(inputs, date), ...lockStep(row, context)],
  };
}
