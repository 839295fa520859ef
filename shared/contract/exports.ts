/** Routes and schemas of exports: files for people and for payroll programs, made at once or as a job. @module */

import * as z from 'zod';
import { PayrollTemplate } from '#shared/payroll/index.ts';
import { Told } from '#shared/reasons/index.ts';
import { failure } from './failure.ts';
import {
  AuthorName,
  Count,
  ExportId,
  InstantField,
  LocalDateField,
  page,
  paging,
  SiteName,
  Slug,
  UserId,
} from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

/** What an export is of. */
export const ExportKind = z.enum(['detail', 'summary', 'matrix', 'codes', 'punches', 'payroll']).meta({
  id: 'ExportKind',
  description:
    '`detail`: a row per person and day. `summary`: a row per person. `matrix`: a row per person with a letter for each day. ' +
    '`codes`: hours by person and pay code. `punches`: as terminals recorded them (a key of role `integration` needs `punches:read`). `payroll`: by a template',
});
export type ExportKind = z.output<typeof ExportKind>;

/** The form of a file. */
export const ExportFormat = z.enum(['csv', 'xlsx', 'txt']).meta({
  id: 'ExportFormat',
  description: '`txt`: each column has its place and size in the line (UTF-8, CRLF)',
});
export type ExportFormat = z.output<typeof ExportFormat>;

const mostColumns = 150;

const ExportColumn = z
  .strictObject({
    key: z.string().min(1).max(60).meta({ description: 'As `GET /v1/export-kinds` lists them' }),
    title: z.string().trim().max(60).optional(),
    position: z.int().min(1).max(mostColumns).optional().meta({
      description:
        'Its place, 1 the first; without it, as it stands in the list. All columns have one, or none',
    }),
    size: z.int().min(1).max(500).optional().meta({
      description:
        'Characters in `txt`. Words are cut to it; what must not be cut, such as an id or an amount, is written as ###',
    }),
    align: z.enum(['left', 'right']).optional().meta({ description: 'In `txt`; left by itself' }),
  })
  .meta({ id: 'ExportColumn' });
export type ExportColumn = Plain<z.output<typeof ExportColumn>>;

/** What an export is asked for, without its days. */
export const exportForm = {
  kind: ExportKind.default('detail'),
  format: ExportFormat.optional().meta({
    description: 'Default: `csv`. `payroll` takes none, its template says how the files are written',
  }),
  template: Slug.optional().meta({
    description: 'Of `payroll`: the id of a template',
    example: 'sql-payroll',
  }),
  columns: z.array(ExportColumn).min(1).max(mostColumns).optional().meta({
    description: 'Which columns, in which order; otherwise the usual ones of the kind. `payroll` takes none',
  }),
  order: z.enum(['person', 'date']).optional().meta({
    description:
      'Of `detail`: by user id and date, or (default) by date and user id. All others are by person',
  }),
  header: z.boolean().optional().meta({
    description: 'Whether the first line of `csv` (default yes) or `txt` (default no) has the titles',
  }),
  adjustments: z
    .enum(['with', 'only', 'without'])
    .optional()
    .meta({
      description:
        'Adjustments of locked days are rows of their own: beside the others (`with`, the default), alone (for what changed ' +
        'after an earlier file) or left out. `detail` with columns of adjustments, such as its usual ones as CSV, leaves them ' +
        'out by itself. `matrix` and `punches` take none. A payroll file with adjustments says in its notes which earlier ones ' +
        'by the same template had adjustments of its days',
    }),
  userIds: z.array(UserId).min(1).max(1000).optional().meta({ description: 'Only these, in this order' }),
  department: z.string().trim().min(1).max(100).optional().meta({
    description: 'In which people are now, as in all columns: also on days of before, and on locked ones',
  }),
  site: SiteName.optional(),
};

const range = {
  from: LocalDateField,
  to: LocalDateField.meta({ description: 'The first day after the range' }),
};

const NewExport = z.strictObject({ ...range, ...exportForm }).meta({ id: 'NewExport' });
/** What an export is asked for. */
export type NewExport = Plain<z.output<typeof NewExport>>;

const ToldNotes = z.array(Told).meta({
  description:
    '`notes` with their keys and values, in the same order; absent for exports of earlier versions',
});

/** How many days the files of an export are kept: they can be made again at any time. */
export const exportFileDays = 7;

const ExportFile = z
  .looseObject({
    name: z.string(),
    rows: Count,
    url: z.string().optional().meta({ description: 'Link; works for 15 minutes after this answer' }),
  })
  .meta({ id: 'ExportFile' });

