/** Reads a list of holidays as somebody pastes it: a date and a name a line. Pure functions. @module */

import type { Holiday } from '#shared/attendance/model/index.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';

/** A line that could not be read, and why. */
export interface WrongLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly why: 'no-date' | 'no-name' | 'twice';
}

/** What a pasted list says. */
export interface HolidayList {
  readonly holidays: readonly Holiday[];
  readonly wrong: readonly WrongLine[];
}

/** How dates such as 3/4/2026 are meant. */
export type DayOrder = 'day-first' | 'month-first';

/** The first three letters of the months, in English; other languages come by `months`. */
const englishMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function dateText(year: string, month: number, day: string) {
  return parseLocalDate(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function monthOf(word: string, months: readonly string[]): number {
  const plain = word.toLocaleLowerCase();
  const fits = (names: readonly string[]) =>
    names.findIndex((name) => plain.startsWith(name.toLocaleLowerCase().slice(0, 3))) + 1;
  return fits(months) || fits(englishMonths);
}

/** Date and rest of a line. */
function splitLine(text: string, year: string, order: DayOrder, months: readonly string[]) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)(.*)$/.exec(text);
  if (iso) return { date: dateText(iso[1] ?? '', Number(iso[2]), iso[3] ?? ''), rest: iso[4] ?? '' };
  const numbers = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4})?)?(?!\d)(.*)$/.exec(text);
  if (numbers) {
    const [, first = '', second = '', ofYear = year, rest = ''] = numbers;
    const [day, month] = order === 'day-first' ? [first, second] : [second, first];
    return { date: dateText(ofYear, Number(month), day), rest };
  }
  const words = /^(\d{1,2})\.?\s+(\p{L}+)\.?,?(?:\s+(\d{4}))?(?!\d)(.*)$/u.exec(text);
  if (words) {
    const [, day = '', month = '', ofYear = year, rest = ''] = words;
    return { date: dateText(ofYear, monthOf(month, months), day), rest };
  }
  const american = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?(?!\d)(.*)$/u.exec(text);
  if (american) {
    const [, month = '', day = '', ofYear = year, rest = ''] = american;
    return { date: dateText(ofYear, monthOf(month, months), day), rest };
  }
  return { date: null, rest: text };
}

const half = /(?:^|[\s,;(])(?:½|half(?:[ -]day)?)(?=$|[\s,;)])\)?/iu;

/**
 * Reads a pasted list.
 * @param text - lines such as `2026-12-25 Christmas`, `25/12/2026; Christmas`, `25 December Christmas`; `½` or `half` behind
 * the date or the name for half a day
 * @param year - of dates that name none, `YYYY`
 * @param months - the names of the months in the language of the page, January first
 */
export function readHolidays(
  text: string,
  year: string,
  order: DayOrder = 'day-first',
  months: readonly string[] = [],
): HolidayList {
  const holidays: Holiday[] = [];
  const wrong: WrongLine[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim().replace(/^["']|["']$/g, '');
    if (line === '') continue;
    const refuse = (why: WrongLine['why']) => wrong.push({ line: index + 1, text: line, why });
    const { date, rest } = splitLine(line, year, order, months);
    const isHalf = half.test(rest);
    const name = rest
      .replace(half, ' ')
      .replace(/^[\s,;:\t–-]+|[\s,;"]+$/g, '')
      .trim()
      .slice(0, 100);
    if (date === null) refuse('no-date');
    else if (name === '') refuse('no-name');
    else if (holidays.some((holiday) => holiday.date === date)) refuse('twice');
    else holidays.push({ date, name, half: isHalf });
  }
  return { holidays, wrong };
}

/** Holidays with others put among them, by date: where both have a date, the added one stays. */
export function withHolidays(holidays: readonly Holiday[], added: readonly Holiday[]): Holiday[] {
  const dates = new Set(added.map(({ date }) => date));
  return [...holidays.filter(({ date }) => !dates.has(date)), ...added].toSorted((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  );
}
