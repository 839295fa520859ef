/** Says a day in one sentence: for readers of screens, and wherever there is no room for the sheet. @module */

import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Format } from './format-of.ts';
import { exceptionLooks, flagLooks, markLooks } from './looks.ts';
import { type DayGlance, marksOfDay, shapeOfDay } from './shape-of-day.ts';

/** What is said of a day beyond what the matrix knows. */
export interface DayDetails {
  /** Codes of its exceptions, as rows of the sheet have them. */
  readonly exceptions?: readonly { readonly code: keyof typeof exceptionLooks }[] | undefined;
  /** Types of leave. */
  readonly leave?: readonly { readonly type: string }[] | undefined;
}

/** What a day is, in parts: what is louder than its status, its exceptions, and its figures. */
export function dayParts(i18n: I18n, format: Format, day: DayGlance & DayDetails): string[] {
  const { status, worked = 0, overtime = 0, late = 0, exceptions = [], flags = [], leave = [] } = day;
  const mark = shapeOfDay(day);
  const marks = marksOfDay(day);
  const told = exceptions.map(({ code }) => i18n._(exceptionLooks[code].word));
  const type = leave.map((one) => one.type).join(', ');
  const parts: string[] = [];
  const isToldBelow = told.length > 0 || (mark === 'late' && late > 0);
  if (mark !== 'present' && (mark === status || !isToldBelow)) parts.push(i18n._(markLooks[mark].word));
  if (mark !== status && status !== 'present') parts.push(i18n._(markLooks[status].word));
  if (type !== '') parts.push(type);
  parts.push(...told);
  if (told.length === 0 && flags.includes('missing')) parts.push(i18n._(flagLooks.missing.word));
  if (worked > 0) parts.push(i18n._(msg`worked ${{ time: format.spoken(worked) }}`));
  else if (status === 'present') parts.push(i18n._(markLooks.present.word));
  if (late > 0) parts.push(i18n._(msg`late ${{ time: format.spoken(late) }}`));
  if (overtime > 0) parts.push(i18n._(msg`overtime ${{ time: format.spoken(overtime) }}`));
  if (marks.edited) parts.push(i18n._(flagLooks.edited.word));
  if (marks.adjusted) parts.push(i18n._(flagLooks.adjusted.word));
  if (marks.toApprove) parts.push(i18n._(flagLooks['to-approve'].word));
  if (marks.locked) parts.push(i18n._(flagLooks.locked.word));
  return parts;
}

const noFigure = '—';

/**
 * The figure in the cell of a day; where a missing time keeps it from being right, a dash.
 * @param duration - writes seconds
 */
export function figureOf(day: DayGlance, duration: (seconds: number) => string): string {
  const { worked = 0, status } = day;
  if (worked > 0) return duration(worked);
  if (shapeOfDay(day) === 'incomplete') return noFigure;
  return status === 'present' || status === 'half-day' ? duration(0) : '';
}

/**
 * A day in one sentence: "Sample Person, Tuesday 3 March, Out is missing, worked 2 hours 48 minutes, 2:48". What its cell
 * shows comes last: who speaks to the computer says what stands there.
 * @param who - name of the person, or the id where there is none
 */
export function dayText(i18n: I18n, format: Format, who: string, day: DayGlance & DayDetails): string {
  const figure = figureOf(day, format.duration);
  const parts = [who, format.date(day.date, 'spoken'), ...dayParts(i18n, format, day), figure];
  return parts.filter((part) => part !== '' && part !== noFigure).join(', ');
}
