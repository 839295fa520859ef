/** How the result inside of a sheet row is read: what {@link SheetRow} keeps as JSON text. @module */
import type { DayResult } from '#shared/attendance/index.ts';
import { type Phrase, phrase } from '#shared/reasons/index.ts';
import { document, fits, flag, listOf, number, object, oneOf, optional, orNull, text } from './shape.ts';
import { damaged, UnreadableItem } from './stored-kind.ts';
import type { SheetRow } from './stored-row.ts';

const paid = listOf(
  object<DayResult['overtime'][number]>({
    code: text(),
    seconds: number(),
    multiplier: number(),
    approved: flag(),
  }),
);

const resultShape = object<DayResult>({
  userId: text(),
  date: text(),
  dayType: text(),
  scheduleId: orNull(text()),
  direction: orNull(text()),
  slots: document(),
  furtherShifts: listOf(document()),
  intervals: listOf(document()),
  expected: number(),
  worked: number(),
  regular: number(),
  overtime: paid,
  premiums: paid,
  diffOt: number(),
  breakTaken: number(),
  short: number(),
  late: number(),
  early: number(),
  undertime: number(),
  leave: listOf(object({ type: text(), seconds: number() })),
  status: text(),
  pendingUntil: optional(text()),
  pendingFor: optional(listOf(text())),
  exceptions: listOf(object({ code: text(), severity: oneOf('info', 'warning', 'error') })),
  remark: text(),
  reasons: listOf(document()),
  ignored: listOf(document()),
  rulesVersion: text(),
  inputHash: text(),
  adjustment: optional(document()),
});

/** Reads the result that a row holds as text. @throws UnreadableItem when it is no day result */
export function resultOf(row: SheetRow): DayResult {
  const where = { pk: `${row.userId}`, sk: row.date };
  let result: unknown;
  try {
    result = JSON.parse(row.result);
  } catch {
    throw new UnreadableItem('sheet row', where, 'its result is not JSON');
  }
  if (!fits(resultShape, result)) throw damaged('sheet row', where, `/result${resultShape(result) ?? ''}`);
  return withKeys(result);
}

/** What an earlier version has written: a sentence in place of the key with its values. */
interface Written {
  figure: string;
  rule: string;
  text: string;
  punches: DayResult['reasons'][number]['punches'];
}

function isWritten(reason: object): reason is Written {
  return !('key' in reason);
}

/** A result with keys in place of the sentences that a row of an earlier version has; such a row may be locked for ever. */
function withKeys(result: DayResult): DayResult {
  const { reasons, adjustment } = result;
  if (reasons.some(isWritten)) result.reasons = reasons.map(keyed);
  const change: unknown = adjustment?.reason;
  if (adjustment && typeof change === 'string') adjustment.reason = earlier(change);
  return result;
}

function keyed(reason: DayResult['reasons'][number] | Written): DayResult['reasons'][number] {
  if (!isWritten(reason)) return reason;
  const { text: sentence, ...rest } = reason;
  return { ...rest, ...earlier(sentence) };
}

function earlier(sentence: string): Phrase {
  return phrase('earlier', { text: sentence });
}
