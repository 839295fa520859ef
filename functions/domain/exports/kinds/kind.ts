/** Says what a kind of export is: its columns, and how the data of a person become rows. @module */

import type { AdjustmentChoice, PayrollPerson } from '#shared/payroll/index.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import type { Column, ColumnOf, Row } from '#shared/table/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredPunch } from '../../../store/stored-punch.ts';

/** A person with what an export reads of it; what its kind does not ask for is empty. */
export interface PersonData {
  person: PayrollPerson;
  /** By date. */
  days: readonly ReportDay[];
  /** In order of their wall times. */
  punches: readonly StoredPunch[];
}

/** What columns depend on. */
export interface KindContext {
  from: LocalDate;
  to: LocalDate;
  /** Keys of the organisation's own fields. */
  customKeys: readonly string[];
}

/** A column of a kind. */
export interface KindColumn<T> extends ColumnOf<T> {
  /** Characters in a text of fixed width. */
  size: number;
  /** Words, which may be cut to the size. */
  mayCut?: true;
}

/** A column without the way to its value. */
export type OpenColumn = Column & Pick<KindColumn<unknown>, 'size' | 'mayCut'>;

/** A kind of export for some days. */
export interface OpenKind {
  columns: readonly OpenColumn[];
  /** The rows of a person, with the values of some columns by their index. */
  rowsOf(data: PersonData, adjustments: AdjustmentChoice, columns: readonly number[]): Row[];
}

/** A kind of export. */
export interface Kind {
  title: string;
  reads: 'days' | 'punches';
  /** Whether it can have rows of adjustments. */
  hasAdjustments: boolean;
  /** Keys of its usual columns, as a file for programs, and for people; the days of a matrix stand for `days`. */
  usual: { csv: readonly string[]; people: readonly string[] };
  legend?: readonly { sign: string; meaning: string }[];
  open(context: KindContext): OpenKind;
}

/** Puts a kind together. @param things - what becomes a row each */
export function kindOf<T>({
  columnsOf,
  things,
  ...kind
}: Omit<Kind, 'open'> & {
  columnsOf: (context: KindContext) => readonly KindColumn<T>[];
  things: (data: PersonData, adjustments: AdjustmentChoice) => readonly T[];
}): Kind {
  return {
    ...kind,
    open(context) {
      const columns = columnsOf(context);
      return {
        columns: columns.map(({ value: _value, ...column }) => column),
        rowsOf: (data, adjustments, wanted) =>
          things(data, adjustments).map((thing) =>
            wanted.map((index) => columns[index]?.value(thing) ?? null),
          ),
      };
    },
  };
}
