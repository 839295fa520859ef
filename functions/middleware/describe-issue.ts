/** Says in plain words what is wrong with a field that a schema refused. @module */

import type * as z from 'zod';

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  tuple: 'a list',
};

/** What a bound counts: characters of a text, entries of a list, or the number itself. */
function bounded(origin: string, words: string, bound: number | bigint): string {
  const plural = Number(bound) === 1 ? '' : 's';
  if (origin === 'string') return `must have ${words} ${bound} character${plural}`;
  if (origin === 'array') return `must have ${words} ${bound} ${plural === '' ? 'entry' : 'entries'}`;
  return `must be ${words} ${bound}`;
}

function choiceOf(values: readonly unknown[]): string {
  const names = values.map((value) => JSON.stringify(value)).join(', ');
  return values.length === 1 ? `must be ${names}` : `must be one of ${names}`;
}

/**
 * What is wrong with a field, in words for the caller that continue from the field's name. A schema with a message
 * of its own keeps it; rarer kinds of issues keep the message of the schema library.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return 'is missing';
      return `must be ${typeNames[issue.expected] ?? issue.expected}`;
    }
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : choiceOf(issue.values);
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? choiceOf(issue.options)
        : 'does not have any of the forms that are allowed here';
    case 'too_small':
      return bounded(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return bounded(issue.origin, 'at most', issue.maximum);
    default:
      return undefined;
  }
}
