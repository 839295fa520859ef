/** Routes of downloads of users' details from terminals, and of users that are written to terminals. @module */

import * as z from 'zod';
import { DetailField } from './download-fields.ts';
import { Download, SentField } from './downloads.ts';
import { LocalDateField, Serial, Slug, UserId } from './fields.ts';
import { editors, route } from './route.ts';

/** Most results of one user upload: they must fit into one answer. */
const mostResultsPerUpload = 20_000;

/** Which users a download takes that names none. */
const selections = {
  newOnly: z
    .literal(true)
    .optional()
    .meta({
      description:
        'Everybody on the terminal who is new here: users that do not exist are created, those that wait for their ' +
        'details get them',
    }),
  missingOnly: z
    .literal(true)
    .optional()
    .meta({ description: 'Everybody whom the terminal has and we do not: they are created' }),
  listOnly: z
    .literal(true)
    .optional()
    .meta({ description: 'Nobody: the list of the terminal is read (GET /v1/terminals/{serial}/users)' }),
};

/** Routes of users that come from terminals, and go there. */
export const userTransfers = {
  startUserDownload: route({
    method: 'POST',
    path: '/v1/user-downloads',
    service: 'api',
    principals: editors,
    scopes: ['downloads:write', 'users:write'],
    tag: 'downloads',
    summary: 'Fetch the details of chosen or new users from a terminal, with issuance date and duty roster',
    body: z
      .strictObject({
        terminal: Serial,
        userIds: z.array(UserId).min(1).max(500).optional().meta({
          description:
            'These users; one that does not exist yet is created if the list of the terminal, as last read, has it',
        }),
        ...selections,
        fields: z
          .array(DetailField)
          .min(1)
          .optional()
          .meta({ description: 'What is taken of the details; default: all of it' }),
        overwrite: z
          .boolean()
          .optional()
          .meta({
            description:
              'Of details that are here already: `false` leaves all of them, `true` replaces them by those that the terminal ' +
              'has. Without it a name that is here stays, and privilege and counts are replaced',
          }),
        issuedOn: z
          .union([LocalDateField, z.literal('first-punch')])
          .optional()
          .meta({
            description:
              'Issuance date of these users: a local date, or the date of the first punch of each. Without it, dates that ' +
              'are here stay, and the settings have it for users who are created',
          }),
        dutyRosterId: Slug.optional().meta({
          description:
            'Their duty roster, from the issuance date on. Without it, rosters stay, and the settings have it for users ' +
            'who are created',
        }),
      })
      .refine(
        ({ userIds, newOnly, missingOnly, listOnly }) =>
          [userIds, newOnly, missingOnly, listOnly].filter((each) => each !== undefined).length === 1,
        'must have one of userIds, newOnly, missingOnly and listOnly',
      )
      .meta({ id: 'NewUserDownload' }),
    answer: { status: 202, body: Download },
    problems: [
      'terminal.unknown',
      'terminals.none',
      'user.unknown',
      'user.merged',
      'user.erased',
      'roster.unknown',
      'plan.archived',
      'plan.overlap',
      'range.invalid',
      'request.key-reused',
    ],
  }),
  startUserUpload: route({
    method: 'POST',
    path: '/v1/user-uploads',
    service: 'api',
    principals: ['hr', 'admin'],
    tag: 'downloads',
    summary: 'Write chosen users to chosen terminals; nothing is deleted there',
    body: z
      .strictObject({
        terminals: z.array(Serial).min(1).max(200),
        userIds: z.array(UserId).min(1).max(500),
        fields: z
          .array(SentField)
          .min(1)
          .default(['name', 'card'])
          .meta({
            description:
              'What is written where the user has it. Without `privilege` a new user is an ordinary one, and an ' +
              'administrator of the terminal stays one',
          }),
      })
      .refine(
        ({ terminals, userIds }) => terminals.length * userIds.length <= mostResultsPerUpload,
        `must be at most ${mostResultsPerUpload} users on terminals: terminals times users`,
      )
      .meta({ id: 'NewUserUpload' }),
    answer: { status: 202, body: Download },
    problems: ['terminal.unknown', 'terminals.none', 'user.unknown', 'user.merged', 'request.key-reused'],
  }),
};
