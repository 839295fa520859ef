/** Says what a table is: typed columns, rows in groups, totals, and what people read around them. @module */

import type { Phrase } from '#shared/reasons/index.ts';

/**
 * What the values of a column are.
 * - `text`: as it is; ids are texts, so that their leading zeros stay
 * - `date`: `YYYY-MM-DD`
 * - `time`: wall time of day, in seconds since the midnight with which the row's day begins; 86,400 and more is the next day
 * - `duration`: whole seconds, read as hours and minutes
 * - `hours`: whole seconds, read as decimal hours
 * - `count`: whole number
 * - `number`: any other number, such as a multiplier
 * - `instant`: moment in UTC, `YYYY-MM-DDTHH:MM:SSZ`
 */
export type ColumnType = 'text' | 'date' | 'time' | 'duration' | 'hours' | 'count' | 'number' | 'instant';

/** One column of a table. */
export interface Column {
  /** Its name for programs; no other column of the table has it. */
  key: string;
  /** Its name for people. */
  title: string;
  type: ColumnType;
  /** Its values are added up in the totals of groups and of the table. */
  sum?: true | undefined;
  /** Of `time`: seconds are shown also where they are 0. */
  seconds?: true | undefined;
  /** Of `hours` and `number`: decimal places, 2 where nothing is said. Values are rounded once, after adding up. */
  places?: number | undefined;
  /** All rows of a group have one value: on paper it stands above the group, and not in its rows. */
  ofGroup?: true | undefined;
}

/** The value of a cell, as its column's type has it; `null` is an empty cell. */
export type Value = string | number | null;

/** The values of a row, in the order of the columns. */
export type Row = readonly Value[];

/** A sign, what it means in English, and the same as data. */
export interface Sign {
  sign: string;
  meaning: string;
  said?: Phrase | undefined;
}

/** Rows that belong together. */
export interface Group {
  /** What they have in common; `null` where the table has no groups. */
  label: string | null;
  rows: readonly Row[];
  /** Sums of the columns that have them, `null` in all others; `null` where the table has no groups. */
  totals: Row | null;
  /** The texts of rows as data, by the keys of their columns, in the order of the rows; absent where no column has such. */
  said?: readonly SaidTexts[] | undefined;
}

/** Texts of a row with their keys and values, by the keys of their columns. */
export type SaidTexts = Readonly<Record<string, readonly Phrase[]>>;

/** What a table has beside its rows, known before the first of them. */
export interface TableHead {
  title: string;
  /** Sentences that say what was asked for: the period, the filters. */
  notes: readonly string[];
  /** The same as data, in their order. */
  saidNotes?: readonly Phrase[] | undefined;
  columns: readonly Column[];
  /** How many of the first columns stay in view when the others are scrolled. */
  frozenColumns: number;
  /** What the signs in its cells mean. */
  legend: readonly Sign[];
  /** Who signs on paper: one line each, below each group where groups begin pages, else below the table. */
  signatures: readonly string[];
  /** On paper each group begins a page. */
  pagePerGroup: boolean;
}

/** A table as a whole. */
export interface Table extends TableHead {
  groups: readonly Group[];
  /** Sums over all groups, `null` in columns without them; `null` where no column is added up. */
  totals: Row | null;
}

/** A line of a table as it is written down: rows, the sums of a group, the sums of all. */
export interface Line {
  kind: 'row' | 'subtotal' | 'total';
  cells: Row;
}

/** Sums with what they are of, in the first column that has none. */
function labelled(totals: Row, label: string): Row {
  const at = totals.indexOf(null);
  return at < 0 ? totals : totals.with(at, label);
}

/** Every line of a table in order, without its head. */
export function* linesOf({ groups, totals }: Pick<Table, 'groups' | 'totals'>): Generator<Line> {
  for (const { label, rows, totals: sums } of groups) {
    for (const cells of rows) yield { kind: 'row', cells };
    if (sums) yield { kind: 'subtotal', cells: labelled(sums, `Total ${label ?? ''}`.trim()) };
  }
  if (totals) yield { kind: 'total', cells: labelled(totals, 'Total') };
}
