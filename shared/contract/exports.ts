/** Routes and schemas of exports of attendance sheets. @module */

import * as z from 'zod';
import { Count, ExportId, InstantField, LocalDateField } from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

/** A file that is being made, or is ready. */
export const Export = z
  .looseObject({
    id: ExportId,
    state: z.enum(['waiting', 'done', 'failed']),
    from: LocalDateField,
    to: LocalDateField,
    rows: Count.optional(),
    reason: z.string().optional().meta({ description: 'Why it failed' }),
    url: z
      .string()
      .optional()
      .meta({ description: 'Link to the file; works for 15 minutes after this answer' }),
    requestedAt: InstantField,
  })
  .meta({ id: 'Export' });
export type Export = Plain<z.output<typeof Export>>;

/** Routes of exports: files too large for one answer. */
export const exportFiles = {
  startExport: route({
    method: 'POST',
    path: '/v1/exports',
    service: 'api',
    principals: editors,
    scopes: ['sheets:read'],
    tag: 'exports',
    summary: 'Write the attendance sheets of a range to a CSV file',
    body: z
      .strictObject({
        from: LocalDateField,
        to: LocalDateField,
        department: z.string().trim().min(1).max(100).optional(),
      })
      .meta({ id: 'NewExport' }),
    answer: { status: 202, body: Export },
    problems: ['range.invalid', 'request.key-reused'],
  }),
  getExport: route({
    method: 'GET',
    path: '/v1/exports/{exportId}',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'exports',
    summary: 'State of an export, and its link when it is ready',
    params: z.strictObject({ exportId: ExportId }),
    answer: { status: 200, body: Export },
    problems: ['export.unknown'],
  }),
};
