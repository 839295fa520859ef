/** Routes and schemas of merging the ids of one person, and of giving somebody another id. @module */

import * as z from 'zod';
import { Why } from './entries.ts';
import { AuthorName, InstantField, LinkId, UserId } from './fields.ts';
import type { Plain } from './plain.ts';
import { route } from './route.ts';

/** That an id is another one now. */
export const UserMerge = z
  .looseObject({
    id: LinkId.meta({ description: 'The links that the merge entered name it' }),
    userId: UserId.meta({ description: 'The id of before: what asks for it is redirected (308)' }),
    into: UserId,
    renamed: z.boolean().optional().meta({ description: 'The user `into` was created for it' }),
    author: z.string(),
    authorName: AuthorName,
    enteredAt: InstantField,
    reason: z.string(),
    undone: z.boolean().optional(),
  })
  .meta({ id: 'UserMerge' });
export type UserMerge = Plain<z.output<typeof UserMerge>>;

const params = z.strictObject({ userId: UserId });
const common = { method: 'POST', service: 'api', principals: ['hr', 'admin'], tag: 'users', params } as const;

/** Routes that merge and rename users. Punches stay under their PINs; links say that they are those of the id of now. */
export const userMerges = {
  mergeUser: route({
    ...common,
    path: '/v1/users/{userId}/merge',
    summary: 'Merge a user into another one, whose punches, entries and rosters its own become',
    body: z.strictObject({ into: UserId, reason: Why }).meta({ id: 'NewUserMerge' }),
    answer: { status: 200, body: UserMerge },
    problems: [
      'user.unknown',
      'user.merged',
      'user.erased',
      'link.too-many',
      'service.busy',
      'request.key-reused',
    ],
  }),
  renameUser: route({
    ...common,
    path: '/v1/users/{userId}/rename',
    summary: 'Give a user another id; its punches, entries and rosters go with it',
    body: z.strictObject({ id: UserId, reason: Why }).meta({ id: 'NewUserName' }),
    answer: { status: 200, body: UserMerge },
    problems: [
      'user.unknown',
      'user.exists',
      'user.merged',
      'user.erased',
      'link.too-many',
      'service.busy',
      'request.key-reused',
    ],
  }),
  undoUserMerge: route({
    ...common,
    path: '/v1/users/{userId}/undo-merge',
    summary: 'Undo that a user was merged or renamed, under its id of before',
    body: z.strictObject({ reason: Why }).meta({ id: 'UndoneUserMerge' }),
    answer: { status: 200, body: UserMerge },
    problems: [
      'user.unknown',
      'user.not-merged',
      'user.merged',
      'user.erased',
      'link.too-many',
      'service.busy',
      'request.key-reused',
    ],
  }),
};
