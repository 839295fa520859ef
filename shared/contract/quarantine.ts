/** Routes and schemas of records that could not become punches, and of what people do about them. @module */

import * as z from 'zod';
import { quarantineReasons } from '#shared/punch/plausibility.ts';
import { Why, Withdrawal } from './entries.ts';
import { AuthorName, InstantField, LocalDateField, page, paging, Serial, severalOf } from './fields.ts';
import { outcomes, refusal } from './outcomes.ts';
import { editors, readers, route } from './route.ts';

/** A record that could not become a punch. */
export const QuarantinedRecord = z
  .looseObject({
    id: z.string(),
    terminal: Serial,
    reason: z.enum(quarantineReasons),
    pin: z.string(),
    time: z.string(),
    status: z.number().int(),
    verify: z.number().int(),
    workCode: z.string(),
    raw: z.string().optional(),
    clockSuspect: z
      .boolean()
      .optional()
      .meta({ description: 'The clock was known to be wrong when it came' }),
    place: z
      .number()
      .int()
      .optional()
      .meta({ description: 'Of a blank record: its place in the log, from 1' }),
    receivedAt: InstantField,
    dismissed: Withdrawal.optional().meta({ description: 'Who set it aside; absent while nobody has' }),
    stored: z
      .looseObject({
        at: InstantField,
        by: z.string(),
        byName: AuthorName,
        wasKnown: z.boolean().optional().meta({
          description: 'The same punch had been stored before, from another record',
        }),
      })
      .meta({ id: 'ReplayedRecord' })
      .optional()
      .meta({ description: 'Since when it is a punch' }),
  })
  .meta({ id: 'QuarantinedRecord' });

/** Most records that one request settles. */
const mostRecords = 200;

const RecordName = z
  .strictObject({ terminal: Serial, id: z.string().min(1).max(64) })
  .meta({ id: 'QuarantinedRecordName' });
const names = z.array(RecordName).min(1).max(mostRecords);

const problem = refusal('QuarantineProblem');

/** Of a record: how it is then, and why it was refused. */
const ofRecord = {
  record: QuarantinedRecord.optional().meta({ description: 'None where it was refused' }),
  problem,
};

const settles = {
  method: 'POST',
  service: 'api',
  principals: editors,
  scopes: ['punches:write'],
  tag: 'punches',
  problems: ['request.key-reused', 'service.busy'],
} as const;
const withReason = z.strictObject({ reason: Why, items: names });

/** Routes of what could not become a punch. A record is never deleted. */
export const quarantine = {
  listQuarantine: route({
    method: 'GET',
    path: '/v1/quarantine',
    service: 'api',
    principals: readers,
    scopes: ['punches:read'],
    tag: 'punches',
    summary:
      'Records that could not become punches, the latest first. A page may be short although more follow',
    query: z.strictObject({
      ...paging,
      state: z.enum(['open', 'dismissed', 'stored']).default('open').meta({
        description:
          'Those that wait for somebody, those that were set aside, or those that are punches by now',
      }),
      terminal: Serial.optional(),
      reason: severalOf(z.enum(quarantineReasons), 10).optional().meta({ description: 'Any of these' }),
      from: LocalDateField.optional().meta({ description: 'First day (UTC) of arrival' }),
      to: LocalDateField.optional().meta({ description: 'The first day (UTC) after the range' }),
      search: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'Part of the PIN or the time' }),
    }),
    answer: { status: 200, body: page(QuarantinedRecord) },
    problems: ['request.cursor'],
  }),
  replayQuarantine: route({
    ...settles,
    path: '/v1/quarantine/replay',
    summary:
      'Judge records again, by clock and zone as they are now: each that is a punch is stored, never twice',
    body: z.strictObject({ items: names }).meta({ id: 'QuarantineReplay' }),
    answer: { status: 200, body: outcomes('QuarantineReplay', 'stored', ofRecord) },
  }),
  dismissQuarantine: route({
    ...settles,
    path: '/v1/quarantine/dismiss',
    summary:
      'Set records aside that never were punches: they stay on record, and those that are set aside already stay as they are',
    body: withReason.meta({ id: 'QuarantineDismissal' }),
    answer: { status: 200, body: outcomes('QuarantineDismissal', 'dismissed', ofRecord) },
  }),
  restoreQuarantine: route({
    ...settles,
    path: '/v1/quarantine/restore',
    summary: 'Undo that records were set aside; those that were not stay as they are',
    body: withReason.meta({ id: 'QuarantineRestoration' }),
    answer: { status: 200, body: outcomes('QuarantineRestoration', 'restored', ofRecord) },
  }),
};
