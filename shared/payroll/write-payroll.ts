/**
 * Writes payroll files by a template: people come one after the other with their days, lines of every file come out. Figures
 * are summed in whole seconds and rounded once, when they are written. What no file can carry is noted, never lost.
 * @module
 */

import { phrase } from '#shared/reasons/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { lineEndOf, lineOf, titleLine } from './cells.ts';
import { fileOfCode } from './check-template.ts';
import { collectNotes, type Notes, type PayrollNote } from './notes.ts';
import {
  type AdjustmentChoice,
  adjustedPayOf,
  nameOfFigure,
  type PayFigure,
  type PayrollDay,
  type PayrollPerson,
  payOf,
  summedPay,
} from './pay-figures.ts';
import { filled, type PayPeriod } from './placeholders.ts';
import { type CodedSeconds, rowWriter, shownFigures } from './row-cells.ts';
import { matchOf, parseSelector, type Selector } from './selector.ts';
import type { PayrollTemplate } from './template.ts';
import type { PayrollCode, TableFile, TextFile } from './template-fields.ts';

/** A row of a payroll file: what its cells say, and its line with the line end. */
export interface PayrollRow {
  cells: string[];
  line: string;
  /** Whether it is an adjustment of locked days. */
  isAdjustment: boolean;
}

/** A payroll file that is being written. */
export interface PayrollFile {
  key: string;
  /** File name with everything filled in. */
  name: string;
  encoding: TableFile['encoding'];
  /** Titles of its columns; none for a file that only goes along. */
  titles: string[];
  /** What the file begins with, byte order mark included. */
  opening: string;
}

/** Writes the files of a template. */
export interface PayrollWriter {
  readonly files: readonly PayrollFile[];
  /**
   * The rows of a person.
   * @param days - of the person, by date. Files with a row for a period need all days of it at once
   * @returns the rows for each of the files, in their order
   */
  add(person: PayrollPerson, days: readonly PayrollDay[]): PayrollRow[][];
  /** What the files do not hold, or not as it was. */
  notes(): PayrollNote[];
}

/** Days that become rows together, and whether these are about their adjustments. */
interface Group {
  date: LocalDate | undefined;
  days: readonly PayrollDay[];
  isAdjustment: boolean;
  figures: PayFigure[];
}

const compiled = (texts: readonly string[]): Selector[] => texts.flatMap((text) => parseSelector(text) ?? []);
const bestMatch = (selectors: readonly Selector[], figure: PayFigure) =>
  Math.max(0, ...selectors.map((selector) => matchOf(selector, figure)));

function groupOf(days: readonly PayrollDay[], isAdjustment: boolean, date?: LocalDate): Group {
  const figures = summedPay(days.flatMap(isAdjustment ? adjustedPayOf : payOf));
  return { date, days, isAdjustment, figures };
}

function groupsOf(
  days: readonly PayrollDay[],
  per: 'period' | 'day',
  adjustments: AdjustmentChoice,
): Group[] {
  const together =
    per === 'period'
      ? [{ days, date: undefined }]
      : days.map((day) => ({ days: [day], date: day.date as LocalDate }));
  return together.flatMap(({ days: some, date }) => [
    ...(adjustments === 'only' ? [] : [groupOf(some, false, date)]),
    ...(adjustments === 'without' || !some.some(({ adjustment }) => adjustment)
      ? []
      : [groupOf(some, true, date)]),
  ]);
}

/** The codes of each row of a group: one for each code, or as many as the places of a row hold. */
function codedRows(file: TableFile, sums: ReadonlyMap<PayrollCode, number>): CodedSeconds[][] {
  const coded = [...sums]
    .filter(([, seconds]) => seconds !== 0)
    .map(([code, seconds]) => ({ code, seconds }));
  if (file.rows.by === 'code') return coded.map((one) => [one]);
  const queues = Map.groupBy(coded, ({ code }) => code.place);
  const rows = Math.max(0, ...[...queues.values()].map((queue) => queue.length));
  return Array.from({ length: rows }, (_, row) => [...queues.values()].flatMap((queue) => queue[row] ?? []));
}

/** Finds for each figure the code that takes it most narrowly, among all files. */
function codeFinder({ codes, leaveOut }: PayrollTemplate) {
  const takers = codes.map((code) => ({ code, selectors: compiled(code.figures) }));
  const unwanted = compiled(leaveOut);
  return (figure: PayFigure): PayrollCode | 'left-out' | undefined => {
    let best: { code: PayrollCode; match: number } | undefined;
    for (const { code, selectors } of takers) {
      const match = bestMatch(selectors, figure);
      if (match > (best?.match ?? 0)) best = { code, match };
    }
    return bestMatch(unwanted, figure) > (best?.match ?? 0) ? 'left-out' : best?.code;
  };
}

