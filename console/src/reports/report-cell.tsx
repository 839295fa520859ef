/** A value of a report as it is shown. @module */

import type { I18n } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { DayStatus } from '#shared/attendance/model/index.ts';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import { durationText } from '../day/format.ts';
import type { Format } from '../day/format-of.ts';
import { type Look, statusLooks } from '../day/looks.ts';
import { type AnyReason, reasonText } from '../day/reason-text.ts';
import { inkClass } from '../day/status.tsx';
import { useFormat } from '../day/use-format.ts';
import styles from './report.module.css';
import { isDateKey, type ReportColumn, type ReportValue, type RowTarget } from './report-lines.ts';
import { valueWord } from './value-words.ts';

/** Days of a month stand without their year; in this one every day exists. */
const leapYear = 2024;

/** A value as text; an empty one is empty. */
export function valueText(
  i18n: I18n,
  format: Format,
  { key, type }: ReportColumn,
  value: ReportValue,
): string {
  if (value === null) return '';
  if (typeof value === 'string') {
    if (type === 'date') return format.date(value, 'day');
    if (type === 'instant') return format.instant(value);
    if (key === 'dates')
      return format.list(value.split(' ').map((day) => format.date(`${leapYear}-${day}`, 'brief')));
    return valueWord(i18n, key, value);
  }
  switch (type) {
    case 'time':
      return key === 'time' ? format.time(wallTimeOf(value), true) : format.minute(Math.floor(value / 60));
    case 'duration':
      return format.duration(value);
    case 'hours':
      return durationText(format.language, value, 'decimal');
    default:
      // The key that was pressed is a number without being a count.
      return key === 'status' ? String(value) : format.count(value);
  }
}

/** Whether the values of a column are figures, which stand one below the other. */
export function isFigure({ type }: ReportColumn): boolean {
  return type !== 'text' && type !== 'date' && type !== 'instant';
}

/** What the letters of the matrix stand for; a present day is quiet. */
const letterLooks: readonly (readonly [letter: string, status: DayStatus])[] = [
  ['PH', 'holiday'],
  ['H', 'half-day'],
  ['A', 'absent'],
  ['L', 'leave'],
  ['!', 'incomplete'],
  ['…', 'pending'],
  ['R', 'rest-day'],
  ['O', 'off-day'],
  ['–', 'not-employed'],
];

function lookOfLetter(text: string): Look | undefined {
  const found = letterLooks.find(([letter]) => text.startsWith(letter));
  if (found) return statusLooks[found[1]];
  return /[<>]/.test(text) ? { ...statusLooks['half-day'] } : undefined;
}

/** One cell. @param said - of a text that is made of sentences: these */
export function ReportCell({
  column,
  value,
  said,
}: {
  column: ReportColumn;
  value: ReportValue;
  said?: readonly AnyReason[] | undefined;
}) {
  const { i18n } = useLingui();
  const format = useFormat();
  const text =
    said === undefined
      ? valueText(i18n, format, column, value)
      : said.map((one) => reasonText(i18n, format, one)).join('; ');
  if (isDateKey(column.key)) {
    const look = lookOfLetter(text);
    return <span className={look ? inkClass(look) : undefined}>{text}</span>;
  }
  if (value === 0) return <span className={styles.zero}>{text}</span>;
  return <>{text}</>;
}

/** Whose a row is, as a link to the person's day. */
export function PersonCell({
  userId,
  name,
  target,
  range,
}: {
  userId: ReportValue;
  name: ReportValue;
  target: RowTarget;
  range: { from: string; to: string };
}) {
  const words = (
    <>
      {name !== null && <span className={styles.name}>{name} </span>}
      <span className={name === null ? undefined : styles.id}>
        {target?.kind === 'unknown' ? target.pin : userId}
      </span>
    </>
  );
  if (target === undefined) return <>{words}</>;
  if (target.kind === 'unknown')
    return (
      <Link className={styles.person} to="/users" search={{ tab: 'unknown', search: target.pin }}>
        {words}
      </Link>
    );
  return (
    <Link
      className={styles.person}
      to="/attendance/$userId"
      params={{ userId: target.userId }}
      search={{
        ...range,
        ...(target.date === undefined ? {} : { day: `${target.userId}:${target.date}` }),
      }}
    >
      {words}
    </Link>
  );
}
