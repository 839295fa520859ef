/** Makes a table of things: values by column, groups in the order of their first row, sums. @module */

import type { Column, Group, Row, Table, TableHead, Value } from './table.ts';

/** A column, and how its value is got from a thing. */
export interface ColumnOf<T> extends Column {
  value: (thing: T) => Value | undefined;
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

function groupsOf<T>({ columns, things, groupOf }: TableParts<T>): Group[] {
  const rowOf = (thing: T): Row => columns.map(({ value }) => value(thing) ?? null);
  if (groupOf === undefined) return [{ label: null, rows: things.map(rowOf), totals: null }];
  const byLabel = Map.groupBy(things, groupOf);
  return [...byLabel].map(([label, ofGroup]) => {
    const rows = ofGroup.map(rowOf);
    return { label, rows, totals: sumsOf(columns, rows) };
  });
}

/** Makes a table of things. */
export function makeTable<T>(parts: TableParts<T>): Table {
  const groups = groupsOf(parts);
  const columns = parts.columns.map(({ value: _value, ...column }): Column => column);
  return {
    title: parts.title,
    notes: parts.notes ?? [],
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
