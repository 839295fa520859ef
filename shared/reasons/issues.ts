/** Says in plain words, with a key and values, what is wrong with a field that a schema refused. @module */

import type * as z from 'zod';
import { allReasons, Phrase, type ReasonKey, type Told, textOf, told } from './reasons.ts';

const types: Readonly<Record<string, ReasonKey>> = {
  string: 'field.text',
  number: 'field.number',
  int: 'field.whole-number',
  boolean: 'field.boolean',
  object: 'field.object',
  record: 'field.object',
  array: 'field.list',
  tuple: 'field.list',
};

/** What a bound counts: characters of a text, entries of a list, or the number itself. */
function bounded(origin: string, side: 'least' | 'most', given: number | bigint): Phrase {
  const bound = Number(given);
  const counted = { string: ['one-character', 'characters'], array: ['one-entry', 'entries'] } as const;
  if (origin !== 'string' && origin !== 'array') return { key: `field.${side}`, values: { [side]: bound } };
  const [one, many] = counted[origin];
  if (bound === 1) return { key: `field.${side}-${one}`, values: {} };
  return { key: `field.${side}-${many}`, values: { [side]: bound } };
}

function choiceOf(options: readonly unknown[]): Phrase {
  const choices = options.map((option) => JSON.stringify(option));
  return choices.length === 1
    ? { key: 'field.only', values: { choice: choices } }
    : { key: 'field.one-of', values: { choices } };
}

const missing: Phrase = { key: 'field.missing', values: {} };

/** The kinds of faults that schemas find, as reasons; none of a rarer kind. @param isAbsent - there is no value */
function reasonOf(issue: z.core.$ZodRawIssue | z.core.$ZodIssue, isAbsent: boolean): Phrase | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const key = types[issue.expected];
      if (isAbsent) return missing;
      return key && { key, values: {} };
    }
    case 'invalid_value':
      return isAbsent ? missing : choiceOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? choiceOf(issue.options)
        : { key: 'field.no-form', values: {} };
    case 'too_small':
      return bounded(issue.origin, 'least', issue.minimum);
    case 'too_big':
      return bounded(issue.origin, 'most', issue.maximum);
    case 'not_multiple_of':
      return { key: 'field.step', values: { step: issue.divisor } };
    case 'unrecognized_keys':
      return { key: 'field.unknown', values: {} };
    case 'invalid_format':
      return { key: 'field.format', values: {} };
    default:
      return undefined;
  }
}

/** Kinds whose English says more than the reason does: which pattern, which step. */
const saidByTheLibrary = new Set(['not_multiple_of', 'unrecognized_keys', 'invalid_format']);

/**
 * What is wrong with a field, in words for the caller that continue from the field's name. A schema with a message
 * of its own keeps it; rarer kinds of issues keep the message of the schema library.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  const isAbsent = issue.input === undefined;
  if (issue.code === 'invalid_type' && !isAbsent && types[issue.expected] === undefined)
    return `must be ${issue.expected}`;
  const reason = saidByTheLibrary.has(issue.code) ? undefined : reasonOf(issue, isAbsent);
  return reason && textOf(reason);
}

/** The rules of schemas by their English sentences, as they have no values. */
const ofSentences = new Map(
  allReasons()
    .filter(({ key, values }) => /^(?:field|document)\./.test(key) && values.length === 0)
    .map(({ key, template }) => [template, key]),
);

/** How the library of schemas begins its own sentences. */
const libraryWords = /^(?:Invalid|Too (?:small|big)|Unrecognized)\b/;

/** A reason as the issue that a check of a schema adds: its English, and itself to be found by {@link flawOfIssue}. */
export function flawOf(reason: Phrase): { code: 'custom'; message: string; params: { reason: Phrase } } {
  return { code: 'custom', message: textOf(reason), params: { reason } };
}

/** What is wrong with a field as a reason with its text; `undefined` where the closed set has no such reason. */
function toldIssue(issue: z.core.$ZodIssue): Told | undefined {
  if (issue.code === 'custom') {
    const given = Phrase.safeParse(issue.params?.reason);
    if (given.success) return told(given.data);
  }
  const key = ofSentences.get(issue.message);
  if (key !== undefined) return told({ key, values: {} });
  const isAbsent = issue.message.endsWith('received undefined');
  const reason = reasonOf(issue, isAbsent);
  if (reason === undefined) return undefined;
  const said = told(reason);
  return said.text === issue.message || libraryWords.test(issue.message) ? said : undefined;
}

/** What is wrong with something, in English, and as a reason where the closed set has it. */
export interface Flaw {
  readonly message: string;
  readonly told?: Told;
}

/** What is wrong with something, in English and as a reason. */
export function flaw(reason: Phrase): Flaw & { readonly told: Told } {
  const said = told(reason);
  return { message: said.text, told: said };
}

/** What is wrong with a field that a schema refused. */
export function flawOfIssue(issue: z.core.$ZodIssue): Flaw {
  const said = toldIssue(issue);
  return { message: issue.message, ...(said && { told: said }) };
}
