/** Collects what a payroll file could not carry as it is: nothing is lost without being named here. @module */

import type { UserId } from '#shared/punch/user-id.ts';
import { type Part, type Phrase, phrase, sentencesOf, textOf } from '#shared/reasons/index.ts';

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
  /** The same with its values, to say it in another language. */
  told: Phrase;
}

const mostNamed = 20;
const ofTexts = ['stands-in', 'changed-text', 'missing-characters'] as const;
/** What is about figures: the people matter little, and may be everybody. */
const ofEverybody = ['not-mapped', 'not-approved'] as const;

function isOf<K extends NoteKind>(kinds: readonly K[], kind: NoteKind): kind is K {
  return (kinds as readonly NoteKind[]).includes(kind);
}

/** A number of people, as a part of a sentence. */
function peoplePart(people: number): Part {
  return people === 1 ? phrase('people.one', {}) : phrase('people.many', { people });
}

interface Found {
  kind: NoteKind;
  what: Part;
  seconds: number;
  people: Set<UserId>;
}

function toldOf({ kind, what, seconds, people: all }: Found): Phrase {
  const common = { what, people: peoplePart(all.size) };
  if (kind === 'not-settled') return phrase('note.not-settled', common);
  // Texts are to the nearest minute, as the figures of the files are seldom finer.
  const amount = { ...common, seconds: Math.sign(seconds) * Math.round(Math.abs(seconds) / 60) * 60 };
  if (isOf(ofEverybody, kind)) return phrase(`note.${kind}`, amount);
  const left = all.size - mostNamed;
  const ids = [...all].slice(0, mostNamed);
  const named = { ids, more: left > 0 ? [phrase('people.more', { people: left })] : [] };
  if (isOf(ofTexts, kind)) return phrase(`note.${kind}`, { ...common, ...named });
  return phrase(`note.${kind}`, { ...amount, ...named });
}

/** Opens a collection of notes. */
export function collectNotes() {
  const found = new Map<string, Found>();

  return {
    /** Notes that something of a person is not in the file as it was. */
    add(kind: NoteKind, what: Part, userId: UserId, seconds = 0): void {
      const key = `${kind} ${textOf(what)}`;
      const note = found.get(key) ?? { kind, what, seconds: 0, people: new Set<UserId>() };
      note.seconds += seconds;
      note.people.add(userId);
      found.set(key, note);
    },

    /** Every note, in order of kind and subject. */
    all(): PayrollNote[] {
      return [...found]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, note]) => {
          const told = toldOf(note);
          return {
            kind: note.kind,
            what: textOf(note.what),
            seconds: note.seconds,
            people: note.people.size,
            userIds: [...note.people].slice(0, mostNamed),
            text: sentencesOf([told]),
            told,
          };
        });
    },
  };
}

/** A collection of notes. */
export type Notes = ReturnType<typeof collectNotes>;