/** Notes the figures that no code and no column takes. */
function noteUntaken(
  template: PayrollTemplate,
  codeOf: ReturnType<typeof codeFinder>,
  notes: Notes,
): (person: PayrollPerson, figures: readonly PayFigure[]) => void {
  const shown = compiled(
    template.files.flatMap((file) =>
      file.kind === 'text'
        ? []
        : file.columns.flatMap(({ value }) => (value.kind === 'figure' ? (value.of ?? []) : [])),
    ),
  );
  return ({ userId }, figures) => {
    for (const figure of figures) {
      if (codeOf(figure) !== undefined || bestMatch(shown, figure) > 0) continue;
      const isOpen = figure.kind === 'unapproved';
      const name = isOpen ? nameOfFigure(figure).slice('unapproved:'.length) : nameOfFigure(figure);
      const what = phrase('what.figure', { figure: name });
      notes.add(isOpen ? 'not-approved' : 'not-mapped', what, userId, figure.seconds);
    }
  };
}

/** Writes the rows of one file. */
function tableWriter(
  file: TableFile,
  context: {
    template: PayrollTemplate;
    period: PayPeriod;
    notes: Notes;
    codeOf: ReturnType<typeof codeFinder>;
  },
) {
  const { template, notes, codeOf } = context;
  const cellsOf = rowWriter(file, context);
  const codes = template.codes.filter((code) => fileOfCode(template, code)?.key === file.key);

  function rowsOf(person: PayrollPerson, group: Group): PayrollRow[] {
    const write = (coded: CodedSeconds[], seconds: number): PayrollRow[] => {
      const written = cellsOf({ person, coded, ...group });
      if ('cells' in written)
        return [
          { cells: written.cells, line: lineOf(written.padded, file), isAdjustment: group.isAdjustment },
        ];
      notes.add(written.fault, written.what, person.userId, seconds);
      return [];
    };
    if (file.rows.by === 'person') {
      const { isEmpty, seconds } = shownFigures(file, group);
      if (isEmpty && (file.rows.without === 'leave-out' || group.isAdjustment)) return [];
      return write([], seconds);
    }
    const sums = new Map(codes.map((code) => [code, 0]));
    for (const figure of group.figures) {
      const code = codeOf(figure);
      if (typeof code === 'object' && sums.has(code)) sums.set(code, (sums.get(code) ?? 0) + figure.seconds);
    }
    return codedRows(file, sums).flatMap((coded) =>
      write(
        coded,
        coded.reduce((sum, { seconds }) => sum + seconds, 0),
      ),
    );
  }

  return (person: PayrollPerson, groups: readonly Group[]) =>
    groups.flatMap((group) => rowsOf(person, group));
}

function openingOf(file: TableFile | TextFile, template: PayrollTemplate, period: PayPeriod): string {
  const mark = file.byteOrderMark ? '\uFEFF' : '';
  const words = (text: string) => filled(text, template.settings, period);
  const lines =
    file.kind === 'text'
      ? file.lines.map((line) => words(line) + lineEndOf(file))
      : file.head.map((line) => lineOf(line.map(words), file));
  return mark + lines.join('') + (file.kind === 'table' && file.header ? titleLine(file) : '');
}

const unsettled: readonly string[] = ['pending', 'incomplete'];

/**
 * Opens the files of a template.
 * @param period - the days that are paid
 * @param adjustments - what becomes of the adjustments of locked days
 */
export function openPayroll(
  template: PayrollTemplate,
  period: PayPeriod,
  adjustments: AdjustmentChoice = 'with',
): PayrollWriter {
  const notes = collectNotes();
  const codeOf = codeFinder(template);
  const note = noteUntaken(template, codeOf, notes);
  const writers = template.files.map((file) => ({
    file,
    write: file.kind === 'table' ? tableWriter(file, { template, period, notes, codeOf }) : undefined,
  }));

  return {
    files: template.files.map((file) => ({
      key: file.key,
      name: filled(file.name, template.settings, period),
      encoding: file.encoding,
      titles: file.kind === 'table' ? file.columns.map(({ title }) => title) : [],
      opening: openingOf(file, template, period),
    })),
    add(person, days) {
      const whole = groupsOf(days, 'period', adjustments);
      note(
        person,
        whole.flatMap(({ figures }) => figures),
      );
      if (adjustments !== 'only') {
        for (const { status } of days)
          if (unsettled.includes(status))
            notes.add('not-settled', phrase('what.status', { status }), person.userId);
      }
      return writers.map(({ file, write }) => {
        if (file.kind === 'text' || write === undefined) return [];
        return write(person, file.rows.per === 'period' ? whole : groupsOf(days, 'day', adjustments));
      });
    },
    notes: () => notes.all(),
  };
}
