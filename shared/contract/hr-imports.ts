/** Routes and schemas for taking in leaves and rosters from a CSV or XLSX file. @module */

import * as z from 'zod';
import { Told } from '#shared/reasons/index.ts';
import { Count, UserId } from './fields.ts';
import { refusal } from './outcomes.ts';
import type { Plain } from './plain.ts';
import { editors, route } from './route.ts';
import { DateOrder, maxPeopleFileBytes } from './user-imports.ts';

/** Most rows of a file of leaves or rosters, beside its titles. */
export const mostRowsOfHrFile = 5_000;

const FieldName = z.string().max(60);

const ImportRow = z
  .looseObject({
    row: Count.meta({ description: 'Its number in the file, from 1' }),
    userId: UserId.optional(),
    result: z.enum(['entered', 'unchanged', 'refused', 'waiting']).meta({
      description:
        '`entered`: or would be, in a dry run. `unchanged`: it is there already. `waiting`: not done yet; send the file again',
    }),
    awaiting: z.literal(true).optional().meta({
      description: 'It was entered, or would be, and waits for the approval of a second person',
    }),
    warnings: z
      .array(z.string())
      .optional()
      .meta({ description: 'What somebody should know about a row that is taken in' }),
    warningsTold: z
      .array(Told)
      .optional()
      .meta({ description: 'The sentences of `warnings` with their keys and values' }),
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
            problem: refusal('HrImportRefusal'),
          })
          .meta({ id: 'HrImportProblem' }),
      )
      .optional()
      .meta({ description: 'Why the row is refused: nothing of it is taken in' }),
  })
  .meta({ id: 'HrImportRow' });

/** What became of a file of leaves or rosters, row by row. */
export const HrImportReport = z
  .looseObject({
    dryRun: z.boolean(),
    format: z.enum(['csv', 'xlsx']),
    columns: z.array(
      z
        .looseObject({
          title: z.string(),
          field: FieldName.nullable().meta({ description: 'null: the column is not read' }),
          guessed: z.boolean().meta({ description: 'False where the request said it' }),
        })
        .meta({ id: 'HrImportColumn' }),
    ),
    dateOrder: DateOrder.optional().meta({
      description: 'How dates with day and month as numbers were read',
    }),
    rows: z.array(ImportRow),
    entered: Count,
    awaiting: Count.meta({ description: 'Of those that were entered: how many wait for approval' }),
    unchanged: Count,
    refused: Count,
    isComplete: z.boolean().meta({
      description: 'False when the time was up: send the file again, and what has been done is unchanged',
    }),
  })
  .meta({ id: 'HrImportReport' });
export type HrImportReport = Plain<z.output<typeof HrImportReport>>;

/** The body of an import. @param fields - what a column can hold */
function fileOf(id: string, fields: string) {
  return z
    .strictObject({
      contentBase64: z
        .base64()
        .max(Math.ceil(maxPeopleFileBytes / 3) * 4)
        .meta({
          description:
            'The file, at most 2 MiB. Its first row has the titles; of XLSX the first sheet is read',
        }),
      dryRun: z.boolean().default(false).meta({ description: 'Only says what would become of each row' }),
      mapping: z
        .record(z.string().max(200), FieldName.nullable())
        .optional()
        .meta({
          description: `Which field a column holds, by its title; null: none. What is not named is guessed. Fields: ${fields}`,
        }),
      dateOrder: DateOrder.optional().meta({
        description: 'How dates such as 3/4/2026 are to be read; needed where the file does not show it',
      }),
    })
    .meta({ id });
}

const common = {
  method: 'POST',
  service: 'api',
  principals: editors,
  bodyLimitBytes: 4 * 1024 * 1024,
  answer: { status: 200, body: HrImportReport },
  problems: ['table.unreadable', 'table.too-large', 'import.mapping', 'request.key-reused', 'service.busy'],
} as const;

/** Routes that take in files of leaves and rosters. Taking a file in again changes nothing. */
export const hrImports = {
  importLeaves: route({
    ...common,
    path: '/v1/leaves/import',
    scopes: ['leaves:write', 'users:read'],
    tag: 'leaves',
    summary: 'Enter leaves from a CSV or XLSX file, up to 5,000 rows; with a dry run first',
    body: fileOf(
      'LeaveImportFile',
      '`userId` or `employeeNumber`; `type`; `from`; `through` (the last day; without it, one day); `half` (first, second); ' +
        '`hours` (7.5 or 7:30); `reason`',
    ),
  }),
  importRosters: route({
    ...common,
    path: '/v1/users/rosters/import',
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Give people duty rosters from a CSV or XLSX file, up to 5,000 rows; with a dry run first',
    body: fileOf(
      'RosterImportFile',
      '`userId` or `employeeNumber`; `dutyRosterId`; `from`; `through` (the last day; without it, until another one follows)',
    ),
  }),
};
