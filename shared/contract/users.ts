/** Routes and schemas of users and of their roster assignments. @module */

import * as z from 'zod';
import {
  AuthorName,
  Count,
  DownloadId,
  InstantField,
  LocalDateField,
  page,
  paging,
  Serial,
  SiteName,
  Slug,
  UserId,
} from './fields.ts';
import { textOfPath } from './path-text.ts';
import { personEditShape, personShape, ShortText } from './person-fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';
import { CardNumber, Credentials, Privilege } from './user-fields.ts';

/** Life of a user: `provisional` was made from a punch and has no details yet. */
export const UserStatus = z.enum(['provisional', 'active', 'suspended']).meta({ id: 'UserStatus' });

/** How a user came to be. */
export const UserOrigin = z
  .looseObject({
    kind: z.enum(['manual', 'download', 'push', 'import']),
    at: InstantField,
    by: z.string().optional(),
    byName: AuthorName,
    downloadId: DownloadId.optional(),
    terminal: Serial.optional(),
  })
  .meta({ id: 'UserOrigin' });

/** A duty roster of a user for `from ≤ date < to`; `to` is null while it has no end. */
export const RosterAssignmentField = z
  .looseObject({ rosterId: Slug, from: LocalDateField, to: LocalDateField.nullable() })
  .meta({ id: 'RosterAssignment' });

const Name = ShortText;
const Department = ShortText;

/** A person: as the terminals know it, and what HR knows besides. */
export const User = z
  .looseObject({
    id: UserId,
    name: Name.optional().meta({ description: 'As the terminals know it, in one piece' }),
    status: UserStatus,
    origin: UserOrigin,
    issuedOn: LocalDateField.optional(),
    expiresOn: LocalDateField.optional(),
    department: Department.optional(),
    site: SiteName.optional().meta({
      description:
        'Where the user punches: a pending day waits for the terminals of this site. Without it, for those of the sites ' +
        'at which the user has punched in the last 60 days',
    }),
    dutyRosterId: Slug.optional().meta({ description: 'The roster in force now or next' }),
    rosterAssignments: z.array(RosterAssignmentField),
    privilege: Count.optional().meta({ description: 'Privilege at the terminal, as the terminal codes it' }),
    credentials: Credentials.optional(),
    card: CardNumber.optional().meta({
      description: 'Number of the card that is sent to terminals; shown to those who may edit users',
    }),
    ...personShape,
    erasedAt: InstantField.optional().meta({
      description:
        'When the person was erased: nothing is known any more but times and totals, and nothing can be edited',
    }),
    version: Count,
  })
  .meta({ id: 'User' });
export type User = Plain<z.output<typeof User>>;

/** A user that was saved, and what is to be said about it. */
export const SavedUser = z
  .looseObject({
    ...User.shape,
    warnings: z
      .array(
        z
          .looseObject({
            code: z.enum(['employee-number-shared']),
            text: z.string(),
            userIds: z.array(UserId),
          })
          .meta({ id: 'UserWarning' }),
      )
      .optional()
      .meta({ description: 'What somebody may want to look at; nothing was refused for it' }),
  })
  .meta({ id: 'SavedUser' });

/** A user that somebody adds. */
export const NewUser = z
  .strictObject({
    id: UserId,
    name: Name.optional(),
    department: Department.optional(),
    site: SiteName.optional(),
    issuedOn: LocalDateField.optional(),
    expiresOn: LocalDateField.optional(),
    dutyRosterId: Slug.optional(),
    card: CardNumber.optional(),
    ...personShape,
    status: UserStatus.default('active'),
  })
  .meta({ id: 'NewUser' });

/** An edit of a user; `null` clears a field. */
export const UserPatch = z
  .strictObject({
    name: Name.nullable().optional(),
    department: Department.nullable().optional(),
    site: SiteName.nullable().optional(),
    issuedOn: LocalDateField.nullable().optional(),
    expiresOn: LocalDateField.nullable().optional(),
    status: UserStatus.optional(),
    card: CardNumber.nullable().optional(),
    ...personEditShape,
    privilege: Privilege.optional(),
    dutyRosterId: Slug.nullable().optional(),
    dutyRosterFrom: LocalDateField.optional().meta({
      description:
        'From when the roster counts; default: the issuance date. An earlier assignment ends the day before',
    }),
    dutyRosterTo: LocalDateField.optional().meta({
      description:
        'With dutyRosterFrom: the first day after the roster, on which the one before it is in force again',
    }),
  })
  .meta({ id: 'UserPatch' });

