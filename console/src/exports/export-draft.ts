/** An export as somebody puts it together. Pure functions. @module */

import type { ExportFormat, ExportKind } from '#shared/contract/exports.ts';
import type { api } from '../api/index.ts';

/** What the API is asked for. */
export type ExportRequest = Parameters<typeof api.startExport>[0]['body'];

/** One chosen column of a table. */
export interface ChosenColumn {
  key: string;
  /** Empty = as the kind calls it. */
  title: string;
  /** Characters in `txt`; null = its usual size. */
  size: number | null;
}

/** An export before it is asked for. */
export interface ExportDraft {
  kind: ExportKind;
  /** Of kind `payroll`. */
  template: string | null;
  format: ExportFormat;
  /** Null = the usual columns of the kind. */
  columns: ChosenColumn[] | null;
  adjustments: 'with' | 'only' | 'without';
  /** Null = everybody. */
  department: string | null;
  /** Null = everybody. */
  userIds: readonly string[] | null;
  /** First day, and the day after the last one. */
  from: string;
  to: string;
}

/** Whether a kind knows adjustments of locked days. */
export function hasAdjustments(kind: ExportKind): boolean {
  return kind !== 'matrix' && kind !== 'punches';
}

/** Whether it can be asked for. */
export function isComplete({ kind, template, columns }: ExportDraft): boolean {
  return (kind !== 'payroll' || template !== null) && (columns === null || columns.length > 0);
}

/** What is asked for beside the days. */
export function formOf(draft: ExportDraft) {
  const { kind, template, format, columns, adjustments, department, userIds } = draft;
  const isPayroll = kind === 'payroll';
  return {
    kind,
    ...(isPayroll ? {} : { format }),
    ...(isPayroll && template !== null ? { template } : {}),
    ...(isPayroll || columns === null
      ? {}
      : {
          columns: columns.map(({ key, title, size }) => ({
            key,
            ...(title.trim() === '' ? {} : { title: title.trim() }),
            ...(size === null || format !== 'txt' ? {} : { size }),
          })),
        }),
    ...(hasAdjustments(kind) && adjustments !== 'with' ? { adjustments } : {}),
    ...(department === null ? {} : { department }),
    ...(userIds === null ? {} : { userIds: [...userIds] }),
  };
}

/** The request of a draft. */
export function requestOf(draft: ExportDraft): ExportRequest {
  return { from: draft.from, to: draft.to, ...formOf(draft) };
}
