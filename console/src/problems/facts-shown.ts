/** Writes the facts of a problem as people read them: dates, moments, sizes, lists. @module */

import type { Format } from '../day/format-of.ts';

const dateForm = /^\d{4}-\d{2}-\d{2}$/;
const wallForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;
const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** A field that does not fit. */
interface Issue {
  readonly path: string;
  readonly message: string;
  /** The same with a key and values; absent for rarer faults. */
  readonly told?: unknown;
}

/** Says what has a key, in the language of the page; `undefined` where there is none. */
export type SayTold = (told: unknown) => string | undefined;

function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value;
}

/** A field that does not fit, by the last parts of its path: what people see is a label, not a pointer. */
function issueText({ path, message, told }: Issue, say: SayTold): string {
  const name = path.split('/').filter(Boolean).join(' › ');
  const text = say(told) ?? message;
  return name === '' ? text : `${name}: ${text}`;
}

function textShown(text: string, format: Format): string {
  if (dateForm.test(text)) return format.date(text, 'short');
  if (wallForm.test(text)) return `${format.date(text.slice(0, 10), 'short')} ${format.time(text, true)}`;
  return instantForm.test(text) ? format.instant(text, { date: 'short' }) : text;
}

function shown(name: string, value: unknown, format: Format, say: SayTold): string | number {
  if (typeof value === 'number') return /bytes/i.test(name) ? format.size(value) : value;
  if (typeof value === 'string') return textShown(value, format);
  if (Array.isArray(value)) {
    const texts = value.map((one) =>
      isIssue(one) ? issueText(one, say) : String(shown(name, one, format, say)),
    );
    return format.list(texts);
  }
  return value === null || value === undefined ? '' : String(value);
}

/**
 * The facts of a problem as values of its text.
 * @param say - says what is wrong with a field
 * @returns each fact by its name; days `from ≤ date < to` also as `range`, of which both ends belong to it
 */
export function factsShown(
  facts: Readonly<Record<string, unknown>>,
  format: Format,
  say: SayTold = () => undefined,
): Record<string, string | number> {
  const { from, to } = facts;
  const values = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, shown(name, value, format, say)]),
  );
  const areDates = [from, to].every((one) => typeof one === 'string' && dateForm.test(one));
  if (!areDates || String(from) >= String(to)) return { range: `${String(from)}–${String(to)}`, ...values };
  return { ...values, range: format.range({ from: String(from), to: String(to) }, 'short') };
}