/** Orders of a list of users; a minus turns one around. Who has no such value comes last. */
export const UserSort = z
  .enum([
    'id',
    'name',
    '-name',
    'employeeNumber',
    '-employeeNumber',
    'department',
    '-department',
    'issuedOn',
    '-issuedOn',
    'hiredOn',
    '-hiredOn',
  ])
  .meta({ id: 'UserSort' });
export type UserSort = z.output<typeof UserSort>;

/** Most users that one list names, sorts or writes to a file. */
export const mostUsersOfFile = 10_000;

/** User ids in a query: with commas between them, a comma of an id as `~2C`. */
export const UserIdList = z
  .string()
  .transform((text) => text.split(',').map(textOfPath))
  .pipe(z.array(UserId).min(1).max(200))
  .meta({
    override: { type: 'string' },
    description: 'Up to 200 user ids with commas between them; a comma inside an id as ~2C',
    example: '1042,1043',
  });

/** A user in a list: with `punches=true`, when there were punches of the user first and last. */
const ListedUser = User.extend({
  firstPunchAt: InstantField.optional().meta({
    description: 'With `punches=true`: absent for who never punched',
  }),
  lastPunchAt: InstantField.optional().meta({
    description: 'With `punches=true`. Who has not punched for long may have left, or has no finger enrolled',
  }),
}).meta({ id: 'ListedUser' });

const userParams = z.strictObject({ userId: UserId });

/** Routes of users. */
export const users = {
  listUsers: route({
    method: 'GET',
    path: '/v1/users',
    service: 'api',
    principals: readers,
    scopes: ['users:read'],
    tag: 'users',
    summary: 'Users in order of their ids or of a field; as a file, all that the filters fit',
    query: z.strictObject({
      ...paging,
      ids: UserIdList.optional(),
      downloadId: DownloadId.optional().meta({ description: 'Only users that this download created' }),
      status: UserStatus.optional(),
      department: Department.optional(),
      site: SiteName.optional(),
      dutyRosterId: Slug.optional(),
      search: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'Part of the id, a name or the employee number' }),
      sort: UserSort.default('id').meta({
        description: `Another order than that of the ids is possible among up to ${mostUsersOfFile} users, or in one department`,
      }),
      punches: z.literal('true').optional().meta({
        description:
          'Adds `firstPunchAt` and `lastPunchAt`, at the price of two queries for each user of the page',
      }),
      format: z
        .enum(['json', 'csv', 'xlsx'])
        .optional()
        .meta({
          description:
            'Before the header `Accept`, for links; without both it is JSON. CSV and XLSX have every user that the filters fit, up ' +
            `to ${mostUsersOfFile}, in the columns that POST /v1/users/import takes`,
        }),
    }),
    answer: {
      status: 200,
      body: page(ListedUser)
        .extend({
          matching: Count.optional().meta({
            description:
              'How many users the filters fit, where that is known without reading everybody: with `ids`, `downloadId` or ' +
              'another order, and where the first page is the last one',
          }),
        })
        .meta({ id: 'UserPage' }),
      csv: true,
      xlsx: true,
    },
    problems: ['request.cursor', 'download.unknown', 'users.too-many'],
  }),
  getUser: route({
    method: 'GET',
    path: '/v1/users/{userId}',
    service: 'api',
    principals: readers,
    scopes: ['users:read'],
    tag: 'users',
    summary: 'One user',
    params: userParams,
    answer: { status: 200, body: User, etag: true },
    problems: ['user.unknown', 'user.merged'],
  }),
  createUser: route({
    method: 'POST',
    path: '/v1/users',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Add a user; an id alone is enough',
    body: NewUser,
    answer: { status: 201, body: SavedUser, etag: true },
    problems: [
      'user.exists',
      'roster.unknown',
      'plan.archived',
      'plan.overlap',
      'range.invalid',
      'request.key-reused',
    ],
  }),
  updateUser: route({
    method: 'PATCH',
    path: '/v1/users/{userId}',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Edit a user; null clears a field',
    params: userParams,
    body: UserPatch,
    ifMatch: 'User {userId}',
    answer: { status: 200, body: SavedUser, etag: true },
    problems: [
      'user.unknown',
      'user.erased',
      'user.merged',
      'roster.unknown',
      'plan.archived',
      'plan.overlap',
      'range.invalid',
      'request.stale',
      'request.no-if-match',
    ],
  }),
};
