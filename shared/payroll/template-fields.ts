/** Schemas of the parts of a template: which rows a payroll file has, which columns, and how they are written. @module */

import * as z from 'zod';
import { columns as slots } from '#shared/attendance/model/index.ts';
import { AmountFormat } from './amounts.ts';
import { datePattern, timePatterns } from './dates.ts';
import { encodings } from './encode.ts';

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{0,30}$/, 'must be 1 to 31 letters or digits, a letter first');
const words = z.string().max(300).meta({ description: 'May hold {from:…}, {last:…}, {to:…} and {setting}' });
const fieldName = z
  .string()
  .min(1)
  .max(60)
  .meta({ description: 'A field of the person: `id`, `name`, `department`, `employeeNumber`, …' });
const selectorText = z.string().min(1).max(120).meta({
  description:
    'regular, overtime, overtime:CODE, overtime@1.5, overtime:CODE@1.5, premium…, leave, leave:TYPE, unapproved…; in rows by person also worked, expected, break, short, late, early, diffOt, days:STATUS',
  example: 'overtime:OT1',
});
const place = name.optional().meta({ description: 'In rows by place: which of the places of the row' });
const pattern = z
  .string()
  .max(20)
  .regex(datePattern, 'must be made of yyyy, yy, MM, M, dd, d and . / - _ or blanks, such as dd/MM/yyyy')
  .meta({ example: 'dd/MM/yyyy' });

/** What a column shows. */
const ColumnValue = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant'), text: words }).meta({ id: 'ConstantColumn' }),
    z
      .strictObject({
        kind: z.literal('person'),
        field: fieldName,
        otherwise: fieldName.optional().meta({
          description: 'The field that stands in where this one is empty; for whom it does is reported',
        }),
        required: z
          .boolean()
          .default(false)
          .meta({ description: 'Rows of a person without it are left out and reported' }),
      })
      .meta({ id: 'PersonColumn' }),
    z
      .strictObject({
        kind: z.literal('code'),
        place,
        part: name
          .optional()
          .meta({ description: 'One of the `parts` of the code instead of the code itself' }),
      })
      .meta({ id: 'CodeColumn' }),
    z
      .strictObject({
        kind: z.literal('figure'),
        place,
        of: z
          .array(selectorText)
          .min(1)
          .max(50)
          .optional()
          .meta({ description: 'In rows by person: what is summed' }),
        only: z
          .enum(['hours', 'days'])
          .optional()
          .meta({ description: 'Only codes of this unit; blank for others' }),
        format: AmountFormat,
      })
      .meta({ id: 'FigureColumn' }),
    z
      .strictObject({ kind: z.literal('date'), of: z.enum(['day', 'from', 'last']), format: pattern })
      .meta({ id: 'DateColumn', description: 'The day of the row, or the first or last day of the period' }),
    z
      .strictObject({
        kind: z.literal('time'),
        slot: z.enum(slots),
        shift: z.int().min(1).max(4).default(1).meta({ description: 'Which shift of the day, 1 the first' }),
        format: z.enum(timePatterns).default('HH:mm'),
      })
      .meta({
        id: 'TimeColumn',
        description: 'A time of the sheet, as it was read; in rows of a day by person',
      }),
    z
      .strictObject({
        kind: z.literal('day'),
        field: z.enum(['status', 'schedule', 'dayType', 'weekday', 'remark', 'leave', 'exceptions']),
      })
      .meta({ id: 'DayColumn' }),
    z.strictObject({ kind: z.literal('adjustment'), text: words, otherwise: words.default('') }).meta({
      id: 'AdjustmentColumn',
      description: 'One text in rows of adjustments, another in all others',
    }),
    z.strictObject({ kind: z.literal('blank') }).meta({ id: 'BlankColumn' }),
  ])
  .meta({ id: 'PayrollColumnValue' });

