/** Collects what a payroll file could not carry as it is: nothing is lost without being named here. @module */

import type { UserId } from '#shared/punch/user-id.ts';
import { hoursAndMinutes } from './amounts.ts';

/**
 * Why something is not in the files, or not as it was. No code takes a figure, HR has not approved it, the person lacks a
 * field, a text or amount does not fit: then seconds are missing. Days that are not settled may still change. The last three
 * are about texts alone: another field stands in for an empty one, or the text was changed.
 */
export type NoteKind =
  | 'not-mapped'
  | 'not-approved'
  | 'no-field'
  | 'too-long'
  | 'too-much'
  | 'negative'
  | 'not-settled'
  | 'stands-in'
  | 'changed-text'
  | 'missing-characters';

/** One thing that whoever sends the file must know. */
export interface PayrollNote {
  kind: NoteKind;
  /** The figure, field or column. */
  what: string;
  /** Seconds that are not in the files; 0 where only a text changed. */
  seconds: number;
  /** How many people it concerns. */
  people: number;
  /** The first of them. */
  userIds: UserId[];
  text: string;
}

const mostNamed = 20;
/** What is about figures or the template: the people matter little, and may be everybody. */
const ofEverybody: readonly NoteKind[] = ['not-mapped', 'not-approved', 'not-settled'];
const ofTexts: readonly NoteKind[] = ['not-settled', 'stands-in', 'changed-text', 'missing-characters'];

/** The people of a note, as the end of its text. */
function namesOf(kind: NoteKind, people: ReadonlySet<UserId>): string {
  if (ofEverybody.includes(kind)) return '';
  const named = [...people].slice(0, mostNamed).join(', ');
  return people.size > mostNamed
    ? ` User ids: ${named} and ${people.size - mostNamed} more.`
    : ` User ids: ${named}.`;
}

const says: Record<NoteKind, (what: string, amount: string) => string> = {
  'not-mapped': (what, amount) =>
    `Not mapped: ${what} ${amount}. No code or column of the template takes it: add it to one, or to "leaveOut".`,
  'not-approved': (what, amount) => `Not approved: ${what} ${amount}. Approve it and export again.`,
  'no-field': (what, amount) =>
    `Left out: ${amount}, because ${what} is empty. Enter it for these people and export again.`,
  'too-long': (what, amount) => `Left out: ${amount}, because ${what} is longer than its column.`,
  'too-much': (what, amount) =>
    `Left out: ${amount}, because ${what} is more than the payroll takes in a row.`,
  negative: (what, amount) =>
    `Left out: ${amount}, because ${what} cannot be below zero. Enter it in the payroll by hand.`,
  'not-settled': (what, amount) =>
    `Not settled: ${what} days ${amount}. What they are worth may still change; settle them, then export again.`,
  'stands-in': (what, amount) =>
    `Another field: ${what} ${amount}. If the payroll knows them by the empty one, enter it and export again.`,
  'changed-text': (what, amount) =>
    `Changed: ${what} ${amount} had separators, quotes or line ends, or began like a formula of a spreadsheet.`,
  'missing-characters': (what, amount) =>
    `Changed: ${what} ${amount} has characters that the file's encoding lacks; a question mark stands for each.`,
};

/** Opens a collection of notes. */
export function collectNotes() {
  const found = new Map<string, { kind: NoteKind; what: string; seconds: number; people: Set<UserId> }>();

  return {
    /** Notes that something of a person is not in the file as it was. */
    add(kind: NoteKind, what: string, userId: UserId, seconds = 0): void {
      const key = `${kind} ${what}`;
      const note = found.get(key) ?? { kind, what, seconds: 0, people: new Set<UserId>() };
      note.seconds += seconds;
      note.people.add(userId);
      found.set(key, note);
    },

    /** Every note, in order of kind and subject. */
    all(): PayrollNote[] {
      return [...found.values()]
        .sort((a, b) => (`${a.kind} ${a.what}` < `${b.kind} ${b.what}` ? -1 : 1))
        .map(({ kind, what, seconds, people }) => {
          const persons = people.size === 1 ? 'of 1 person' : `of ${people.size} people`;
          const amount = ofTexts.includes(kind) ? persons : `${hoursAndMinutes(seconds)} ${persons}`;
          return {
            kind,
            what,
            seconds,
            people: people.size,
            userIds: [...people].slice(0, mostNamed),
            text: says[kind](what, amount) + namesOf(kind, people),
          };
        });
    },
  };
}

/** A collection of notes. */
export type Notes = ReturnType<typeof collectNotes>;
