/** Shows the beginning of an export, without a file. @module */

import type { ExportPreview } from '#shared/contract/exports.ts';
import { sentencesOf, told } from '#shared/reasons/index.ts';
import { rowTexts } from '#shared/table/index.ts';
import type { Actor } from '../actor.ts';
import { notesOfSentBefore } from './sent-before.ts';
import type { Wanted } from './wanted.ts';
import { linesIn, openPayrollFiles, openTable } from './write-files.ts';

const mostRows = 20;
/** After this the answer would come too late; it then has fewer rows. */
const limitMilliseconds = 10_000;

type Files = ExportPreview['files'];

/** Goes over pages until there is enough. @returns whether nothing more follows */
async function goOver<T>(pages: AsyncIterable<T>, add: (page: T) => boolean): Promise<boolean> {
  const began = performance.now();
  for await (const page of pages) {
    if (add(page) || performance.now() - began > limitMilliseconds) return false;
  }
  return true;
}

/** The first rows of an export. */
export async function previewExport(actor: Actor, wanted: Wanted): Promise<ExportPreview> {
  const { kind, payroll: template } = wanted;
  if (kind !== 'payroll') {
    const { name, columns, pages } = await openTable(actor, wanted, kind);
    const rows: Parameters<typeof rowTexts>[1][] = [];
    const isEnd = await goOver(pages(), (page) => rows.push(...page) > mostRows);
    const shown = rows.slice(0, mostRows);
    const { opening, line } = linesIn(columns, wanted);
    const text = wanted.format === 'xlsx' ? undefined : opening + shown.map(line).join('');
    const files: Files = [
      {
        name,
        columns: columns.map(({ title }) => title),
        rows: shown.map((row) => rowTexts(columns, row)),
        ...(text === undefined ? {} : { text }),
      },
    ];
    return { files, isWhole: isEnd && rows.length <= mostRows, notes: [], toldNotes: [] };
  }
  if (template === undefined) throw new Error('an export for payroll has no template');
  const { payroll, people } = await openPayrollFiles(actor, wanted, template);
  const found = payroll.files.map(() => [] as { cells: string[]; line: string; isAdjustment: boolean }[]);
  const isEnd = await goOver(people(), (page) => {
    for (const ofPerson of page) for (const [at, rows] of ofPerson.entries()) found[at]?.push(...rows);
    return found.some((rows) => rows.length > mostRows);
  });
  const files = payroll.files.map(({ name, titles, opening }, at) => {
    const rows = (found[at] ?? []).slice(0, mostRows);
    return {
      name,
      columns: titles,
      rows: rows.map(({ cells }) => cells),
      text: opening + rows.map(({ line }) => line).join(''),
    };
  });
  const isWhole = isEnd && found.every((rows) => rows.length <= mostRows);
  const hasAdjustments = found.flat().some(({ isAdjustment }) => isAdjustment);
  const again = hasAdjustments ? await notesOfSentBefore(actor, wanted) : [];
  const notes = [...again, ...payroll.notes().map(({ told: note }) => note)];
  return {
    files,
    isWhole,
    notes: notes.map((note) => sentencesOf([note])),
    toldNotes: notes.map(told),
  };
}
