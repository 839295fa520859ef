/** Route and schemas for taking in people from a CSV or XLSX file. @module */

import * as z from 'zod';
import { Told } from '#shared/reasons/index.ts';
import { Count, LocalDateField, UserId } from './fields.ts';
import { refusal } from './outcomes.ts';
import type { Plain } from './plain.ts';
import { editors, route } from './route.ts';

/** Largest file in bytes: ten thousand people with all their fields. */
export const maxPeopleFileBytes = 2 * 1024 * 1024;

const FieldName = z.string().max(60).meta({
  description:
    'A field of a user by its name in the API (`id`, `name`, `hiredOn` …), or `custom.` with the key of a field of your own',
  example: 'employeeNumber',
});

/** What comes first in dates whose day and month are numbers. */
export const DateOrder = z.enum(['ymd', 'dmy', 'mdy']).meta({ id: 'DateOrder' });

const ImportColumn = z
  .looseObject({
    title: z.string(),
    field: FieldName.nullable().meta({ description: 'null: the column is not read' }),
    guessed: z.boolean().meta({ description: 'False where the request said it' }),
  })
  .meta({ id: 'UserImportColumn' });

const ImportRow = z
  .looseObject({
    row: Count.meta({ description: 'Its number in the file, from 1' }),
    userId: UserId.optional(),
    result: z.enum(['created', 'changed', 'unchanged', 'skipped', 'refused', 'waiting']).meta({
      description:
        '`skipped`: as `existing` or `missing` asked. `waiting`: not done yet; send the file again',
    }),
    fields: z.array(FieldName).optional().meta({ description: 'Those that change, or have changed' }),
    problems: z
      .array(
        z
          .looseObject({
            column: z.string().optional().meta({ description: 'Title of the column, where it is one cell' }),
            message: z.string(),
            told: Told.optional().meta({
              description:
                'The same with a key and values; absent where a problem says it, and for rarer faults',
            }),
            problem: refusal('UserImportRefusal'),
          })
          .meta({ id: 'UserImportProblem' }),
      )
      .optional()
      .meta({ description: 'Why the row is refused: nothing of it is taken in' }),
  })
  .meta({ id: 'UserImportRow' });

/** What became of a file of people, row by row. */
export const UserImportReport = z
  .looseObject({
    dryRun: z.boolean(),
    format: z.enum(['csv', 'xlsx']),
    columns: z.array(ImportColumn),
    dateOrder: DateOrder.optional().meta({
      description: 'How dates with day and month as numbers were read',
    }),
    rows: z.array(ImportRow),
    created: Count,
    changed: Count,
    unchanged: Count,
    skipped: Count,
    refused: Count,
    isComplete: z.boolean().meta({
      description:
        'False when the time was up: send the file again, and what has been done is found as unchanged',
    }),
  })
  .meta({ id: 'UserImportReport' });
export type UserImportReport = Plain<z.output<typeof UserImportReport>>;

/** Route that takes in people from a file. */
export const userImports = {
  importUsers: route({
    method: 'POST',
    path: '/v1/users/import',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Add and edit people from a CSV or XLSX file, up to 10,000 rows; with a dry run first',
    body: z
      .strictObject({
        contentBase64: z
          .base64()
          .max(Math.ceil(maxPeopleFileBytes / 3) * 4)
          .meta({
            description:
              'The file, at most 2 MiB. Its first row has the titles; of XLSX the first sheet is read',
          }),
        dryRun: z.boolean().default(false).meta({ description: 'Only says what would become of each row' }),
        mapping: z.record(z.string().max(200), FieldName.nullable()).optional().meta({
          description:
            'Which field a column holds, by its title; null: none. What is not named is guessed from its title, in several languages',
        }),
        missing: z.enum(['create', 'skip']).default('create').meta({ description: 'Of ids that nobody has' }),
        existing: z
          .enum(['update', 'skip'])
          .default('update')
          .meta({ description: 'Of ids that somebody has' }),
        emptyCells: z.enum(['leave', 'clear']).default('leave').meta({
          description: 'Whether an empty cell leaves the field as it is, or clears it',
        }),
        dateOrder: DateOrder.optional().meta({
          description: 'How dates such as 3/4/2026 are to be read; needed where the file does not show it',
        }),
        dutyRosterFrom: LocalDateField.optional().meta({
          description: 'From when a roster of the file counts; default: the issuance date',
        }),
      })
      .meta({ id: 'UserImportFile' }),
    bodyLimitBytes: 4 * 1024 * 1024,
    answer: { status: 200, body: UserImportReport },
    problems: ['table.unreadable', 'table.too-large', 'import.mapping', 'request.key-reused', 'service.busy'],
  }),
};
