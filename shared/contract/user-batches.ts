/** Routes and schemas that add and edit many users at once, each with a result of its own. @module */

import * as z from 'zod';
import { Count, LocalDateField, SiteName, Slug, UserId } from './fields.ts';
import { refusal } from './outcomes.ts';
import { ShortText } from './person-fields.ts';
import type { Plain } from './plain.ts';
import { editors, route } from './route.ts';
import { NewUser, UserPatch, UserStatus } from './users.ts';

/** Most users of one batch. */
export const mostUsersOfBatch = 500;
/** Most users that a range adds or that get a roster at once. */
export const mostUsersAtOnce = 500;
const bodyLimitBytes = 1024 * 1024;

const outcome = {
  userId: UserId,
  result: z.enum(['created', 'changed', 'unchanged', 'refused']),
  version: Count.optional().meta({ description: 'That of the user now; none where it was refused' }),
  problem: refusal('UserProblem'),
};

/** What became of each user of a batch. */
export const UserBatchResult = z
  .looseObject({
    items: z
      .array(z.looseObject(outcome).meta({ id: 'UserOutcome' }))
      .meta({ description: 'In the order of the request' }),
    created: Count,
    changed: Count,
    unchanged: Count,
    refused: Count,
  })
  .meta({ id: 'UserOutcomes' });
export type UserBatchResult = Plain<z.output<typeof UserBatchResult>>;

const BatchItem = z
  .strictObject({
    create: NewUser.optional(),
    userId: UserId.optional().meta({ description: 'Whom `patch` edits' }),
    patch: UserPatch.optional(),
    version: Count.optional().meta({
      description:
        'The version that was read: another one is refused. Without it the edit applies to the user as it is',
    }),
  })
  .refine(
    ({ create, userId, patch }) =>
      create === undefined
        ? userId !== undefined && patch !== undefined
        : userId === undefined && patch === undefined,
    'must have either "create", or "userId" and "patch"',
  )
  .meta({ id: 'UserBatchItem', description: 'A user to add, or an edit of one' });

const batchProblems = ['request.key-reused', 'service.busy'] as const;

/** Routes that add and edit many users. */
export const userBatches = {
  batchUsers: route({
    method: 'POST',
    path: '/v1/users/batch',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Add and edit many users; each stands or falls alone. Sent again, it finishes what is left',
    body: z
      .strictObject({ items: z.array(BatchItem).min(1).max(mostUsersOfBatch) })
      .meta({ id: 'UserChanges' }),
    bodyLimitBytes,
    answer: { status: 200, body: UserBatchResult },
    problems: batchProblems,
  }),
  createUserRange: route({
    method: 'POST',
    path: '/v1/users/range',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Add the users of a range of ids; those that exist stay as they are and are told',
    body: z
      .strictObject({
        first: UserId.meta({
          description: 'The first id. It ends in digits, whose number all ids keep',
          example: '0100',
        }),
        last: UserId.meta({
          description: `The last id, at most ${mostUsersAtOnce - 1} further, with the same text before its digits`,
          example: '0149',
        }),
        department: ShortText.optional(),
        site: SiteName.optional(),
        issuedOn: LocalDateField.optional(),
        expiresOn: LocalDateField.optional(),
        dutyRosterId: Slug.optional(),
        status: UserStatus.default('active'),
      })
      .meta({ id: 'UserIdRange' }),
    answer: { status: 200, body: UserBatchResult },
    problems: batchProblems,
  }),
  assignRosters: route({
    method: 'POST',
    path: '/v1/users/rosters',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Give many users a duty roster from a date on, or take theirs away',
    body: z
      .strictObject({
        dutyRosterId: Slug.nullable().meta({ description: 'null: none' }),
        from: LocalDateField.meta({
          description: 'The first day of the roster; earlier days keep what they had',
        }),
        to: LocalDateField.optional().meta({
          description: 'The first day after the roster, on which the one before it is in force again',
        }),
        userIds: z.array(UserId).min(1).max(mostUsersAtOnce).optional(),
        department: ShortText.optional().meta({
          description: `Everybody who is in it now, up to ${mostUsersAtOnce}; instead of userIds`,
        }),
      })
      .refine(
        ({ userIds, department }) => (userIds === undefined) !== (department === undefined),
        'must have either "userIds" or "department"',
      )
      .meta({ id: 'RosterForMany' }),
    answer: { status: 200, body: UserBatchResult },
    problems: [...batchProblems, 'roster.unknown', 'plan.archived', 'users.too-many'],
  }),
};
