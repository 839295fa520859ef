/** Writes the cells of a row of a payroll file, or says which of them cannot be written. @module */

import { type Part, phrase } from '#shared/reasons/index.ts';
import { addDays, weekdayOf } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type AmountFormat, writeAmount, writeCount } from './amounts.ts';
import { fitted, plainText } from './cells.ts';
import { writeDate, writeTime } from './dates.ts';
import { charactersMissingIn } from './encode.ts';
import type { NoteKind, Notes } from './notes.ts';
import type { PayFigure, PayrollDay, PayrollPerson } from './pay-figures.ts';
import { filled, type PayPeriod } from './placeholders.ts';
import {
  adjustedCountOfDays,
  adjustmentOfFact,
  countOfDays,
  matchOf,
  parseSelector,
  sumOfFact,
} from './selector.ts';
import type { PayrollTemplate } from './template.ts';
import type { PayrollCode, PayrollColumn, TableFile } from './template-fields.ts';

/** A code in a row, and the seconds that it sums. */
export interface CodedSeconds {
  code: PayrollCode;
  seconds: number;
}

/** What a row is about. */
export interface RowSubject {
  person: PayrollPerson;
  /** Its codes: one, or one for each place; none in rows by person. */
  coded: readonly CodedSeconds[];
  date: LocalDate | undefined;
  days: readonly PayrollDay[];
  isAdjustment: boolean;
  figures: readonly PayFigure[];
}

type Fault = { fault: NoteKind; what: Part };
type Written = { text: string; standsIn?: Part } | Fault;
/** The cells of a row as texts, and padded to their columns; or what keeps the row out of the file. */
export type WrittenRow = { cells: string[]; padded: string[] } | Fault;

function dayField(field: Extract<PayrollColumn['value'], { kind: 'day' }>['field'], day: PayrollDay): string {
  switch (field) {
    case 'schedule':
      return day.scheduleId ?? '';
    case 'weekday':
      return weekdayOf(day.date as LocalDate);
    case 'leave':
      return day.leave.map(({ type }) => type).join('; ');
    case 'exceptions':
      return day.exceptions.map(({ code }) => code).join('; ');
    default:
      return day[field];
  }
}

/** What a column of rows by person shows: a count of days, or seconds, of which some are paid by codes. */
function summed(
  texts: readonly string[],
  subject: Omit<RowSubject, 'coded' | 'person'>,
): { count: number } | { paid: number; facts: number } {
  const { days, isAdjustment } = subject;
  const selectors = texts.flatMap((text) => parseSelector(text) ?? []);
  const counted = selectors.filter((selector) => selector.of === 'days');
  if (counted.length > 0) {
    const countOf = isAdjustment ? adjustedCountOfDays : countOfDays;
    return { count: counted.reduce((sum, { status }) => sum + countOf(status, days), 0) };
  }
  const paid = subject.figures
    .filter((figure) => selectors.some((selector) => matchOf(selector, figure) > 0))
    .reduce((sum, { seconds }) => sum + seconds, 0);
  const facts = selectors.reduce((sum, selector) => {
    if (selector.of !== 'fact') return sum;
    return sum + (isAdjustment ? adjustmentOfFact : sumOfFact)(selector.fact, days);
  }, 0);
  return { paid, facts };
}

function writeSum(sum: ReturnType<typeof summed>, format: AmountFormat): ReturnType<typeof writeAmount> {
  return 'count' in sum ? writeCount(sum.count, format) : writeAmount(sum.paid + sum.facts, format);
}

/**
 * What the figure columns of a file with rows by person show of a subject.
 * @returns whether none shows anything, and the seconds of the figures that some column shows
 */
export function shownFigures(
  { columns }: TableFile,
  subject: Omit<RowSubject, 'coded' | 'person'>,
): { isEmpty: boolean; seconds: number } {
  const texts = columns.flatMap(({ value }) =>
    value.kind === 'figure' && value.of !== undefined ? [value.of] : [],
  );
  const isEmpty = texts.every((of) => {
    const sum = summed(of, subject);
    return 'count' in sum ? sum.count === 0 : sum.paid + sum.facts === 0;
  });
  const all = summed(
    texts.flat().filter((text) => parseSelector(text)?.of === 'pay'),
    subject,
  );
  return { isEmpty, seconds: 'paid' in all ? all.paid : 0 };
}