/** A file that is being made, or is ready. */
export const Export = z
  .looseObject({
    id: ExportId,
    state: z.enum(['waiting', 'done', 'failed']),
    kind: ExportKind,
    format: ExportFormat.optional().meta({ description: 'None of `payroll`' }),
    template: Slug.optional(),
    schedule: Slug.optional().meta({ description: 'The schedule that asked for it' }),
    from: LocalDateField,
    to: LocalDateField,
    department: z.string().optional(),
    site: z.string().optional(),
    users: Count.optional().meta({
      description: 'Of how many chosen people; absent for everybody in its scope',
    }),
    rows: Count.optional(),
    reason: z.string().optional().meta({ description: 'Why it failed' }),
    ...failure,
    url: z.string().optional().meta({
      description: 'Link to the file, or to the first of several; works for 15 minutes after this answer',
    }),
    files: z.array(ExportFile).optional(),
    filesUntil: InstantField.optional().meta({
      description:
        'Of one that is done: its files are kept until then, a week after they were asked for. Later it has no links; ' +
        'the same can be exported again',
    }),
    withheld: z
      .string()
      .optional()
      .meta({
        description:
          'Of one that is done: why this caller gets no links. Files show what whoever asked for them may see; who may see ' +
          'less of people, or no punches, does not get them',
      }),
    withheldTold: Told.optional().meta({ description: '`withheld` with its key' }),
    notes: z.array(z.string()).optional().meta({
      description: 'What whoever sends the files must know: what is not in them, or not as it was',
    }),
    toldNotes: ToldNotes.optional(),
    requestedBy: z.string(),
    requestedByName: AuthorName,
    requestedAt: InstantField,
  })
  .meta({ id: 'Export' });
export type Export = Plain<z.output<typeof Export>>;

const PreviewFile = z
  .looseObject({
    name: z.string(),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string())).meta({ description: 'At most 20, each value as the file has it' }),
    text: z
      .string()
      .optional()
      .meta({ description: 'Of `csv`, `txt` and `payroll`: the beginning as it is' }),
  })
  .meta({ id: 'ExportPreviewFile' });

/** The beginning of an export. */
export const ExportPreview = z
  .looseObject({
    files: z.array(PreviewFile),
    isWhole: z.boolean().meta({ description: 'False where more follows' }),
    notes: z.array(z.string()).meta({ description: 'About the people of the preview' }),
    toldNotes: ToldNotes.optional(),
  })
  .meta({ id: 'ExportPreview' });
export type ExportPreview = Plain<z.output<typeof ExportPreview>>;

const KindColumn = z
  .looseObject({
    key: z.string(),
    title: z.string(),
    type: z.string().meta({
      description: 'As in reports; `duration` is h:mm, `hours` decimal hours, rounded once',
    }),
    size: Count.meta({ description: 'Its usual size in `txt`, in characters' }),
    formats: z
      .array(ExportFormat)
      .meta({ description: 'The formats in which it stands without being chosen' }),
  })
  .meta({ id: 'ExportKindColumn' });

/** Routes of exports: files for people and for payroll programs. */
export const exportFiles = {
  listExportKinds: route({
    method: 'GET',
    path: '/v1/export-kinds',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'exports',
    summary: 'The kinds of exports, and the columns that each can have',
    answer: {
      status: 200,
      body: z
        .looseObject({
          items: z.array(
            z
              .looseObject({ kind: ExportKind, title: z.string(), columns: z.array(KindColumn) })
              .meta({ id: 'ExportKindColumns' }),
          ),
        })
        .meta({ id: 'ExportKinds' }),
    },
  }),
  startExport: route({
    method: 'POST',
    path: '/v1/exports',
    service: 'api',
    principals: editors,
    scopes: ['sheets:read'],
    tag: 'exports',
    summary:
      'Make a file of the days with from ≤ date < to: at once when it is small (200), else as a job (202)',
    body: NewExport,
    answer: { status: 200, orAccepted: true, body: Export },
    problems: [
      'range.invalid',
      'times.not-kept',
      'user.unknown',
      'export-template.unknown',
      'request.invalid',
      'request.key-reused',
    ],
  }),
  previewExport: route({
    method: 'POST',
    path: '/v1/exports/preview',
    service: 'api',
    principals: editors,
    scopes: ['sheets:read'],
    tag: 'exports',
    summary: 'The first 20 rows of an export; also by a template that is not saved',
    body: z
      .strictObject({
        ...range,
        ...exportForm,
        draft: PayrollTemplate.optional().meta({ description: 'Of `payroll`: a template itself' }),
      })
      .meta({ id: 'NewExportPreview' }),
    answer: { status: 200, body: ExportPreview },
    problems: [
      'range.invalid',
      'times.not-kept',
      'user.unknown',
      'export-template.unknown',
      'request.invalid',
    ],
  }),
  listExports: route({
    method: 'GET',
    path: '/v1/exports',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'exports',
    summary: 'Exports, the latest first; ask for one to get its links',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(Export) },
    problems: ['request.cursor'],
  }),
  getExport: route({
    method: 'GET',
    path: '/v1/exports/{exportId}',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'exports',
    summary: 'State of an export, and its links when it is ready',
    params: z.strictObject({ exportId: ExportId }),
    answer: { status: 200, body: Export },
    problems: ['export.unknown'],
  }),
};
