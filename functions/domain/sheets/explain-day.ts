/** Explains in sentences how one day of a user's sheet comes about, with HR's entries and the lock. @module */

import type { Explanation } from '#shared/attendance/index.ts';
import { explain } from '#shared/attendance/index.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { phrase, told } from '#shared/reasons/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Entered } from '../../store/stored-entry.ts';
import { resultOf } from '../../store/stored-result.ts';
import type { SheetRow } from '../../store/stored-row.ts';
import type { Actor } from '../actor.ts';
import { claimsOf } from '../claims.ts';
import { requireKept } from '../kept-times.ts';
import { requireUser } from '../lookups.ts';
import {
  engineInput,
  readSheetContext,
  readUserInputs,
  type SheetContext,
  type UserInputs,
} from './sheet-input.ts';

type Steps = Explanation['steps'];

function enteredAs({ author, enteredAt, reason }: Entered) {
  return { author, at: enteredAt, why: reason };
}

/** What HR has entered about a day, by whom and why. */
function entriesStep(inputs: UserInputs, date: LocalDate): Steps {
  const ofDate = <T extends { date: LocalDate }>(records: readonly T[]) =>
    records.filter((record) => record.date === date);
  const lines = [
    ...ofDate(inputs.overrides).map((override) => phrase('entered.override', enteredAs(override))),
    ...inputs.leaves
      .filter(({ from, to }) => from <= date && date < to)
      .map((leave) => {
        const { type, portion } = leave;
        return phrase('entered.leave', { type, portion: portion.kind, ...enteredAs(leave) });
      }),
    ...ofDate(inputs.corrections).map((correction) =>
      phrase('entered.correction', { kind: correction.kind, ...enteredAs(correction) }),
    ),
  ];
  return lines.length === 0 ? [] : [{ title: told(phrase('step.entered', {})), lines: lines.map(told) }];
}

/** What a lock has made of a day: the row that stays, and what became of later changes. */
function lockStep(row: SheetRow | undefined, { locks }: SheetContext): Steps {
  const lock = locks.find(({ id }) => id === row?.lockId);
  if (!row || !lock) return [];
  const { status, worked, adjustment } = resultOf(row);
  const { from, to } = lock;
  return [
    {
      title: told(phrase('step.locked', {})),
      lines: [
        told(phrase('lock.holds', { from, to, status, worked })),
        told(adjustment ? adjustment.reason : phrase('lock.unchanged', {})),
      ],
    },
  ];
}

/**
 * Explains how a day of a user's sheet comes about from what is stored now, with HR's entries about it and, if the day
 * is locked, what stays.
 * @throws RollcallError times.not-kept, user.unknown
 */
export async function explainDay(actor: Actor, userId: UserId, date: LocalDate): Promise<Explanation> {
  const { stores } = actor;
  await requireKept(stores, date);
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
