/** Routes and schemas of templates of payroll files: ready-made ones, and those that an organisation keeps. @module */

import * as z from 'zod';
import { PayrollTemplate } from '#shared/payroll/index.ts';
import { Count, Slug } from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

/** Most templates that an organisation keeps. */
export const mostTemplates = 50;
/** Largest template, in bytes of its JSON: all of them are read for the list. */
export const largestTemplateBytes = 64 * 1024;

const origin = z.enum(['preset', 'own']).meta({
  description: 'A preset comes with Rollcall and stays as it is: save a copy under an id of your own',
});
const common = {
  id: Slug,
  origin,
  version: Count.optional().meta({ description: 'Of your own ones; `If-Match` names it' }),
};

/** A template with its id. */
export const ExportTemplate = z
  .looseObject({ ...common, template: PayrollTemplate })
  .meta({ id: 'ExportTemplate' });
export type ExportTemplate = Plain<z.output<typeof ExportTemplate>>;

/** A template as lists show it. */
export const ExportTemplateSummary = z
  .looseObject({
    ...common,
    title: z.string(),
    files: z.array(z.string()).meta({ description: 'Names of its files, as the template has them' }),
    codes: Count.meta({ description: 'How many pay codes it has' }),
  })
  .meta({ id: 'ExportTemplateSummary' });
export type ExportTemplateSummary = Plain<z.output<typeof ExportTemplateSummary>>;

const params = z.strictObject({ templateId: Slug });

/** Routes of templates of payroll files. */
export const exportTemplates = {
  listExportTemplates: route({
    method: 'GET',
    path: '/v1/export-templates',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'exports',
    summary: `Templates of payroll files: the presets, and at most ${mostTemplates} of your own`,
    answer: {
      status: 200,
      body: z.looseObject({ items: z.array(ExportTemplateSummary) }).meta({ id: 'ExportTemplates' }),
    },
  }),
  getExportTemplate: route({
    method: 'GET',
    path: '/v1/export-templates/{templateId}',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'exports',
    summary: 'One template with everything that has a default: the beginning of your own',
    params,
    answer: { status: 200, body: ExportTemplate, etag: true },
    problems: ['export-template.unknown'],
  }),
  putExportTemplate: route({
    method: 'PUT',
    path: '/v1/export-templates/{templateId}',
    service: 'api',
    principals: editors,
    scopes: ['plan:write'],
    tag: 'exports',
    summary: 'Save a template: a new one, or with If-Match in place of the one that was read',
    params,
    body: PayrollTemplate,
    mayMatch: true,
    answer: { status: 200, body: ExportTemplate, etag: true },
    problems: [
      'export-template.preset',
      'export-template.too-many',
      'request.stale',
      'request.no-if-match',
      'request.nothing-to-match',
      'request.invalid',
    ],
  }),
  deleteExportTemplate: route({
    method: 'DELETE',
    path: '/v1/export-templates/{templateId}',
    service: 'api',
    principals: editors,
    scopes: ['plan:write'],
    tag: 'exports',
    summary: 'Delete a template of your own; files that it has made stay. Saving it again brings it back',
    params,
    mayMatch: true,
    answer: { status: 204 },
    problems: ['export-template.unknown', 'export-template.preset', 'request.stale'],
  }),
};
