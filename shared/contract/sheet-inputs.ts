/** Route and schemas of what a person's sheet is computed from, for programs that compute it themselves. @module */

import * as z from 'zod';
import { DateText, Id, InstantText } from '#shared/attendance/model/index.ts';
import { Correction } from './corrections.ts';
import { DayOverride } from './day-overrides.ts';
import { InstantField, LocalDateField, UserId, WallTimeField, ZoneField } from './fields.ts';
import { Leave } from './leaves.ts';
import { readers, route } from './route.ts';

const Range = z.looseObject({ from: DateText, to: DateText.nullable() });

const EngineUser = z
  .looseObject({
    id: UserId,
    zone: ZoneField.meta({ description: 'In which the times of schedules are meant' }),
    issuedOn: DateText.optional().meta({ description: 'First day that counts' }),
    expiresOn: DateText.optional().meta({ description: 'Last day that counts' }),
    suspended: z.array(Range).optional(),
    calendarId: Id.optional(),
  })
  .meta({ id: 'EngineUser' });

const EnginePunch = z
  .looseObject({
    serial: z.string(),
    wallTime: WallTimeField.meta({ description: "The terminal's local time" }),
    instant: InstantField.meta({ description: 'The moment that counts' }),
    status: z.number().int().meta({ description: 'Key pressed: 0 to 5, 255 or another number' }),
    order: z.number().meta({ description: "Position in the terminal's log" }),
    clockSuspect: z.boolean().optional(),
  })
  .meta({ id: 'EnginePunch' });

const EngineAssignment = z
  .looseObject({ id: Id, userId: UserId, rosterId: Id, from: DateText, to: DateText.nullable() })
  .meta({ id: 'EngineAssignment' });

const AwaitedTerminal = z
  .looseObject({
    serial: z.string(),
    completeThrough: InstantText.nullable(),
    knownSince: InstantText.optional(),
    days: z.array(Range).optional(),
  })
  .meta({ id: 'AwaitedTerminal' });

const EngineInput = z
  .looseObject({
    user: EngineUser,
    from: DateText,
    to: DateText.meta({ description: 'The first day after the range' }),
    punches: z.array(EnginePunch).meta({
      description: 'Of these days, of their neighbours, and of the period so far where a rule looks back',
    }),
    corrections: z.array(Correction),
    assignments: z.array(EngineAssignment),
    overrides: z.array(DayOverride),
    leaves: z.array(Leave),
    completeThrough: InstantText.nullable().meta({
      description: 'Up to when the logs of all terminals have been read that `waitsFor` does not name',
    }),
    waitsFor: z.array(AwaitedTerminal),
    now: InstantText,
  })
  .meta({
    id: 'EngineInput',
    description: "The engine's input, as `computeDays` of `shared/attendance` takes it",
  });

/** Route of the engine's input. */
export const sheetInputs = {
  getSheetInputs: route({
    method: 'GET',
    path: '/v1/sheets/{userId}/inputs',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read', 'plan:read'],
    tag: 'sheets',
    summary: "What a person's days of from ≤ date < to are computed from, and the ETag of the rules",
    params: z.strictObject({ userId: UserId }),
    query: z.strictObject({
      from: LocalDateField,
      to: LocalDateField.meta({ description: 'The first day after the range; at most 62 days after `from`' }),
    }),
    answer: {
      status: 200,
      body: z
        .looseObject({
          input: EngineInput,
          rulesEtag: z
            .string()
            .meta({ description: 'The ETag that GET /v1/rules-file gives for these rules' }),
        })
        .meta({ id: 'SheetInputs' }),
    },
    problems: ['range.invalid', 'times.not-kept', 'user.unknown', 'user.merged'],
  }),
};
