/** Writes the values of a reason by their kinds: durations, times, dates, lists, parts of sentences. @module */

import type { Format } from './format-of.ts';
import { type ReasonKind, reasonKinds } from './reason-kinds.ts';

/** A reason as the API gives it, or as the engine of the page computes it. */
export interface AnyReason {
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** The server's English sentence. */
  readonly text?: string | undefined;
}

/** What is needed to write values. */
export interface Saying {
  readonly format: Format;
  /** The sentence of a part. */
  say(part: AnyReason): string;
  /** The word for a member of a closed set; `undefined` where there is none. */
  word(kind: ReasonKind, member: string): string | undefined;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Seconds only where there are some: terminals record them, schedules have none. */
function clockText(wall: string, format: Format): string {
  return format.time(wall, !wall.endsWith(':00'));
}

function numberShown(kind: ReasonKind, value: number, format: Format): string {
  if (kind === 'seconds') return format.duration(value);
  if (kind === 'difference') return (value > 0 ? '+' : '') + format.duration(value);
  return kind === 'count' ? format.count(value) : String(value);
}

function textShown(kind: ReasonKind, value: string, { format, word }: Saying): string {
  switch (kind) {
    case 'wallTime':
      return clockText(value, format);
    case 'wallMoment':
      return `${format.date(value.slice(0, 10), 'short')} ${clockText(value, format)}`;
    case 'date':
      return format.date(value, 'short');
    case 'instant':
      return format.instant(value, { date: 'short' });
    case 'note':
      return value === '' ? '' : `: ${value}`;
    default:
      return word(kind, value) ?? value;
  }
}

function shown(kind: ReasonKind, value: unknown, saying: Saying): string {
  const parts = () => list(value).map((part) => saying.say(part as AnyReason));
  if (kind === 'part' || kind === 'parts') return parts().join(', ');
  if (kind === 'more') return list(value).length === 0 ? '' : `, ${parts().join(', ')}`;
  if (kind === 'wallTimes')
    return list(value)
      .map((wall) => clockText(String(wall), saying.format))
      .join(', ');
  if (kind === 'dates')
    return list(value)
      .map((date) => saying.format.date(String(date), 'short'))
      .join(', ');
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value === 'number') return numberShown(kind, value, saying.format);
  return textShown(kind, String(value), saying);
}

/** The values of a reason as texts, by their names; `undefined` for a key of a later version. */
export function reasonValues({ key, values }: AnyReason, saying: Saying): Record<string, string> | undefined {
  const kinds: Readonly<Record<string, Readonly<Record<string, ReasonKind>>>> = reasonKinds;
  if (!Object.hasOwn(kinds, key)) return undefined;
  return Object.fromEntries(
    Object.entries(kinds[key] ?? {}).map(([name, kind]) => [
      name,
      values[name] === undefined ? '' : shown(kind, values[name], saying),
    ]),
  );
}
