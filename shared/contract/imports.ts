/** Routes and schemas for importing files that a terminal wrote to a USB stick. @module */

import * as z from 'zod';
import { Count, Serial } from './fields.ts';
import { editors, route } from './route.ts';

/** Largest file in bytes; a terminal's whole log of 40,000 punches. */
export const maxImportBytes = 2 * 1024 * 1024;

/** A line of a file that did not become a new punch or detail. */
const ImportProblem = z
  .looseObject({ line: Count, result: z.string(), reason: z.string() })
  .meta({ id: 'ImportProblem' });

/** Routes of files that a terminal wrote to a USB stick. */
export const imports = {
  importFile: route({
    method: 'POST',
    path: '/v1/imports',
    service: 'api',
    principals: editors,
    scopes: ['punches:write'],
    tag: 'punches',
    summary:
      'Take in a file that a terminal wrote to a USB stick: punches (attlog.dat), or details of users (user.dat)',
    body: z
      .strictObject({
        terminal: Serial.meta({ description: 'Whose file it is: the file does not say' }),
        format: z.enum(['attlog', 'user-dat']),
        contentBase64: z
          .base64()
          .max(Math.ceil(maxImportBytes / 3) * 4)
          .meta({ description: 'The file, at most 2 MiB' }),
      })
      .meta({ id: 'TerminalFile' }),
    bodyLimitBytes: 4 * 1024 * 1024,
    answer: {
      status: 200,
      body: z
        .looseObject({
          rows: Count.meta({ description: 'Lines that are not blank, or records' }),
          stored: Count,
          duplicates: Count,
          quarantined: Count,
          usersCreated: z.array(z.string()),
          usersCompleted: Count,
          problems: z
            .array(ImportProblem)
            .meta({ description: 'A report on each line that did not become a new punch or detail' }),
          problemsLeftOut: Count.meta({ description: 'Lines that did not fit into `problems`' }),
        })
        .meta({ id: 'ImportResult' }),
    },
    problems: ['terminal.unknown', 'service.busy'],
  }),
};
