/**
 * Routes and schemas of unknown users, and of links: what HR decides about the punches of a PIN.
 * @module
 */

import * as z from 'zod';
import { entered, Why, withdrawBody } from './entries.ts';
import {
  Count,
  InstantField,
  LinkId,
  LocalDateField,
  Pin,
  page,
  paging,
  Serial,
  Slug,
  UserId,
} from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

/** Whose the punches are that a link names. */
const LinkTargetField = z
  .union([
    z.looseObject({ kind: z.literal('user'), userId: UserId }).meta({ id: 'LinkToUser' }),
    z.looseObject({ kind: z.literal('ignored') }).meta({ id: 'LinkToNobody' }),
  ])
  .meta({ id: 'LinkTarget', description: 'A user, or `ignored`: the punches make no rows of any sheet' });

const terminalField = Serial.optional().meta({
  description: 'Only punches at this terminal, and at terminals that are merged into it; without it, at all',
});
const fromField = LocalDateField.optional().meta({
  description: 'Only punches from this local date on; without it, all',
});

/** A link: what it says about which punches of a PIN. */
export const Link = z
  .looseObject({
    id: LinkId,
    pin: Pin.meta({ description: 'PIN without leading zeros' }),
    target: LinkTargetField,
    terminal: terminalField,
    from: fromField,
    created: z.boolean().optional().meta({
      description: 'The user was created together with the link, and is suspended when it is withdrawn',
    }),
    ...entered,
  })
  .meta({ id: 'Link' });
export type Link = Plain<z.output<typeof Link>>;

/** A PIN with punches that nobody claims. */
export const UnknownUser = z
  .looseObject({
    pin: Pin,
    name: z.string().optional().meta({ description: 'The name that a terminal has for the PIN' }),
    state: z.enum(['held', 'ignored']).meta({
      description: '`held`: waits for a decision; `ignored`: by a link, or by the policy of its terminals',
    }),
    firstSeenAt: InstantField.meta({ description: 'When the cloud first got a punch of it' }),
    terminal: Serial.meta({ description: 'Where it was first seen' }),
    firstPunch: z.string().meta({ description: 'Wall time of the first punch that nobody claims' }),
    lastPunch: z.string().meta({ description: 'Wall time of the last punch that nobody claims' }),
    punches: Count.meta({ description: 'How many punches nobody claims; at most 2,000 are counted' }),
    isMore: z.literal(true).optional().meta({ description: 'The PIN has more punches than were counted' }),
    terminals: z.array(Serial).meta({ description: 'Where nobody claims its punches, among those counted' }),
    links: z.array(Link).meta({ description: 'Links of the PIN that count, in the order of entry' }),
  })
  .meta({ id: 'UnknownUser' });
export type UnknownUser = Plain<z.output<typeof UnknownUser>>;

const named = {
  pin: Pin,
  terminal: terminalField,
  from: fromField,
  reason: Why.or(z.literal('')).default(''),
};

/** What HR decides about a PIN. */
const NewLink = z
  .discriminatedUnion('action', [
    z
      .strictObject({ action: z.literal('link'), ...named, userId: UserId })
      .meta({ id: 'NewLinkToUser', description: "The punches are an existing user's" }),
    z
      .strictObject({ action: z.literal('ignore'), ...named })
      .meta({ id: 'NewIgnore', description: 'The punches make no rows of any sheet: a visitor, a test' }),
    z
      .strictObject({
        action: z.literal('create'),
        ...named,
        userId: UserId.optional().meta({ description: 'Id of the new user; without it, the PIN' }),
        name: z.string().trim().min(1).max(100).optional(),
        issuedOn: LocalDateField.optional().meta({ description: 'Without it, the date of the first punch' }),
        dutyRosterId: Slug.optional(),
      })
      .meta({ id: 'NewUserOfPin', description: 'A user is created, and the punches are its' }),
  ])
  .meta({ id: 'NewLink' });

const linkProblems = [
  'user.unknown',
  'user.merged',
  'user.erased',
  'terminal.unknown',
  'link.too-many',
  'request.key-reused',
] as const;

/** Routes of unknown users and of links. Punches stay under their PINs; a link says whose they are. */
export const links = {
  listUnknownUsers: route({
    method: 'GET',
    path: '/v1/unknown-users',
    service: 'api',
    principals: readers,
    scopes: ['users:read'],
    tag: 'users',
    summary: 'PINs with punches that nobody claims. A page may be short although more follow',
    query: z.strictObject({
      ...paging,
      state: z
        .enum(['held', 'ignored', 'all'])
        .default('held')
        .meta({ description: 'Those that wait for a decision, those that are ignored, or both' }),
    }),
    answer: { status: 200, body: page(UnknownUser) },
    problems: ['request.cursor'],
  }),
  createLink: route({
    method: 'POST',
    path: '/v1/links',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary:
      'Say whose the punches of a PIN are; of links that name the same punch the last one entered counts',
    body: NewLink,
    answer: { status: 201, body: Link },
    problems: [
      ...linkProblems,
      'user.exists',
      'roster.unknown',
      'plan.archived',
      'plan.overlap',
      'range.invalid',
    ],
  }),
  listLinks: route({
    method: 'GET',
    path: '/v1/links',
    service: 'api',
    principals: readers,
    scopes: ['users:read'],
    tag: 'users',
    summary:
      'Links of a PIN, or those that concern a user, in the order of entry; withdrawn ones are listed too',
    query: z
      .strictObject({ pin: Pin.optional(), userId: UserId.optional() })
      .refine(
        ({ pin, userId }) => (pin === undefined) !== (userId === undefined),
        'must name either a pin or a userId',
      ),
    answer: { status: 200, body: page(Link) },
  }),
  withdrawLink: route({
    method: 'POST',
    path: '/v1/links/{pin}/{linkId}/withdraw',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Undo a link: it stays on record but no longer counts. Repeating it changes nothing',
    params: z.strictObject({ pin: Pin, linkId: LinkId }),
    body: withdrawBody,
    answer: { status: 200, body: Link },
    problems: ['link.unknown', 'link.too-many', 'request.key-reused'],
  }),
};
