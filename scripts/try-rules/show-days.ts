/** `try-rules` prints the days of a user as a table: a column for whatever occurs, a line for each shift. @module */

import { layOut } from '#infra/local/start/show-sheet.ts';
import type { DayResult, PaidSeconds, SlotTime } from '#shared/attendance/index.ts';
import { weekdayOf } from '#shared/time/calendar.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';

/** All lines of a day that are paid under a pay code. */
export function paidOn({ overtime, premiums }: DayResult): PaidSeconds[] {
  return [...overtime, ...premiums];
}

/** A pay code as the table and the sums name it. */
export function nameOf({ code, multiplier, approved }: PaidSeconds): string {
  return `${code} × ${multiplier}${approved ? '' : ' (to be approved)'}`;
}

const duration = (seconds: number): string => (seconds === 0 ? '' : hoursAndMinutes(seconds));

const slotTitles = {
  in: 'in',
  break: 'break',
  resume: 'resume',
  out: 'out',
  ot: 'ot',
  done: 'done',
} as const;
type SlotName = keyof typeof slotTitles;
const slotNames = Object.keys(slotTitles).filter((name): name is SlotName => name in slotTitles);

const marks = {
  '+': 'on the next day',
  '*': 'set by HR',
  '~': 'derived by a rule: nobody punched it',
} as const;

function clock(slot: SlotTime | null, date: string): string {
  if (!slot) return '';
  const later = slot.wall.slice(0, 10) > date ? '+' : '';
  const source = { punch: '', correction: '*', rule: '~' }[slot.source.kind];
  return `${later}${slot.wall.slice(11, 16)}${source}`;
}

/** A column of the table: its title, its cell of a day, and whether it is there although it is empty. */
type TableColumn = readonly [title: string, cell: (day: DayResult) => string, isAlways?: boolean];

function sumOf(paid: readonly PaidSeconds[], name: string): number {
  return paid.reduce((sum, line) => (nameOf(line) === name ? sum + line.seconds : sum), 0);
}

function columnsFor(days: readonly DayResult[]): TableColumn[] {
  const codes = [...new Set(days.flatMap(paidOn).map(nameOf))];
  return [
    ['date', ({ date }) => date, true],
    ['day', ({ date }) => weekdayOf(date).slice(0, 3), true],
    ['status', ({ status }) => status, true],
    ...slotNames.map(
      (name): TableColumn => [
        slotTitles[name],
        ({ slots, date }) => clock(slots[name], date),
        name === 'in' || name === 'out',
      ],
    ),
    ['work', ({ worked }) => duration(worked), true],
    ...codes.map((code): TableColumn => [code, (day) => duration(sumOf(paidOn(day), code))]),
    ['short', ({ short }) => duration(short)],
    ['late', ({ late }) => duration(late)],
    ['early', ({ early }) => duration(early)],
    [
      'leave',
      ({ leave }) => leave.map(({ type, seconds }) => `${type} ${hoursAndMinutes(seconds)}`).join(', '),
    ],
    ['remarks', ({ exceptions }) => exceptions.map(({ code }) => code).join(', ')],
  ];
}

/** The lines of a day below its first: the times of its further shifts. */
function furtherLines({ furtherShifts, date }: DayResult, columns: readonly TableColumn[]): string[][] {
  return furtherShifts.map(({ slots }) =>
    columns.map(([title]) => {
      const name = slotNames.find((each) => slotTitles[each] === title);
      return name ? clock(slots[name], date) : '';
    }),
  );
}

/** The days of a user as a table for people to read, with what its marks mean. */
export function showDays(days: readonly DayResult[]): string[] {
  const [first] = days;
  if (!first) return [];
  const all = columnsFor(days);
  const lines = days.flatMap((day) => [all.map(([, cell]) => cell(day)), ...furtherLines(day, all)]);
  const isShown = all.map(([, , isAlways], index) => isAlways || lines.some((line) => line[index] !== ''));
  const table = [all.map(([title]) => title), ...lines].map((line) =>
    line.filter((_, index) => isShown[index]),
  );
  const times = lines.flatMap((line) => line.slice(3, 3 + slotNames.length)).join('');
  const meanings = Object.entries(marks).filter(([mark]) => times.includes(mark));
  return [
    first.userId,
    ...layOut(table).map((line) => `  ${line}`),
    ...(meanings.length === 0
      ? []
      : [`  (${meanings.map(([mark, meaning]) => `${mark} ${meaning}`).join('; ')})`]),
  ];
}
