/** Makes a report in the form that was asked for, or refuses it; never a part of one. @module */

import type { ReportName } from '#shared/contract/report-names.ts';
import type { ReportFormat, ReportTable } from '#shared/contract/reports.ts';
import { RollcallError } from '#shared/errors.ts';
import { because, type Phrase, phrase, told } from '#shared/reasons/index.ts';
import { type ReportInput, reports } from '#shared/reports/index.ts';
import { linesOf, type SaidTexts, type Table, tableCsv, tableHtmlPage } from '#shared/table/index.ts';
import { daysBetween } from '#shared/time/calendar.ts';
import type { Actor } from '../actor.ts';
import { requireKept } from '../kept-times.ts';
import { requireRange } from '../ranges.ts';
import type { PeopleQuery } from '../sheets/index.ts';
import { writeXlsx, xlsxMediaType } from '../tables/index.ts';
import { requireBytes } from './limits.ts';
import { readReport } from './read.ts';

/** A page for print has styles of its own, and loads and runs nothing. */
const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
} as const;

/** What a report is asked for. */
export interface ReportQuery extends PeopleQuery {
  name: ReportName;
  groupBy?: ReportInput['groupBy'];
  /** Whether sums stand in CSV and XLSX. */
  withSums: boolean;
}

/** A report as it is sent. */
export type ReportAnswer =
  | { body: ReportTable }
  | { text: string; mediaType: string; headers: Record<string, string> }
  | { bytes: Uint8Array; mediaType: string; headers: Record<string, string> };

/** @throws RollcallError range.invalid, report.grouping unless a report can be made of what is asked for */
export function requireReport({ name, from, to, groupBy }: ReportQuery): void {
  requireRange(from, to);
  const { mostDays, groupings } = reports[name];
  if (daysBetween(from, to) > mostDays) {
    const why =
      mostDays === 1
        ? phrase('range.one-day-report', {})
        : phrase('range.most-of-report', { most: mostDays });
    throw new RollcallError('range.invalid', { from, to, ...because(why) });
  }
  if (groupBy !== undefined && !groupings.includes(groupBy)) {
    throw new RollcallError('report.grouping', { report: name, groupBy, allowed: groupings.join(', ') });
  }
}

/** How many rows a table has. */
export const rowsIn = (table: Table) => table.groups.reduce((sum, { rows }) => sum + rows.length, 0);

function saidRow(row: SaidTexts): Record<string, Phrase[]> {
  return Object.fromEntries(Object.entries(row).map(([key, said]) => [key, [...said]]));
}

function shown({ title, notes, saidNotes = [], columns, groups, totals, legend }: Table): ReportTable {
  return {
    title,
    notes: [...notes],
    toldNotes: saidNotes.map(told),
    columns: columns.map(({ key, title: heading, type, sum }) => ({
      key,
      title: heading,
      type,
      ...(sum ? { sum } : {}),
    })),
    groups: groups.map((group) => ({
      label: group.label,
      rows: group.rows.map((row) => [...row]),
      totals: group.totals && [...group.totals],
      ...(group.said === undefined ? {} : { said: group.said.map(saidRow) }),
    })),
    totals: totals && [...totals],
    legend: legend.map(({ sign, meaning, said }) => ({ sign, meaning, told: said && told(said) })),
  };
}

/** Puts the names of authors beside their ids. */
export type NameAuthors = <T>(things: T) => Promise<T>;

/**
 * The table of a report.
 * @param nameAuthors - of the corrections that a report has; without it they stand by their ids
 * @throws RollcallError range.invalid, times.not-kept, report.grouping, report.too-large, user.unknown
 */
export async function reportTable(
  actor: Actor,
  query: ReportQuery,
  nameAuthors?: NameAuthors,
): Promise<Table> {
  requireReport(query);
  await requireKept(actor.stores, query.from);
  const input = await readReport(actor, query.name, query);
  const corrections = (await nameAuthors?.(input.corrections)) ?? input.corrections;
  return reports[query.name].table({ ...input, corrections, groupBy: query.groupBy });
}

/** The table of a report as a file. */
export async function reportFile(
  table: Table,
  { name, from, withSums }: Pick<ReportQuery, 'name' | 'from' | 'withSums'>,
  format: 'csv' | 'xlsx',
): Promise<{ name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> }> {
  const file = `${name}-${from}.${format}`;
  if (format === 'xlsx') {
    return { name: file, mediaType: xlsxMediaType, bytes: await xlsxOf(table, withSums) };
  }
  const bytes = new TextEncoder().encode(tableCsv(table, withSums));
  return { name: file, mediaType: 'text/csv; charset=utf-8', bytes };
}

async function xlsxOf(table: Table, withSums: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const lines = [...linesOf(table)].filter(({ kind }) => withSums || kind === 'row');
  return new Uint8Array(await new Response(writeXlsx(table, lines)).arrayBuffer());
}

/**
 * A report in one of its forms.
 * @throws RollcallError range.invalid, report.grouping, report.too-large, user.unknown
 */
export async function makeReport(
  actor: Actor,
  query: ReportQuery,
  format: ReportFormat,
  nameAuthors?: NameAuthors,
): Promise<ReportAnswer> {
  const table = await reportTable(actor, query, nameAuthors);
  const requireFits = (bytes: number) => requireBytes(bytes, query.name, query, rowsIn(table));
  const attached = {
    'content-disposition': `attachment; filename="${query.name}-${query.from}.${format}"`,
  };
  switch (format) {
    case 'json': {
      const body = shown(table);
      requireFits(Buffer.byteLength(JSON.stringify(body)));
      return { body };
    }
    case 'xlsx': {
      const bytes = await xlsxOf(table, query.withSums);
      requireFits(Math.ceil(bytes.length / 3) * 4);
      return { bytes, mediaType: xlsxMediaType, headers: attached };
    }
    case 'csv':
    case 'html': {
      const text = format === 'csv' ? tableCsv(table, query.withSums) : tableHtmlPage(table);
      requireFits(Buffer.byteLength(JSON.stringify(text)));
      if (format === 'html') return { text, mediaType: 'text/html; charset=utf-8', headers: pageHeaders };
      return { text, mediaType: 'text/csv; charset=utf-8', headers: attached };
    }
  }
}
