/** Finds out why a template cannot work, before anybody is paid by it. Each flaw names the column, code or file. @module */

import { parseLocalDate } from '#shared/time/wall-time.ts';
import type { AmountFormat } from './amounts.ts';
import { separators } from './cells.ts';
import { isUnicode } from './encode.ts';
import { filled, placeholderFlaw } from './placeholders.ts';
import { parseSelector } from './selector.ts';
import type { PayrollColumn, TableFile, TemplateFields } from './template-fields.ts';

/** A flaw of a template, and its place as steps from the top. */
export interface TemplateFlaw {
  path: (string | number)[];
  message: string;
}

const fileName = /^[A-Za-z0-9 ._()+-]{1,100}$/;

function columnName({ title }: PayrollColumn, index: number): string {
  return title === '' ? `column ${index + 1}` : `column ${index + 1} "${title}"`;
}

function selectorFlaw(text: string, mayBeFact: boolean): string | null {
  const selector = parseSelector(text);
  if (selector === null) {
    return `"${text}" names no figure; write regular, overtime:CODE, overtime@1.5, overtime:CODE@1.5, premium:CODE, leave:TYPE or unapproved`;
  }
  if (selector.of === 'pay' || mayBeFact) return null;
  return `"${text}" is not paid by a code; only columns of rows by person can show it`;
}

/** What the decimal point of a format does to a file whose cells are not quoted. */
function pointClashes(format: AmountFormat, { form }: TableFile): boolean {
  return (
    form.kind === 'delimited' &&
    form.quote === 'never' &&
    format.as === 'decimal' &&
    format.places > 0 &&
    format.point === separators[form.separator]
  );
}

function figureFlaw(
  value: Extract<PayrollColumn['value'], { kind: 'figure' }>,
  file: TableFile,
): string | null {
  const { by } = file.rows;
  if (by === 'person' && value.of === undefined)
    return 'must say in "of" what it sums, because the rows are by person';
  if (by !== 'person' && value.of !== undefined)
    return 'cannot say in "of" what it sums: the codes do; make the rows by person for that';
  if (by === 'place' && value.place === undefined) return 'needs a "place", because the rows are by place';
  if (by !== 'place' && value.place !== undefined) return 'has a "place", which only rows by place have';
  if (pointClashes(value.format, file)) {
    return 'writes a decimal comma where commas separate the columns and nothing is quoted; choose another separator or quoting';
  }
  for (const text of value.of ?? []) {
    const flaw = selectorFlaw(text, true);
    if (flaw !== null) return flaw;
  }
  return null;
}

function columnFlaw(column: PayrollColumn, file: TableFile, template: TemplateFields): string | null {
  const { value } = column;
  const { by, per } = file.rows;
  if (file.form.kind === 'fixed' && column.width === undefined)
    return 'needs a width, because the file is of fixed width';
  if (column.pad !== undefined && column.width === undefined)
    return 'has something to fill it with, but no width';
  if (column.pad === 'zero' && column.align === 'left' && value.kind === 'figure')
    return 'would be filled with zeros behind the figure, which makes it larger; align it right';
  switch (value.kind) {
    case 'figure':
      return figureFlaw(value, file);
    case 'code':
      if (by === 'person')
        return 'shows a code, but rows by person have none; use constants, or rows by code';
      if ((by === 'place') !== (value.place !== undefined))
        return by === 'place'
          ? 'needs a "place", because the rows are by place'
          : 'has a "place", which only rows by place have';
      if (
        value.part !== undefined &&
        !template.codes.some(({ parts }) => Object.hasOwn(parts, value.part ?? ''))
      )
        return `shows the part "${value.part}", which no code has`;
      return null;
    case 'date':
      return value.of === 'day' && per === 'period'
        ? 'shows the day of a row, but the rows are of a whole period; use "from" or "last", or rows per day'
        : null;
    case 'time':
    case 'day':
      return per === 'day' && by === 'person'
        ? null
        : 'shows something of one day; it needs rows per day and by person';
    case 'constant':
      return placeholderFlaw(value.text, template.settings);
    case 'adjustment':
      return (
        placeholderFlaw(value.text, template.settings) ?? placeholderFlaw(value.otherwise, template.settings)
      );
    default:
      return null;
  }
}

const placesOf = (file: TableFile) =>
  file.columns.flatMap(({ value }) =>
    value.kind === 'figure' && value.place !== undefined ? [value.place] : [],
  );

function* tableFlaws(file: TableFile, index: number, template: TemplateFields): Generator<TemplateFlaw> {
  for (const [at, column] of file.columns.entries()) {
    const flaw = columnFlaw(column, file, template);
    if (flaw !== null)
      yield { path: ['files', index, 'columns', at], message: `${columnName(column, at)} ${flaw}` };
  }
  for (const [at, line] of file.head.entries()) {
    for (const text of line) {
      const flaw = placeholderFlaw(text, template.settings);
      if (flaw !== null) yield { path: ['files', index, 'head', at], message: flaw };
    }
  }
  if (!file.columns.some(({ value }) => value.kind === 'figure')) {
    yield {
      path: ['files', index, 'columns'],
      message: `the file "${file.key}" has no column with a figure`,
    };
  }
  if (!file.columns.some(({ value }) => value.kind === 'person')) {
    yield {
      path: ['files', index, 'columns'],
      message: `the file "${file.key}" has no column that says who is paid`,
    };
  }
}

