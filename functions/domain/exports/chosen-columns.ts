/** Finds the columns of an export: those that were chosen, with their places, titles and sizes, or the usual ones. @module */

import type { ExportColumn, ExportFormat } from '#shared/contract/exports.ts';
import { RollcallError } from '#shared/errors.ts';
import { everyDay, type Kind, kinds, type OpenColumn, type TableKind } from './kinds/index.ts';

/** A column of a file, and which one of its kind it is. */
export interface ChosenColumn extends OpenColumn {
  index: number;
  align: 'left' | 'right';
}

const isDay = (key: string) => /^\d{4}-\d{2}-\d{2}$/.test(key);

function invalid(path: string, message: string) {
  return new RollcallError('request.invalid', { issues: [{ in: 'body', path, message }] });
}

/** In order of their positions, where they have any. */
function inOrder(wanted: readonly ExportColumn[]): ExportColumn[] {
  const places = wanted.flatMap(({ position }) => position ?? []);
  if (places.length === 0) return [...wanted];
  const without = wanted.findIndex(({ position }) => position === undefined);
  if (without >= 0) {
    throw invalid(`/columns/${without}/position`, 'is missing: give every column a position, or none');
  }
  const twice = wanted.findIndex(({ position }, at) =>
    wanted.slice(0, at).some((earlier) => earlier.position === position),
  );
  if (twice >= 0) throw invalid(`/columns/${twice}/position`, 'is that of another column too');
  return wanted.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
}

/**
 * The columns of a file.
 * @param columns - all of the kind
 * @throws RollcallError request.invalid for one that the kind does not have
 */
export function chosenColumns(
  name: TableKind,
  columns: readonly OpenColumn[],
  wanted: readonly ExportColumn[] | undefined,
  format: ExportFormat,
): ChosenColumn[] {
  const byKey = new Map(columns.map((column, index) => [column.key, index]));
  const pick = (key: string, change: Omit<ExportColumn, 'key'> = {}): ChosenColumn[] => {
    const indexes =
      name === 'matrix' && key === everyDay
        ? columns.flatMap((column, index) => (isDay(column.key) ? [index] : []))
        : [byKey.get(key)];
    return indexes.flatMap((index) => {
      const column = index === undefined ? undefined : columns[index];
      if (index === undefined || column === undefined) return [];
      // Programs know columns by their keys, people by their titles.
      const title = change.title ?? (format === 'csv' ? column.key : column.title);
      return [{ ...column, title, index, size: change.size ?? column.size, align: change.align ?? 'left' }];
    });
  };
  if (wanted === undefined) {
    const { csv, people } = kinds[name].usual;
    return (format === 'csv' ? csv : people).flatMap((key) => pick(key));
  }
  for (const [at, { key }] of wanted.entries()) {
    if (pick(key).length > 0) continue;
    throw invalid(
      `/columns/${at}/key`,
      `"${key}" is no column of ${name}; GET /v1/export-kinds lists those that there are`,
    );
  }
  return inOrder(wanted).flatMap(({ key, ...change }) => pick(key, change));
}

/** The columns of a kind as lists show them: the days of a matrix are one. */
export function listedColumns(kind: Kind, columns: readonly OpenColumn[]) {
  const { csv, people } = kind.usual;
  const formatsOf = (key: string): ExportFormat[] => [
    ...(csv.includes(key) ? (['csv'] as const) : []),
    ...(people.includes(key) ? (['xlsx', 'txt'] as const) : []),
  ];
  const shown: Pick<OpenColumn, 'key' | 'title' | 'type' | 'size'>[] = columns.flatMap((column) => {
    if (!isDay(column.key)) return [column];
    return [{ key: everyDay, title: 'A column for each day', type: column.type, size: column.size }];
  });
  const once = shown.filter(({ key }, at) => shown.findIndex((other) => other.key === key) === at);
  return once.map(({ key, title, type, size }) => ({ key, title, type, size, formats: formatsOf(key) }));
}
