/**
 * Reports: each a file, from rows that somebody has read to a table. API, files and screens show the same table.
 * What is read for a report is decided by functions/domain/reports.
 * @module
 */
import type { ReportName } from '#shared/contract/report-names.ts';
import type { Table } from '#shared/table/index.ts';
import { absenceReport } from './absence.ts';
import { correctionsReport } from './corrections.ts';
import { exceptionsReport } from './exceptions.ts';
import type { Grouping, ReportInput } from './input.ts';
import { latenessReport } from './lateness.ts';
import { matrixReport } from './matrix.ts';
import { overtimeReport } from './overtime.ts';
import { payrollSummaryReport } from './payroll-summary.ts';
import { presenceReport } from './presence.ts';
import { punchesReport } from './punches.ts';
import { timeCardReport } from './time-card.ts';

export { compactDay, dayTotals, hasFlag } from './day-totals.ts';
export type {
  ReportCorrection,
  ReportDay,
  ReportInput,
  ReportPunch,
  ReportScope,
} from './input.ts';
export { legend as matrixLegend, signOf } from './letters.ts';
export { isStillIn, lastTimeOf, presenceOf } from './presence.ts';

/** A report: what it is about, what it reads, and how its table is made. */
export interface Report {
  title: string;
  about: string;
  reads: 'days' | 'corrections' | 'punches';
  /** By what its rows can be put together, the way that it takes by itself first. */
  groupings: readonly [Grouping, ...Grouping[]];
  /** Most days of a range. */
  mostDays: number;
  table: (input: ReportInput) => Table;
}

const year = 366;

/** All reports by name. */
export const reports: Readonly<Record<ReportName, Report>> = {
  exceptions: {
    title: 'Exceptions',
    about:
      'Missing times, late, early, absent, worked on leave, punched though left, and ids that nobody claims',
    reads: 'days',
    groupings: ['department', 'user', 'none'],
    mostDays: 62,
    table: exceptionsReport,
  },
  presence: {
    title: 'Who is in',
    about:
      'Who is in, out, expected or on leave on a day, with the head count of each department; who works over midnight is in by the day before',
    reads: 'days',
    groupings: ['department', 'none'],
    mostDays: 1,
    table: presenceReport,
  },
  matrix: {
    title: 'Monthly matrix',
    about: 'People and days, a letter for each day, with sums',
    reads: 'days',
    groupings: ['department', 'none'],
    mostDays: 62,
    table: matrixReport,
  },
  'time-card': {
    title: 'Time card',
    about:
      'The days of each person with planned and actual time; on paper a page a person, with lines for signatures',
    reads: 'days',
    groupings: ['user'],
    mostDays: year,
    table: timeCardReport,
  },
  'payroll-summary': {
    title: 'Payroll summary',
    about: 'Hours of each person by pay code, with what is not approved apart',
    reads: 'days',
    groupings: ['user', 'department', 'none'],
    mostDays: year,
    table: payrollSummaryReport,
  },
  overtime: {
    title: 'Overtime to approve',
    about: 'Overtime and premiums that wait for approval, by person and day',
    reads: 'days',
    groupings: ['department', 'user', 'none'],
    mostDays: year,
    table: overtimeReport,
  },
  lateness: {
    title: 'Lateness and early leaving',
    about: 'How often and how long each person came late or left early',
    reads: 'days',
    groupings: ['department', 'none'],
    mostDays: year,
    table: latenessReport,
  },
  absence: {
    title: 'Absence and leave',
    about: 'Days and hours of absence and leave by person and type',
    reads: 'days',
    groupings: ['department', 'user', 'none'],
    mostDays: year,
    table: absenceReport,
  },
  corrections: {
    title: 'Corrections',
    about:
      'Who has corrected which day, what and why, and what became of it: withdrawn ones and those that wait, too',
    reads: 'corrections',
    groupings: ['none', 'user', 'department'],
    mostDays: year,
    table: correctionsReport,
  },
  punches: {
    title: 'Punch list',
    about: 'Punches of people as terminals recorded them',
    reads: 'punches',
    groupings: ['none', 'user', 'department'],
    mostDays: year,
    table: punchesReport,
  },
};
