/** Defines the messages of the sheets queue, and packs touched days into them. @module */

import * as z from 'zod';
import { JobId, LocalDateField, LockId, Serial, UserId } from '#shared/contract/fields.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

const Organisation = z.string().min(1);
/** How often the message has been put off because the tables did not keep up. */
const PutOff = z.number().int().min(0).optional();

/** Days of users that new punches touch: the worker recomputes them and their neighbours. */
export const TouchedDays = z.object({
  kind: z.literal('touched-days'),
  organisation: Organisation,
  putOff: PutOff,
  users: z.array(z.object({ userId: UserId, dates: z.array(LocalDateField).min(1) })).min(1),
});
export type TouchedDays = z.output<typeof TouchedDays>;

/** One part of a generation: these users, every date of the range. */
export const GeneratePart = z.object({
  kind: z.literal('generate-part'),
  organisation: Organisation,
  putOff: PutOff,
  jobId: JobId.nullable(),
  part: z.string(),
  userIds: z.array(UserId).min(1),
  from: LocalDateField,
  to: LocalDateField,
  /** The period lock for which the rows are sealed. */
  lockId: LockId.optional(),
});
export type GeneratePart = z.output<typeof GeneratePart>;

/** Splits a generation into its parts, one page of users at a time. */
export const SplitGeneration = z.object({
  kind: z.literal('split-generation'),
  organisation: Organisation,
  putOff: PutOff,
  jobId: JobId,
  cursor: z.string().nullable(),
  partsBefore: z.number().int().min(0),
});
export type SplitGeneration = z.output<typeof SplitGeneration>;

/** Derives again the instants of those punches of a terminal that arrived on the days `day ≤ arrival < until`. */
export const RederiveInstants = z.object({
  kind: z.literal('rederive-instants'),
  organisation: Organisation,
  putOff: PutOff,
  serial: Serial,
  day: LocalDateField,
  until: LocalDateField,
  /** Position within the first day; `null` for its beginning. */
  after: z.string().nullable(),
});
export type RederiveInstants = z.output<typeof RederiveInstants>;

/** Everything that the sheets queue carries. */
export const SheetMessage = z.discriminatedUnion('kind', [
  TouchedDays,
  GeneratePart,
  SplitGeneration,
  RederiveInstants,
]);
export type SheetMessage = z.output<typeof SheetMessage>;

const daysPerMessage = 600;

/**
 * Packs touched days into messages of a bounded size.
 * @param touched - dates by user id; dates may repeat
 */
export function touchedDaysMessages(
  organisation: string,
  touched: ReadonlyMap<z.output<typeof UserId>, ReadonlySet<LocalDate>>,
): TouchedDays[] {
  const messages: TouchedDays[] = [];
  let users: TouchedDays['users'] = [];
  let days = 0;
  for (const [userId, dates] of touched) {
    users.push({ userId, dates: [...dates].sort() });
    days += dates.size;
    if (days >= daysPerMessage) {
      messages.push({ kind: 'touched-days', organisation, users });
      users = [];
      days = 0;
    }
  }
  if (users.length > 0) messages.push({ kind: 'touched-days', organisation, users });
  return messages;
}

/** Joins messages about touched days, so that each user is in one of them. */
export function gathered(messages: readonly TouchedDays[]): TouchedDays[] {
  return [...Map.groupBy(messages, ({ organisation }) => organisation)].flatMap(([organisation, ofOne]) => {
    const touched = new Map<TouchedDays['users'][number]['userId'], Set<LocalDate>>();
    for (const { userId, dates } of ofOne.flatMap(({ users }) => users)) {
      const known = touched.get(userId);
      if (known) for (const date of dates) known.add(date);
      else touched.set(userId, new Set(dates));
    }
    return touchedDaysMessages(organisation, touched);
  });
}
