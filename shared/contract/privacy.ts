/** Routes and schemas of privacy: all data of one person, and the erasure of a person. @module */

import * as z from 'zod';
import { InstantField, page, paging, UserId } from './fields.ts';
import { administrators, editors, route } from './route.ts';

/** Kinds of data that are kept of a person, in the order in which they are given. */
export const dataKinds = [
  'user',
  'link',
  'correction',
  'leave',
  'day-override',
  'punch',
  'sheet-row',
] as const;

const PersonalData = z
  .looseObject({
    kind: z.enum(dataKinds),
    data: z.record(z.string(), z.unknown()).meta({
      description: 'As it is stored; times of punches are wall times, durations are whole seconds',
    }),
  })
  .meta({ id: 'PersonalData' });

const privacyParams = z.strictObject({ userId: UserId });

/** Routes of privacy. */
export const privacy = {
  getPersonalData: route({
    method: 'GET',
    path: '/v1/users/{userId}/data',
    service: 'api',
    principals: editors,
    scopes: ['users:write', 'punches:read', 'sheets:read', 'corrections:read', 'leaves:read'],
    tag: 'users',
    summary: 'All data that are kept of a person, page by page: profile, links, entries, punches, rows',
    params: privacyParams,
    query: z.strictObject(paging),
    answer: { status: 200, body: page(PersonalData) },
    problems: ['user.unknown', 'user.merged', 'request.cursor'],
  }),
  eraseUser: route({
    method: 'POST',
    path: '/v1/users/{userId}/erase',
    service: 'api',
    principals: administrators,
    tag: 'users',
    summary: 'Erase a person for good: name and fields go, times and totals stay under the id',
    params: privacyParams,
    body: z
      .strictObject({ confirm: UserId.meta({ description: 'The id once more: nobody can undo this' }) })
      .meta({ id: 'Erasure' }),
    answer: {
      status: 200,
      body: z.looseObject({ userId: UserId, erasedAt: InstantField }).meta({ id: 'ErasedUser' }),
    },
    problems: ['user.unknown', 'user.merged', 'service.busy', 'request.key-reused'],
  }),
};
