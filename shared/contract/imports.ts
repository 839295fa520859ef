/** Routes and schemas for importing files that a terminal wrote to a USB stick. @module */

import * as z from 'zod';
import { Told } from '#shared/reasons/index.ts';
import { failure } from './failure.ts';
import { Count, ImportId, Serial } from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

/** Largest file in bytes that a request itself can carry; a terminal's whole log of 40,000 punches. */
export const maxImportBytes = 2 * 1024 * 1024;
/** Largest file in bytes that can be sent by an upload link. */
export const maxUploadBytes = 32 * 1024 * 1024;

/** A line of a file that did not become a new punch or detail. */
const ImportProblem = z
  .looseObject({
    line: Count,
    result: z.string(),
    reason: z.string(),
    told: Told.optional().meta({
      description:
        'The same with a key and values, for a line that cannot be read; else `result` or `reason` says it',
    }),
  })
  .meta({ id: 'ImportProblem' });

/** What became of a file so far. */
export const ImportResult = z
  .looseObject({
    id: ImportId.optional().meta({ description: 'Of a file that is taken in after the answer' }),
    state: z.enum(['waiting-for-file', 'waiting', 'running', 'done', 'failed']).default('done'),
    reason: z.string().optional().meta({ description: 'Why it failed' }),
    ...failure,
    upload: z
      .looseObject({ url: z.string(), method: z.literal('PUT'), largestBytes: Count })
      .meta({ id: 'UploadLink' })
      .optional()
      .meta({
        description: 'Where the file is sent, within 15 minutes after this answer; then start the import',
      }),
    rows: Count.meta({ description: 'Lines that are not blank, or records; 0 until the file has been read' }),
    rowsDone: Count.optional().meta({ description: 'How many of them have been taken in so far' }),
    stored: Count,
    duplicates: Count,
    quarantined: Count,
    usersCreated: z.array(z.string()).meta({ description: 'Their ids, at most the first 1,000' }),
    usersCreatedLeftOut: Count.optional(),
    usersCompleted: Count,
    problems: z
      .array(ImportProblem)
      .meta({ description: 'A report on each line that did not become a new punch or detail' }),
    problemsLeftOut: Count.meta({ description: 'Lines that did not fit into `problems`' }),
  })
  .meta({ id: 'ImportResult' });
export type ImportResult = Plain<z.output<typeof ImportResult>>;

const importParams = z.strictObject({ importId: ImportId });

/** Routes of files that a terminal wrote to a USB stick. */
export const imports = {
  importFile: route({
    method: 'POST',
    path: '/v1/imports',
    service: 'api',
    principals: editors,
    scopes: ['punches:write'],
    tag: 'punches',
    summary: "Take in a terminal's file of punches or users; 202 and a job when it is large",
    body: z
      .strictObject({
        terminal: Serial.meta({ description: 'Whose file it is: the file does not say' }),
        format: z.enum(['attlog', 'user-dat']),
        contentBase64: z
          .base64()
          .max(Math.ceil(maxImportBytes / 3) * 4)
          .optional()
          .meta({
            description: 'The file, at most 2 MiB; without it the answer has a link for up to 32 MiB',
          }),
      })
      .meta({ id: 'TerminalFile' }),
    bodyLimitBytes: 4 * 1024 * 1024,
    answer: { status: 200, orAccepted: true, body: ImportResult },
    problems: ['terminal.unknown'],
  }),
  getImport: route({
    method: 'GET',
    path: '/v1/imports/{importId}',
    service: 'api',
    principals: readers,
    scopes: ['punches:read'],
    tag: 'punches',
    summary: 'How far the import of a file is, and its report',
    params: importParams,
    answer: { status: 200, body: ImportResult },
    problems: ['import.unknown'],
  }),
  startImport: route({
    method: 'POST',
    path: '/v1/imports/{importId}/start',
    service: 'api',
    principals: editors,
    scopes: ['punches:write'],
    tag: 'punches',
    summary: 'Take in a file that was sent by its upload link; again after a failure',
    params: importParams,
    answer: { status: 202, body: ImportResult },
    problems: ['import.unknown'],
  }),
};
