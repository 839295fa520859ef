/** Routes and schemas of the feed of changes: what has been written, in order, for programs that keep a copy. @module */

import * as z from 'zod';
import { Correction } from './corrections.ts';
import { DayOverride } from './day-overrides.ts';
import { InstantField, paging } from './fields.ts';
import { Leave } from './leaves.ts';
import { Link } from './links.ts';
import { Silence, SilentThing } from './notices.ts';
import type { Plain } from './plain.ts';
import { PunchField } from './punches.ts';
import { administrators, route } from './route.ts';
import { SheetRow } from './sheets.ts';
import { User } from './users.ts';

/** The kinds of things whose changes are in the feed. */
export const changeKinds = [
  'user',
  'punch',
  'links',
  'sheet-row',
  'correction',
  'leave',
  'day-override',
  'silence',
] as const;

/** A kind of thing whose changes are in the feed. */
export type ChangeKind = (typeof changeKinds)[number];

const canonicalUser = z
  .string()
  .meta({ description: 'User id in the form in which ids are compared: digits without leading zeros' });
const canonicalPin = z
  .string()
  .meta({ description: 'PIN in the form in which PINs are compared: digits without leading zeros' });
const localDate = z.string().meta({ description: 'Local date, YYYY-MM-DD' });

const entryKey = z
  .looseObject({
    userId: canonicalUser,
    first: localDate.meta({ description: 'Its first day, a local date' }),
    id: z.string(),
  })
  .meta({ id: 'ChangedEntryKey' });

function changeOf<K extends ChangeKind, Key extends z.ZodType, V extends z.ZodType>(
  kind: K,
  name: string,
  key: Key,
  value: V,
) {
  return z
    .looseObject({
      id: z.string().meta({
        description: 'The same whenever the change is read or delivered: leave out one that you have had',
      }),
      at: InstantField.meta({ description: 'When it was begun to be written, an instant' }),
      kind: z.literal(kind),
      key,
      value: value.nullable().meta({ description: 'As it is now, never older than the change; null = gone' }),
    })
    .meta({ id: name });
}

/** One change. */
export const Change = z
  .discriminatedUnion('kind', [
    changeOf('user', 'UserChange', z.looseObject({ userId: canonicalUser }), User),
    changeOf(
      'punch',
      'PunchChange',
      z
        .looseObject({
          pin: canonicalPin,
          wallTime: z.string().meta({ description: 'Wall time as the terminal recorded it' }),
          serial: z.string(),
          status: z.number().int(),
        })
        .meta({ id: 'ChangedPunchKey' }),
      PunchField,
    ),
    changeOf('links', 'LinksChange', z.looseObject({ pin: canonicalPin }), z.array(Link)),
    changeOf(
      'sheet-row',
      'SheetRowChange',
      z.looseObject({ userId: canonicalUser, date: localDate }),
      SheetRow,
    ),
    changeOf('correction', 'CorrectionChange', entryKey, Correction),
    changeOf('leave', 'LeaveChange', entryKey, Leave),
    changeOf('day-override', 'DayOverrideChange', entryKey, DayOverride),
    changeOf(
      'silence',
      'SilenceChange',
      z.looseObject({ thing: SilentThing, id: z.string() }).meta({ id: 'SilentThingKey' }),
      Silence,
    ),
  ])
  .meta({ id: 'Change' });
export type Change = Plain<z.output<typeof Change>>;

/** Whether the log is kept, and from when on it has every change. */
const ChangeState = z
  .looseObject({
    kept: z.boolean(),
    completeFrom: InstantField.optional().meta({
      description: 'From this instant on every change is in the log; absent while it is off',
    }),
  })
  .meta({ id: 'ChangeState' });

const kindsText = new RegExp(`^(?:${changeKinds.join('|')})(?:,(?:${changeKinds.join('|')}))*$`);

/** Routes of the feed of changes. */
export const changes = {
  listChanges: route({
    method: 'GET',
    path: '/v1/changes',
    service: 'api',
    principals: ['admin', 'integration'],
    scopes: ['changes:read'],
    tag: 'changes',
    summary:
      'What has changed since a cursor, in order, without a gap: users, punches, links, sheet rows, entries of HR, silence',
    query: z.strictObject({
      ...paging,
      kinds: z
        .string()
        .regex(kindsText, `must be some of ${changeKinds.join(', ')}, with commas`)
        .optional()
        .meta({
          description:
            'Only changes of these kinds, with commas; a page may then be short although more follow',
          example: 'user,sheet-row',
        }),
      start: z.enum(['now', 'oldest']).optional().meta({
        description:
          'Where to begin without a cursor: behind the last change, or, which is the default, at the oldest that is kept (30 days)',
      }),
    }),
    answer: {
      status: 200,
      body: z
        .looseObject({
          items: z.array(Change),
          nextCursor: z.string().meta({ description: 'Always there: ask with it again, now or later' }),
          more: z.boolean().meta({ description: 'Whether more can be had at once' }),
        })
        .meta({ id: 'Changes' }),
    },
    problems: ['request.cursor', 'changes.off', 'changes.starting', 'changes.expired'],
  }),
  getChangeState: route({
    method: 'GET',
    path: '/v1/changes/state',
    service: 'api',
    principals: ['admin', 'integration'],
    scopes: ['changes:read'],
    tag: 'changes',
    summary: 'Whether the log of changes is kept',
    answer: { status: 200, body: ChangeState },
  }),
  putChangeState: route({
    method: 'PUT',
    path: '/v1/changes/state',
    service: 'api',
    principals: administrators,
    tag: 'changes',
    summary: 'Keep the log of changes from now on, or no longer',
    body: z.strictObject({ kept: z.boolean() }).meta({ id: 'ChangeStateInput' }),
    answer: { status: 200, body: ChangeState },
  }),
};
