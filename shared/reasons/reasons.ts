/** The table of all reasons, the types and schemas that follow from it, and the one place that makes texts of it. @module */

import * as z from 'zod';
import { type Entry, entry } from './entry.ts';
import { type KindName, kindNames, kinds, type OfKind, type Part, type ReasonValue } from './kinds.ts';
import { ofExplanations } from './of-explanations.ts';
import { ofFields } from './of-fields.ts';
import { ofFigures } from './of-figures.ts';
import { ofIgnoredPunches } from './of-ignored-punches.ts';
import { ofLocks } from './of-locks.ts';
import { ofNotes } from './of-notes.ts';
import { ofPlans } from './of-plans.ts';
import { ofRefusals } from './of-refusals.ts';
import { ofReports } from './of-reports.ts';
import { ofRows } from './of-rows.ts';
import { ofTerminals } from './of-terminals.ts';
import { ofWork } from './of-work.ts';

const table = {
  ...ofFigures,
  ...ofIgnoredPunches,
  ...ofExplanations,
  ...ofLocks,
  ...ofNotes,
  ...ofWork,
  ...ofTerminals,
  ...ofReports,
  ...ofRefusals,
  ...ofRows,
  ...ofFields,
  ...ofPlans,
  /** Rows of earlier versions, such as those of locked periods, have sentences in English and no more. */
  earlier: entry('{text}', { text: 'text' }),
} as const;

type Table = typeof table;

/** A key of the closed set. Stored rows and programs of others have it: it may be added, and is never renamed. */
export type ReasonKey = keyof Table;

/** The values of a key. */
export type ReasonValues<K extends ReasonKey> = {
  [N in keyof Table[K]['values']]: Table[K]['values'][N] extends KindName
    ? OfKind<Table[K]['values'][N]>
    : never;
};

/** Every key of the closed set. */
export const reasonKeys = Object.keys(table) as [ReasonKey, ...ReasonKey[]];

/** A key of the closed set. */
export const ReasonKey = z.enum(reasonKeys);

const plain = z.union([z.string(), z.number(), z.array(z.string())]);
const byName =
  'By their names in the template of the key (`GET /v1/reasons`): durations in seconds, wall times as YYYY-MM-DDTHH:MM:SS';
// A part names its key as a text: the type of the table cannot be made of itself.
const partKey: z.ZodType<string> = ReasonKey;

/** A part of a sentence, with a key of its own. */
export const ReasonPart = z.object({
  key: partKey,
  values: z.record(z.string(), plain).meta({ description: byName }),
});

/** The values of a reason by their names in the template. */
export const ReasonValuesField = z
  .record(z.string(), z.union([plain, ReasonPart, z.array(ReasonPart)]))
  .meta({ description: byName });

/** A reason without its text, as it is made and stored. */
export const Phrase = z.object({ key: ReasonKey, values: ReasonValuesField });
/** A reason without its text, as it is made and stored. */
export type Phrase = z.infer<typeof Phrase>;

/** A reason with its text in English. */
export const Told = z.object({
  ...Phrase.shape,
  text: z.string().meta({ description: 'In English, without a full stop' }),
});
/** A reason with its text in English. */
export type Told = z.infer<typeof Told>;

/** A reason: a key with its values. */
export function phrase<K extends ReasonKey>(
  key: K,
  values: ReasonValues<K>,
): { key: K; values: ReasonValues<K> } {
  return { key, values };
}

const placeholder = /\{(\w+)\}/g;

/** A reason with a key that somebody else may have written. */
interface AnyPhrase {
  readonly key: string;
  readonly values: Readonly<Record<string, ReasonValue>>;
}

function isKey(key: string): key is ReasonKey {
  return Object.hasOwn(table, key);
}

/**
 * The text of a reason in English, without a full stop. A key that a later version has stored is shown as it is.
 */
export function textOf({ key, values }: AnyPhrase): string {
  if (!isKey(key)) return key;
  const { template, values: named }: Entry = table[key];
  return template.replaceAll(placeholder, (whole, name: string) => {
    const kind = named[name];
    const value = values[name];
    return kind === undefined || value === undefined ? whole : shown(kind, value);
  });
}

// Each kind takes values of its own type: `phrase` has made sure of that.
function shown(kind: KindName, value: ReasonValue): string {
  const { show } = kinds[kind] as { show(value: ReasonValue, say: (part: Part) => string): string };
  return show(value, textOf);
}

/** A reason with its text. */
export function told<P extends AnyPhrase>(reason: P): P & { text: string } {
  return { ...reason, text: textOf(reason) };
}

/** A reason as the facts of a problem have it: the text that its sentence quotes, and what it takes to say it otherwise. */
export function because(reason: Phrase): { reason: string; told: Told } {
  const said = told(reason);
  return { reason: said.text, told: said };
}

/** The same for problems that call the text `what`. */
export function which(reason: Phrase): { what: string; told: Told } {
  const said = told(reason);
  return { what: said.text, told: said };
}

/** Several reasons as sentences, one after the other. */
export function sentencesOf(reasons: readonly AnyPhrase[]): string {
  return reasons.map((reason) => `${textOf(reason)}.`).join(' ');
}

/** Every reason as whoever translates it needs it: the template, and the kind of each value. */
export function allReasons() {
  return reasonKeys.map((key) => {
    const { template, values }: Entry = table[key];
    return { key, template, values: Object.entries(values).map(([name, kind]) => ({ name, kind })) };
  });
}

/** Every kind of value, and what it is. */
export function allKinds() {
  return kindNames.map((kind) => ({ kind, description: kinds[kind].description }));
}