const PayrollColumn = z
  .strictObject({
    title: z.string().max(60),
    value: ColumnValue,
    width: z.int().min(1).max(500).optional().meta({ description: 'Characters; fixed width needs it' }),
    align: z.enum(['left', 'right']).default('left'),
    pad: z.enum(['blank', 'zero']).optional().meta({
      description: 'What fills the width; in fixed width a blank otherwise, elsewhere nothing does',
    }),
    tooLong: z
      .enum(['refuse', 'cut'])
      .default('refuse')
      .meta({ description: 'A text beyond the width: the row is left out and reported, or the text is cut' }),
  })
  .meta({ id: 'PayrollColumn' });

const file = {
  key: name,
  name: words.meta({ description: 'File name, such as PR{company}EPI.csv or hours-{last:yyyyMM}.txt' }),
  lineEnd: z.enum(['crlf', 'lf']).default('crlf'),
  encoding: z.enum(encodings).default('utf-8'),
  byteOrderMark: z.boolean().default(false),
};

const TableFile = z
  .strictObject({
    kind: z.literal('table'),
    ...file,
    rows: z
      .strictObject({
        per: z.enum(['period', 'day']),
        by: z.enum(['code', 'place', 'person']).meta({
          description:
            'A row for each code; a row that has several places for codes, and further rows where they do not suffice; or one row whose columns say what they sum',
        }),
        without: z.enum(['leave-out', 'write']).default('leave-out').meta({
          description: 'In rows by person: what becomes of a row whose columns of figures are all nothing',
        }),
      })
      .meta({ id: 'PayrollRows' }),
    form: z
      .discriminatedUnion('kind', [
        z
          .strictObject({
            kind: z.literal('delimited'),
            separator: z.enum(['comma', 'semicolon', 'tab', 'bar']),
            quote: z.enum(['needed', 'always', 'never']).default('needed'),
          })
          .meta({ id: 'DelimitedForm' }),
        z.strictObject({ kind: z.literal('fixed') }).meta({ id: 'FixedForm' }),
      ])
      .meta({ id: 'PayrollForm' }),
    header: z.boolean().default(true).meta({ description: 'Whether the titles are the first line' }),
    head: z
      .array(z.array(words).max(30))
      .max(20)
      .default([])
      .meta({ description: 'Lines before the titles, each by its cells' }),
    columns: z.array(PayrollColumn).min(1).max(100),
  })
  .meta({ id: 'PayrollTableFile' });
/** A file with rows of people. */
export type TableFile = z.output<typeof TableFile>;

const TextFile = z
  .strictObject({ kind: z.literal('text'), ...file, lines: z.array(words).min(1).max(100) })
  .meta({
    id: 'PayrollTextFile',
    description: 'A file that goes along, such as a description of the other one',
  });
/** A file of lines that no person changes. */
export type TextFile = z.output<typeof TextFile>;

const PayrollCode = z
  .strictObject({
    figures: z.array(selectorText).min(1).max(50),
    code: z.string().min(1).max(60).meta({ description: "The payroll's own code" }),
    unit: z.enum(['hours', 'days']).default('hours'),
    place: name.optional(),
    file: name.optional().meta({ description: 'Key of the file that gets it; the first one otherwise' }),
    parts: z.record(name, z.string().max(60)).default({}),
  })
  .meta({ id: 'PayrollCode' });
/** A code of the payroll, and the figures that it sums. */
export type PayrollCode = z.output<typeof PayrollCode>;

/** The columns of a file with rows. */
export type PayrollColumn = z.output<typeof PayrollColumn>;

/** A template by itself, before it is known whether it can work. */
export const TemplateFields = z.strictObject({
  title: z.string().trim().min(1).max(100),
  settings: z.record(name, z.string().max(100)).default({}).meta({
    description: 'Texts of the customer, such as a company code, which {names} in other texts stand for',
  }),
  files: z
    .array(z.discriminatedUnion('kind', [TableFile, TextFile]))
    .min(1)
    .max(5),
  codes: z.array(PayrollCode).max(300).default([]),
  leaveOut: z.array(selectorText).max(100).default([]).meta({
    description: 'Figures that this payroll does not want; all others that nothing takes are reported',
  }),
});
/** A template whose parts have the right form. */
export type TemplateFields = z.output<typeof TemplateFields>;
