/** How far back in time an overtime layer looks: what planning has to know of layers, whatever their kind. */
import type { OvertimeLayer } from '../model/index.ts';

/** Periods whose work a layer's threshold can count, the shorter one first. */
export const periodKinds = ['weekly', 'biweekly', 'monthly'] as const;

/** A period whose work a layer's threshold can count. */
export type PeriodKind = (typeof periodKinds)[number];

/** Place of a period in {@link periodKinds}; asked for every day, so that nothing is looked for. */
export function placeOfPeriod(kind: PeriodKind): number {
  return kind === 'weekly' ? 0 : kind === 'biweekly' ? 1 : 2;
}

/** What a layer asks the days before the one that it pays. */
export interface LookBack {
  /** The period whose work decides, so that all its days so far are asked; `null` for none. */
  readonly period: PeriodKind | null;
  /** Days in a row, today among them; `null` for none. */
  readonly row: { readonly days: number; readonly withinWeek: boolean } | null;
  /** Whether it asks for the work of the week so far without paying the week. */
  readonly week: boolean;
  /** Whether the plan of the whole period decides, so that a change of a later day changes the earlier ones too. */
  readonly wholePeriod: boolean;
}

/** Says how far back a layer looks; `null` where earlier days decide nothing. overtime/ knows, rules/ is told. */
export type LookBackOf = (layer: OvertimeLayer) => LookBack | null;
