/** Understands a month as it is typed: "march", "mar 2026", "2026-03", "3/2026". @module */

/** A month of the calendar; `month` is 1 to 12. */
export interface Month {
  year: number;
  month: number;
}

function namesOf(locale: string): string[][] {
  return Array.from({ length: 12 }, (_, index) =>
    (['long', 'short'] as const).map((month) =>
      new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' })
        .format(Date.UTC(2026, index, 1))
        .toLocaleLowerCase(locale)
        .replace('.', ''),
    ),
  );
}

/**
 * The month that a text means; without a year it is the latest such month that is not after `today`.
 * @param locale - the language of the month's name
 * @param today - `YYYY-MM-DD`
 */
export function monthOf(text: string, locale: string, today: string): Month | undefined {
  const words = text.trim().toLocaleLowerCase(locale);
  const numeric = /^(\d{4})-(\d{1,2})$/.exec(words) ?? /^(\d{1,2})\/(\d{4})$/.exec(words)?.toReversed();
  if (numeric) {
    const [year, month] = numeric.map(Number).filter((part) => Number.isInteger(part));
    if (year !== undefined && month !== undefined && month >= 1 && month <= 12) return { year, month };
    return undefined;
  }
  const [, name, yearText] = /^(\p{L}{3,})(?:\s+(\d{4}))?$/u.exec(words) ?? [];
  if (name === undefined) return undefined;
  const index = namesOf(locale).findIndex((names) => names.some((one) => one.startsWith(name)));
  if (index < 0) return undefined;
  const [year = 0, month = 1] = today.split('-').map(Number);
  if (yearText !== undefined) return { year: Number(yearText), month: index + 1 };
  return { year: index + 1 > month ? year - 1 : year, month: index + 1 };
}

/** The days of a month: `from ≤ date < to`. */
export function daysOfMonth({ year, month }: Month): { from: string; to: string } {
  const first = (y: number, m: number) => `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`;
  return { from: first(year, month), to: month === 12 ? first(year + 1, 1) : first(year, month + 1) };
}