function* fileFlaws(template: TemplateFields): Generator<TemplateFlaw> {
  const keys = new Set<string>();
  const names = new Set<string>();
  const [from, to] = [parseLocalDate('2026-01-01'), parseLocalDate('2026-02-01')];
  for (const [index, file] of template.files.entries()) {
    if (keys.has(file.key))
      yield { path: ['files', index, 'key'], message: `two files have the key "${file.key}"` };
    keys.add(file.key);
    const flaw = placeholderFlaw(file.name, template.settings);
    const name = from && to ? filled(file.name, template.settings, { from, to }) : '';
    if (flaw !== null) yield { path: ['files', index, 'name'], message: flaw };
    else if (!fileName.test(name) || name.startsWith('.')) {
      yield {
        path: ['files', index, 'name'],
        message: `"${name}" is no file name; use letters, digits, blanks and . _ - ( ) +`,
      };
    } else if (names.has(name)) {
      yield { path: ['files', index, 'name'], message: `two files have the name "${name}"` };
    }
    names.add(name);
    if (file.byteOrderMark && !isUnicode(file.encoding)) {
      yield {
        path: ['files', index, 'byteOrderMark'],
        message: `${file.encoding} has no byte order mark; only utf-8 and utf-16le have one`,
      };
    }
    if (file.kind === 'table') yield* tableFlaws(file, index, template);
    else {
      for (const [at, line] of file.lines.entries()) {
        const lineFlaw = placeholderFlaw(line, template.settings);
        if (lineFlaw !== null) yield { path: ['files', index, 'lines', at], message: lineFlaw };
      }
    }
  }
  if (!template.files.some(({ kind }) => kind === 'table')) {
    yield { path: ['files'], message: 'no file has rows: one must be of the kind "table"' };
  }
}

/** The file that takes a code: the one that it names, else the first with rows. */
export function fileOfCode(
  template: Pick<TemplateFields, 'files'>,
  code: { file?: string | undefined },
): TableFile | undefined {
  const tables = template.files.filter((file) => file.kind === 'table');
  return code.file === undefined ? tables[0] : tables.find(({ key }) => key === code.file);
}

function* codeFlaws(template: TemplateFields): Generator<TemplateFlaw> {
  const taken = new Map<string, string>();
  for (const [index, code] of template.codes.entries()) {
    const path = ['codes', index];
    const file = fileOfCode(template, code);
    if (!file) {
      if (code.file !== undefined)
        yield {
          path,
          message: `the code "${code.code}" goes into the file "${code.file}", which has no rows or does not exist`,
        };
      continue;
    }
    const { by } = file.rows;
    if (by === 'person') {
      yield {
        path,
        message: `the code "${code.code}" goes into the file "${file.key}", whose rows are by person and have no codes`,
      };
    } else if (by === 'place' && !placesOf(file).includes(code.place ?? '')) {
      const known = [...new Set(placesOf(file))].join(', ');
      yield {
        path,
        message: `the code "${code.code}" needs a "place" that a figure column of "${file.key}" has: ${known}`,
      };
    } else if (by === 'code' && code.place !== undefined) {
      yield {
        path,
        message: `the code "${code.code}" has a "place", but the rows of "${file.key}" are by code`,
      };
    } else if (!hasColumnFor(file, code)) {
      yield {
        path,
        message: `no figure column of "${file.key}" takes the code "${code.code}", whose unit is ${code.unit}`,
      };
    }
    for (const text of code.figures) {
      const flaw = selectorFlaw(text, false);
      if (flaw !== null) yield { path, message: `the code "${code.code}": ${flaw}` };
      const other = taken.get(text);
      if (other !== undefined) {
        yield {
          path,
          message: `"${text}" goes into the codes "${other}" and "${code.code}", which would pay it twice`,
        };
      }
      taken.set(text, code.code);
    }
  }
  for (const [index, text] of template.leaveOut.entries()) {
    const flaw = selectorFlaw(text, false);
    const code = taken.get(text);
    if (flaw !== null) yield { path: ['leaveOut', index], message: flaw };
    else if (code !== undefined) {
      yield {
        path: ['leaveOut', index],
        message: `"${text}" is left out and goes into the code "${code}"; choose one`,
      };
    }
  }
}

/** Whether some figure column shows the figures of a code. */
function hasColumnFor(file: TableFile, code: TemplateFields['codes'][number]): boolean {
  return file.columns.some(
    ({ value }) =>
      value.kind === 'figure' &&
      value.place === code.place &&
      (value.only === undefined || value.only === code.unit),
  );
}

/** Everything that keeps a template from working; empty when it can. */
export function templateFlaws(template: TemplateFields): TemplateFlaw[] {
  return [...fileFlaws(template), ...codeFlaws(template)];
}
