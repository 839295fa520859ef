import { explain } from '#shared/attendance/explain.ts';
import type { DayResult } from '#shared/attendance/model/day-result.ts';
import type { Explanation } from '#shared/attendance/model/explanation.ts';
import { addDays } from '#shared/time/calendar.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { SheetRow } from '../store/sheets.ts';
import type { Actor } from './caller.ts';
import { engineInput, readSheetContext, readUserInputs, type SheetContext } from './sheet-input.ts';
import { requireUser } from './users.ts';

/** What a lock has made of a day: the row that stays, and what became of later changes. */
function lockStep(row: SheetRow | undefined, { locks }: SheetContext): Explanation['steps'] {
  const lock = locks.find(({ id }) => id === row?.lockId);
  if (!row || !lock) return [];
  const { status, worked, adjustment } = JSON.parse(row.result) as DayResult;
  const sentence = adjustment?.reason ?? 'nothing has changed since';
  return [
    {
      title: 'Locked period',
      lines: [
        `The period from ${lock.from} to before ${lock.to} is locked: the sheet says ${status}, worked ${hoursAndMinutes(worked)}.`,
        `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
      ],
    },
  ];
}

/**
 * How a day of a user's sheet comes about, from what is stored now; of a locked day also what stays.
 * @throws RollcallError `user.unknown`
 */
export async function explainDay(actor: Actor, userId: string, date: LocalDate): Promise<Explanation> {
  const { stores } = actor;
  const user = await requireUser(actor, userId);
  const day = { from: date, to: addDays(date, 1) };
  const [row, context] = await Promise.all([stores.sheets.find(user.id, date), readSheetContext(actor, day)]);
  const inputs = await readUserInputs(stores, context.book, user.id, day);
  const explanation = explain(engineInput(actor, context, user, inputs, day), context.book, date);
  return { ...explanation, steps: [...explanation.steps, ...lockStep(row, context)] };
}
