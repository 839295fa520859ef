/** The kinds of values that stand in reasons: what each is as data, and how English shows it. @module */

import { clockText, wallSeconds } from '#shared/time/clock-text.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import type { WallTime } from '#shared/time/wall-time.ts';

/** A value as data: a number, a text, a list of texts, or sentences of their own. */
export type ReasonValue = string | number | string[] | Part | Part[];

/** A part of a sentence that is a sentence of the table itself. It has no parts of its own. */
export interface Part {
  key: string;
  values: Record<string, string | number | string[]>;
}

/** A kind of value. */
interface Kind<T extends ReasonValue> {
  /** For whoever shows reasons in another language. */
  readonly description: string;
  /** As English shows it. @param say - the text of a part */
  show(value: T, say: (part: Part) => string): string;
}

function kind<T extends ReasonValue>(description: string, show: Kind<T>['show']): Kind<T> {
  return { description, show };
}

const clock = (wall: string): string => clockText(wallSeconds(wall as WallTime));
const asItIs = (value: string | number): string => String(value);

/** Every kind by its name. */
export const kinds = {
  seconds: kind<number>('A duration in seconds, shown as h:mm', hoursAndMinutes),
  difference: kind<number>(
    'A difference of durations in seconds, shown as h:mm with its sign',
    (value) => (value > 0 ? '+' : '') + hoursAndMinutes(value),
  ),
  count: kind<number>('A whole number', asItIs),
  bound: kind<number>('The least or the most that a field takes, or its step', asItIs),
  code: kind<number>('A code as terminals give it, shown without separators', asItIs),
  factor: kind<number>('A factor of pay, such as 1.5', asItIs),
  wallTime: kind<string>('Wall time YYYY-MM-DDTHH:MM:SS, shown without its date', clock),
  wallTimes: kind<string[]>('Wall times, shown without their dates, with commas between', (times) =>
    times.map(clock).join(', '),
  ),
  wallMoment: kind<string>('Wall time YYYY-MM-DDTHH:MM:SS, shown with its date', (wall) =>
    wall.replace('T', ' '),
  ),
  date: kind<string>('Date YYYY-MM-DD', asItIs),
  dates: kind<string[]>('Dates YYYY-MM-DD, with commas between', (dates) => dates.join(', ')),
  instant: kind<string>('Instant in UTC, YYYY-MM-DDTHH:MM:SSZ', asItIs),
  weekday: kind<string>('Weekday, `monday` to `sunday`', (day) => day.charAt(0).toUpperCase() + day.slice(1)),
  zone: kind<string>('IANA time zone', asItIs),
  column: kind<string>('Column of the sheet: in, break, resume, out, ot, done', (column) =>
    column.toUpperCase(),
  ),
  figure: kind<string>('Figure of the row, such as worked or late', asItIs),
  dayType: kind<string>('Day type, as in `DayType`', asItIs),
  status: kind<string>('Status of a day, as in `DayStatus`', asItIs),
  exception: kind<string>('Exception, as in `ExceptionCode`', asItIs),
  severity: kind<string>('Severity of an exception, as in `Severity`', asItIs),
  scheduleKind: kind<string>('Kind of the schedule: weekly, daily, flexi', asItIs),
  correctionKind: kind<string>('Kind of the correction, as corrections have it', asItIs),
  portion: kind<string>('Portion of the day that the leave takes: full, half, hours', asItIs),
  payCode: kind<string>('Pay code, as the rules have it', asItIs),
  leaveType: kind<string>('Type of leave, as leaves have it', asItIs),
  selector: kind<string>('A figure as templates of payroll files name it, such as premium:N@0.25', asItIs),
  field: kind<string>('A field of people, as templates of payroll files name it', asItIs),
  problem: kind<string>(
    'What a problem says, in English without a full stop; its code and facts stand beside the reasons as `problem`',
    asItIs,
  ),
  serial: kind<string>('Serial number of a terminal', asItIs),
  serials: kind<string[]>('Serial numbers of terminals, with commas between', (serials) =>
    serials.join(', '),
  ),
  name: kind<string>('A name that people have given, or who it was, as the audit trail names them', asItIs),
  names: kind<string[]>('Names that people have given, with commas between', (names) => names.join(', ')),
  choices: kind<string[]>('Values that a field takes, as JSON, with commas between', (choices) =>
    choices.join(', '),
  ),
  text: kind<string>('What people have written', asItIs),
  note: kind<string>('What people have written, behind a colon; may be empty', (text) =>
    text === '' ? '' : `: ${text}`,
  ),
  part: kind<Part>('A part with a key of its own', (part, say) => say(part)),
  parts: kind<Part[]>('Parts with keys of their own, with commas between', (parts, say) =>
    parts.map(say).join(', '),
  ),
  more: kind<Part[]>('Parts with keys of their own, each behind a comma; may be none', (parts, say) =>
    parts.map((part) => `, ${say(part)}`).join(''),
  ),
} as const;

/** Name of a kind. */
export type KindName = keyof typeof kinds;

/** The name of every kind. */
export const kindNames = Object.keys(kinds) as [KindName, ...KindName[]];

/** What a value of a kind is as data. */
export type OfKind<K extends KindName> = (typeof kinds)[K] extends Kind<infer T> ? T : never;
