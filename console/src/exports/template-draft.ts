/** A template as somebody edits it. Pure functions. @module */

import type { PayrollTemplate } from '#shared/payroll/index.ts';

/** A file of a template. */
export type TemplateFile = PayrollTemplate['files'][number];
/** A file with rows of people. */
export type TableFile = Extract<TemplateFile, { kind: 'table' }>;
/** A column of such a file. */
export type TemplateColumn = TableFile['columns'][number];
/** What a column shows. */
export type ColumnValue = TemplateColumn['value'];

/** A column with a name of its own, by which it is the same one when it has moved. */
export interface EditedColumn {
  uid: string;
  column: TemplateColumn;
}

/** A file with named columns; a text file has none. */
export interface EditedFile {
  file: TemplateFile;
  columns: EditedColumn[];
}

/** A template in the editor. */
export interface EditedTemplate {
  rest: Omit<PayrollTemplate, 'files'>;
  files: EditedFile[];
}

/** A template as the editor holds it. */
export function editedOf({ files, ...rest }: PayrollTemplate): EditedTemplate {
  return {
    rest,
    files: files.map((file, at) => ({
      file,
      columns:
        file.kind === 'table' ? file.columns.map((column, index) => ({ uid: `${at}-${index}`, column })) : [],
    })),
  };
}

/** The template that is saved. */
export function templateOf({ rest, files }: EditedTemplate): PayrollTemplate {
  return {
    ...rest,
    files: files.map(({ file, columns }) =>
      file.kind === 'table' ? { ...file, columns: columns.map(({ column }) => column) } : file,
    ),
  };
}

/** How the values of a row are parted: by a sign, or each has its place and size. */
export const layouts = ['comma', 'semicolon', 'tab', 'bar', 'fixed'] as const;
/** How the values of a row are parted. */
export type Layout = (typeof layouts)[number];

/** The layout of a file. */
export function layoutOf({ form }: TableFile): Layout {
  return form.kind === 'fixed' ? 'fixed' : form.separator;
}

const usualWidth = 12;

/** A file in another layout; fixed size needs a width in every column. */
export function inLayout(edited: EditedFile, layout: Layout): EditedFile {
  const { file, columns } = edited;
  if (file.kind !== 'table') return edited;
  if (layout !== 'fixed') {
    const quote = file.form.kind === 'delimited' ? file.form.quote : 'needed';
    return { ...edited, file: { ...file, form: { kind: 'delimited', separator: layout, quote } } };
  }
  return {
    file: { ...file, form: { kind: 'fixed' } },
    columns: columns.map(({ uid, column }) => ({
      uid,
      column: { ...column, width: column.width ?? Math.max(usualWidth, column.title.length + 1) },
    })),
  };
}

const clock = {
  as: 'clock',
  hourDigits: 1,
  separator: ':',
  hoursOfDay: 8,
  round: 'nearest',
  negative: 'minus',
  zero: 'write',
} as const;

const slots = ['in', 'break', 'resume', 'out', 'ot', 'done'] as const;
const figures = [
  'regular',
  'overtime',
  'premium',
  'leave',
  'short',
  'late',
  'early',
  'worked',
  'expected',
] as const;
const personFields = ['id', 'employeeNumber', 'name', 'department'] as const;

/** Values of columns that can be added, each by a name. */
export const newValues: ReadonlyMap<string, ColumnValue> = new Map<string, ColumnValue>([
  ...personFields.map((field): [string, ColumnValue] => [
    `person:${field}`,
    { kind: 'person', field, required: false },
  ]),
  ['date:day', { kind: 'date', of: 'day', format: 'dd/MM/yyyy' }],
  ['date:from', { kind: 'date', of: 'from', format: 'dd/MM/yyyy' }],
  ['date:last', { kind: 'date', of: 'last', format: 'dd/MM/yyyy' }],
  ...slots.map((slot): [string, ColumnValue] => [
    `time:${slot}`,
    { kind: 'time', slot, shift: 1, format: 'HH:mm' },
  ]),
  ...figures.map((of): [string, ColumnValue] => [
    `figure:${of}`,
    { kind: 'figure', of: [of], format: { ...clock } },
  ]),
  ...(['status', 'schedule', 'dayType', 'weekday', 'remark', 'leave'] as const).map(
    (field): [string, ColumnValue] => [`day:${field}`, { kind: 'day', field }],
  ),
  ['blank', { kind: 'blank' }],
]);

/** What a column shows, as the documentation of templates names it. */
export function valueText(value: ColumnValue): string {
  switch (value.kind) {
    case 'constant':
      return `"${value.text}"`;
    case 'person':
      return `person:${value.field}`;
    case 'code':
      return value.part === undefined ? 'code' : `code:${value.part}`;
    case 'figure':
      return `figure:${value.of?.join(' + ') ?? 'code'}`;
    case 'date':
      return `date:${value.of} ${value.format}`;
    case 'time':
      return `time:${value.slot}`;
    case 'day':
      return `day:${value.field}`;
    case 'adjustment':
      return 'adjustment';
    case 'blank':
      return 'blank';
  }
}

/** A new column with a value. */
export function newColumn(name: string, value: ColumnValue, isFixed: boolean): TemplateColumn {
  const title = name === 'blank' ? '' : (name.split(':')[1] ?? name);
  return {
    title,
    value,
    align: value.kind === 'figure' ? 'right' : 'left',
    tooLong: 'refuse',
    ...(isFixed ? { width: usualWidth } : {}),
  };
}
