/** The letters by which a matrix shows what became of a day. @module */

import { isEdited } from './common.ts';
import type { ReportDay } from './input.ts';

/** Letters by status, with their meanings. */
export const letters = {
  present: { sign: 'P', meaning: 'present' },
  'half-day': { sign: 'H', meaning: 'half a day' },
  absent: { sign: 'A', meaning: 'absent' },
  leave: { sign: 'L', meaning: 'leave' },
  holiday: { sign: 'PH', meaning: 'public holiday' },
  'rest-day': { sign: 'R', meaning: 'rest day' },
  'off-day': { sign: 'O', meaning: 'off day' },
  incomplete: { sign: '!', meaning: 'a time is missing' },
  pending: { sign: '…', meaning: 'not known yet' },
  'not-employed': { sign: '–', meaning: 'not employed' },
} as const satisfies Record<ReportDay['status'], { sign: string; meaning: string }>;

/** What stands in the cell of a day: its letter, and marks for late, early, overtime and edited. */
export function signOf(day: ReportDay): string {
  const { sign } = letters[day.status];
  return sign + (day.late > 0 ? '<' : '') + (day.early > 0 ? '>' : '') + (isEdited(day) ? '*' : '');
}

/** What the letters and the marks mean. */
export const legend = [
  ...Object.values(letters),
  { sign: '<', meaning: 'late' },
  { sign: '>', meaning: 'left early' },
  { sign: '*', meaning: 'corrected by HR' },
];
