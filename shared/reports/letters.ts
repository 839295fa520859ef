/** The letters by which a matrix shows what became of a day. @module */

import { phrase, textOf } from '#shared/reasons/index.ts';
import type { Sign } from '#shared/table/index.ts';
import { isEdited } from './common.ts';
import type { ReportDay } from './input.ts';

/** Letters by status. */
const letters = {
  present: 'P',
  'half-day': 'H',
  absent: 'A',
  leave: 'L',
  holiday: 'PH',
  'rest-day': 'R',
  'off-day': 'O',
  incomplete: '!',
  pending: '…',
  'not-employed': '–',
} as const satisfies Record<ReportDay['status'], string>;
const marks = { late: '<', early: '>', edited: '*' } as const;

/** What stands in the cell of a day: its letter, and marks for late, early, overtime and edited. */
export function signOf(day: ReportDay): string {
  const { late, early, edited } = marks;
  const of = (mark: string, holds: boolean) => (holds ? mark : '');
  return letters[day.status] + of(late, day.late > 0) + of(early, day.early > 0) + of(edited, isEdited(day));
}

const signs = { ...letters, ...marks };

/** What the letters and the marks mean. */
export const legend: readonly Sign[] = (Object.keys(signs) as (keyof typeof signs)[]).map((name) => {
  const said = phrase(`letter.${name}`, {});
  return { sign: signs[name], meaning: textOf(said), said };
});
