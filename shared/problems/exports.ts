/** Problems of exports: ids that nobody knows, and templates that cannot be saved. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const exportProblems = {
  'export.unknown': problem<{ exportId: string }>({
    status: 404,
    says: ({ exportId }) => `There is no export "${exportId}".`,
    todo: null,
  }),
  'export.too-many-rows': problem<{ most: number }>({
    status: 422,
    says: ({ most }) => `The export has more than ${most} rows, which is what a spreadsheet can hold.`,
    todo: 'Ask for fewer days, for one department or site, or for CSV.',
  }),
  'export-schedule.unknown': problem<{ scheduleId: string }>({
    status: 404,
    says: ({ scheduleId }) => `There is no scheduled export "${scheduleId}".`,
    todo: 'GET /v1/export-schedules lists those that there are.',
  }),
  'export-schedule.too-many': problem<{ most: number }>({
    status: 409,
    says: ({ most }) => `There are ${most} scheduled exports, and there can be no more.`,
    todo: 'Delete one that nobody needs.',
  }),
  'export-template.unknown': problem<{ templateId: string }>({
    status: 404,
    says: ({ templateId }) => `There is no export template "${templateId}".`,
    todo: 'GET /v1/export-templates lists those that there are.',
  }),
  'export-template.preset': problem<{ templateId: string }>({
    status: 409,
    says: ({ templateId }) => `The template "${templateId}" is a preset, which stays as it is.`,
    todo: 'Save a copy of it under another id.',
  }),
  'export-template.too-many': problem<{ most: number }>({
    status: 409,
    says: ({ most }) => `There are ${most} export templates, and no more can be kept.`,
    todo: 'Delete one that nobody uses.',
  }),
};
