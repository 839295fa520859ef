/** Reads what is said by weekday: a day at a time, or for ranges of days such as `mon-fri`. @module */

import * as z from 'zod';
import { flawOf, phrase } from '#shared/reasons/index.ts';
import { type Weekday, weekdays } from '#shared/time/calendar.ts';

/** `mon` to `monday`: the first three letters, and as many of the others as somebody cares to write. */
function nameText(day: Weekday): string {
  return day
    .slice(3)
    .split('')
    .reduceRight((rest, letter) => `(?:${letter}${rest})?`, '')
    .replace(/^/, day.slice(0, 3));
}

/** Without regard to case, also where a pattern has no flags, as in a JSON Schema. */
function anyCase(text: string): string {
  return text.replace(/(?<!\\)[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
}

const name = `(?:${weekdays.map(nameText).join('|')})`;
const to = '(?: *(?:-|–|\\.\\.) *| +to +)';
const item = `${name}(?:${to}${name})?`;
const groups: Readonly<Record<string, readonly Weekday[]>> = {
  weekdays: weekdays.slice(0, 5),
  weekend: weekdays.slice(5),
};

/** Keys that stand for several weekdays, or for one by another name than its own; a pattern of JSON Schema as well. */
export const weekdayRangePattern = `^(?!(?:${weekdays.join('|')})$)${anyCase(
  `(?:${Object.keys(groups).join('|')}|${item}(?: *, *${item})*)`,
)}$`;

const isRange = new RegExp(weekdayRangePattern);
const separator = new RegExp(`^(${anyCase(name)})${anyCase(to)}(${anyCase(name)})$`);

function weekdayCalled(text: string): Weekday | undefined {
  const start = text.trim().slice(0, 3).toLowerCase();
  return weekdays.find((day) => day.startsWith(start));
}

/** From one weekday to another, both included; `sat-mon` goes on over the end of the week. */
function fromTo(first: Weekday, last: Weekday): Weekday[] {
  const begin = weekdays.indexOf(first);
  const length = ((weekdays.indexOf(last) - begin + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => weekdays[(begin + index) % 7] ?? first);
}

/** The weekdays that a key stands for; none for a key that names no weekday. */
function weekdaysOf(key: string): readonly Weekday[] {
  const [own] = weekdays.filter((day) => day === key);
  if (own) return [own];
  if (!isRange.test(key)) return [];
  const group = groups[key.toLowerCase()];
  if (group !== undefined) return group;
  return key.split(',').flatMap((part) => {
    const [, from = part, until = part] = separator.exec(part.trim()) ?? [];
    const first = weekdayCalled(from);
    const last = weekdayCalled(until);
    return first && last ? fromTo(first, last) : [];
  });
}

/**
 * An object with a value for each weekday. Whoever writes it may name several at once: `mon-fri`, `sat, sun`, `fri-mon`,
 * `weekdays` (Monday to Friday), `weekend`. Read, it has the seven weekdays; a weekday that is named twice is refused.
 * @param value - schema of a weekday's value; without a default every weekday is needed
 */
export function byWeekday<T extends z.ZodType>(value: T) {
  const week = z.strictObject({
    monday: value,
    tuesday: value,
    wednesday: value,
    thursday: value,
    friday: value,
    saturday: value,
    sunday: value,
  });
  return z.preprocess((written: Readonly<Record<string, z.input<T>>>, context) => {
    if (typeof written !== 'object' || written === null || Array.isArray(written)) return written;
    const known = new Map<Weekday, string>();
    const read: [string, z.input<T>][] = [];
    for (const [key, said] of Object.entries(written)) {
      const days = weekdaysOf(key);
      // A key that names no weekday is the schema's to refuse.
      if (days.length === 0) read.push([key, said]);
      for (const day of days) {
        const other = known.get(day);
        if (other !== undefined) {
          const why =
            other === key
              ? phrase('document.day-twice', { key, day })
              : phrase('document.day-of-two', { first: other, second: key, day });
          context.addIssue({ ...flawOf(why), path: [key] });
        }
        known.set(day, key);
        read.push([day, said]);
      }
    }
    return Object.fromEntries(read);
  }, week);
}

function isObject(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}

/**
 * Says in JSON Schemas that what {@link byWeekday} reads may name several weekdays at once, which Zod cannot say. Only
 * forms that are written are concerned: in those that are read every weekday is required.
 * @param part - a JSON Schema, or a document that holds some; it is changed
 */
export function allowWeekdayRanges(part: unknown): void {
  if (Array.isArray(part)) part.forEach(allowWeekdayRanges);
  if (!isObject(part)) return;
  Object.values(part).forEach(allowWeekdayRanges);
  const { properties, required } = part;
  if (!isObject(properties) || required !== undefined) return;
  const [monday, ...others] = weekdays.map((day) => properties[day]);
  if (!isObject(monday) || !others.every(isObject)) return;
  const { default: _default, ...value } = monday;
  part.patternProperties = { [weekdayRangePattern]: value };
}
