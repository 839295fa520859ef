/** Makes a table of things: values by column, groups in the order of their first row, sums. @module */

import { type Phrase, textOf } from '#shared/reasons/index.ts';
import type { Column, Group, Row, SaidTexts, Table, TableHead, Value } from './table.ts';

/** A column, and how its value is got from a thing. */
export interface ColumnOf<T> extends Column {
  value: (thing: T) => Value | undefined;
  /** Of a text that is made of sentences: these, of which `value` is the English. */
  said?: ((thing: T) => readonly Phrase[]) | undefined;
}

/** What a table is made of. What is left out is empty. */
export interface TableParts<T> extends Partial<Omit<TableHead, 'columns'>> {
  title: string;
  columns: readonly ColumnOf<T>[];
  /** In the order in which they are to stand. */
  things: readonly T[];
  /** What a thing's group has in common. Without it the table has no groups. */
  groupOf?: ((thing: T) => string) | undefined;
}

/** Sums of the columns that are added up; `null` where there is no such column. */
export function sumsOf(columns: readonly Column[], rows: readonly Row[]): Row | null {
  if (!columns.some(({ sum }) => sum)) return null;
  return columns.map(({ sum }, index) => {
    if (!sum) return null;
    return rows.reduce((total, row) => {
      const value = row[index];
      return typeof value === 'number' ? total + value : total;
    }, 0);
  });
}

/** The texts of things as data; `undefined` where no column has such. */
function saidOf<T>(columns: readonly ColumnOf<T>[], things: readonly T[]): readonly SaidTexts[] | undefined {
  const saying = columns.flatMap(({ key, said }) => (said === undefined ? [] : [{ key, said }]));
  if (saying.length === 0) return undefined;
  return things.map((thing) => Object.fromEntries(saying.map(({ key, said }) => [key, said(thing)])));
}

function groupsOf<T>({ columns, things, groupOf }: TableParts<T>): Group[] {
  const rowOf = (thing: T): Row => columns.map(({ value }) => value(thing) ?? null);
  if (groupOf === undefined) {
    return [{ label: null, rows: things.map(rowOf), totals: null, said: saidOf(columns, things) }];
  }
  const byLabel = Map.groupBy(things, groupOf);
  return [...byLabel].map(([label, ofGroup]) => {
    const rows = ofGroup.map(rowOf);
    return { label, rows, totals: sumsOf(columns, rows), said: saidOf(columns, ofGroup) };
  });
}

/** Makes a table of things. */
export function makeTable<T>(parts: TableParts<T>): Table {
  const groups = groupsOf(parts);
  const columns = parts.columns.map(({ value: _value, said: _said, ...column }): Column => column);
  return {
    title: parts.title,
    notes: parts.notes ?? (parts.saidNotes ?? []).map(textOf),
    saidNotes: parts.saidNotes,
    columns,
    frozenColumns: parts.frozenColumns ?? 0,
    legend: parts.legend ?? [],
    signatures: parts.signatures ?? [],
    pagePerGroup: parts.pagePerGroup ?? false,
    groups,
    totals: sumsOf(
      columns,
      groups.flatMap(({ rows }) => rows),
    ),
  };
}