/**
 * Makes the function that writes the cells of a file's rows.
 * @returns its cells, or the first that keeps the row out of the file
 */
export function rowWriter(
  file: TableFile,
  { template, period, notes }: { template: PayrollTemplate; period: PayPeriod; notes: Notes },
): (subject: RowSubject) => WrittenRow {
  const missingIn = charactersMissingIn(file.encoding);
  const words = (text: string) => filled(text, template.settings, period);
  const nameOf = (column: PayrollColumn): Part =>
    column.title === ''
      ? phrase('what.column-number', { number: file.columns.indexOf(column) + 1 })
      : phrase('what.column', { title: column.title });

  function textOf(column: PayrollColumn, subject: RowSubject): Written {
    const { value } = column;
    const { person, coded, days } = subject;
    const placed = (place: string | undefined) => coded.find(({ code }) => code.place === place);
    switch (value.kind) {
      case 'constant':
        return { text: words(value.text) };
      case 'person': {
        const { field, otherwise = '', required } = value;
        const own = person.fields[field] || '';
        if (own !== '') return { text: own };
        const other = person.fields[otherwise] || '';
        if (other !== '')
          return { text: other, standsIn: phrase('what.stand-in', { other: otherwise, field }) };
        return required ? { fault: 'no-field', what: phrase('what.field', { field }) } : { text: '' };
      }
      case 'code': {
        const code = placed(value.place)?.code;
        if (code === undefined) return { text: '' };
        return { text: value.part === undefined ? code.code : (code.parts[value.part] ?? '') };
      }
      case 'figure': {
        const amount = placed(value.place);
        if (value.of === undefined && amount === undefined) return { text: '' };
        if (value.only !== undefined && value.only !== amount?.code.unit) return { text: '' };
        const written =
          value.of === undefined
            ? writeAmount(amount?.seconds ?? 0, value.format)
            : writeSum(summed(value.of, subject), value.format);
        return 'text' in written ? written : { fault: written.fault, what: nameOf(column) };
      }
      case 'date': {
        const dates = { day: subject.date ?? period.from, from: period.from, last: addDays(period.to, -1) };
        return { text: writeDate(dates[value.of], value.format) };
      }
      case 'time': {
        const day = days[0];
        const shift = value.shift === 1 ? day?.slots : day?.furtherShifts[value.shift - 2]?.slots;
        const time = subject.isAdjustment ? null : shift?.[value.slot];
        return { text: time ? writeTime(time.wall, value.format) : '' };
      }
      case 'day':
        return { text: days[0] ? dayField(value.field, days[0]) : '' };
      case 'adjustment':
        return { text: words(subject.isAdjustment ? value.text : value.otherwise) };
      case 'blank':
        return { text: '' };
    }
  }

  return function writeRow(subject) {
    const cells: string[] = [];
    const padded: string[] = [];
    const changes: [NoteKind, Part][] = [];
    for (const column of file.columns) {
      const written = textOf(column, subject);
      if ('fault' in written) return written;
      let { text } = written;
      if (written.standsIn !== undefined) changes.push(['stands-in', written.standsIn]);
      if (column.value.kind === 'person' || column.value.kind === 'day') {
        const plain = plainText(text, file);
        if (plain.isChanged) changes.push(['changed-text', nameOf(column)]);
        text = plain.text;
      }
      if (missingIn(text).length > 0) changes.push(['missing-characters', nameOf(column)]);
      const cell = fitted(text, column, file);
      if (cell === null) return { fault: 'too-long', what: nameOf(column) };
      cells.push(text);
      padded.push(cell);
    }
    for (const [kind, what] of changes) notes.add(kind, what, subject.person.userId);
    return { cells, padded };
  };
}
