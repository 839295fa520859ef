/** What problems about sheets, reports and exports are answered with. @module */

import type { Answers } from './answers.ts';

/** Answers by code. */
export const answersOfResults = {
  'answer.too-large': {
    facts: { rows: 25_000, limitBytes: 5_000_000, from: '2026-01-01', to: '2027-01-01' },
    status: 413,
    detail:
      'The rows from 2026-01-01 to 2027-01-01 do not fit into one answer of 5000000 bytes: 25000 were read and more follow. Ask for a shorter range or one user, or have a file made: POST /v1/exports.',
  },
  'export.too-many-rows': {
    facts: { most: 1_048_575 },
    status: 422,
    detail:
      'The export has more than 1048575 rows, which is what a spreadsheet can hold. Ask for fewer days, for one department or site, or for CSV.',
  },
  'export-schedule.unknown': {
    facts: { scheduleId: 'monthly' },
    status: 404,
    detail: 'There is no scheduled export "monthly". GET /v1/export-schedules lists those that there are.',
  },
  'export-schedule.too-many': {
    facts: { most: 20 },
    status: 409,
    detail: 'There are 20 scheduled exports, and there can be no more. Delete one that nobody needs.',
  },
  'mail.not-configured': {
    facts: {},
    status: 409,
    detail:
      'This deployment sends no e-mail, because it has no sender. Its operator names one that Amazon SES has verified, as mail.from of the deployment in rollcall.deploy.yaml, and deploys again.',
  },
  'report-mail.link': {
    facts: {},
    status: 404,
    detail:
      'This link is damaged, or none that was sent. Open it from the mail itself, or copy it as a whole.',
  },
  'report-schedule.unknown': {
    facts: { scheduleId: 'mornings' },
    status: 404,
    detail:
      'There is no schedule of reports "mornings". GET /v1/report-schedules lists those that there are.',
  },
  'report-schedule.too-many': {
    facts: { most: 50 },
    status: 409,
    detail: 'There are 50 schedules of reports, and there can be no more. Delete one that nobody needs.',
  },
  'report-schedule.too-many-recipients': {
    facts: { most: 50 },
    status: 409,
    detail: 'The report has 50 recipients, and can have no more. Ask whoever sends it to take one out.',
  },
  'report-schedule.unsubscribed': {
    facts: { scheduleId: 'mornings', addresses: ['a@example.com'] },
    status: 409,
    detail:
      'Unsubscribed from "mornings": a@example.com. Leave the address out. Only its owner can subscribe again, by the link in any mail of this schedule.',
  },
  'notices.unsubscribed': {
    facts: { addresses: ['a@example.com'] },
    status: 409,
    detail:
      'Unsubscribed from notices: a@example.com. Leave the address out. Only its owner can subscribe again, by the link in any of these mails.',
  },
  'export-template.unknown': {
    facts: { templateId: 'ours' },
    status: 404,
    detail: 'There is no export template "ours". GET /v1/export-templates lists those that there are.',
  },
  'export-template.preset': {
    facts: { templateId: 'sql-payroll' },
    status: 409,
    detail:
      'The template "sql-payroll" is a preset, which stays as it is. Save a copy of it under another id.',
  },
  'export-template.too-many': {
    facts: { most: 50 },
    status: 409,
    detail: 'There are 50 export templates, and no more can be kept. Delete one that nobody uses.',
  },
  'report.too-large': {
    facts: { report: 'matrix', rows: 20_000, from: '2026-01-01', to: '2026-02-01' },
    status: 413,
    detail:
      'The report "matrix" of 2026-01-01 to 2026-02-01 does not fit into one answer: 20000 rows were read and more follow, or they take too many bytes. Ask for fewer days, one department or one user; to get all sheets of a range as a file: POST /v1/exports.',
  },
  'report.grouping': {
    facts: { report: 'presence', groupBy: 'user', allowed: 'department, none' },
    status: 422,
    detail: 'The report "presence" cannot be grouped by "user". Use one of: department, none.',
  },
  'sheets.too-many': {
    facts: { rows: 20_100, from: '2026-01-01', to: '2027-01-01' },
    status: 413,
    detail:
      'The sheets of 2026-01-01 to 2027-01-01 are too many to be added up in one answer: 20100 rows were read and more follow. Ask for fewer days, one department or one user, or add up the pages of GET /v1/sheets/matrix.',
  },
  'job.ended': {
    facts: { jobId: 'job_1', state: 'done' },
    status: 409,
    detail: 'The generation job_1 has ended (done).',
  },
  'job.needed': {
    facts: { jobId: 'job_1' },
    status: 409,
    detail:
      'The generation job_1 was not asked for: it brings sheets up to date after a change, and cannot be stopped.',
  },
  'job.unknown': {
    facts: { jobId: 'job_1' },
    status: 404,
    detail: 'There is no generation "job_1".',
  },
  'export.unknown': {
    facts: { exportId: 'exp_1' },
    status: 404,
    detail: 'There is no export "exp_1".',
  },
} satisfies Partial<Answers>;
