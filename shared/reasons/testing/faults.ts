/** Finds what is wrong with a reason that somebody has made: for the tests of those who make them. @module */

import { allReasons, textOf } from '../reasons.ts';

const wanted = new Map<string, readonly { name: string; kind: string }[]>(
  allReasons().map(({ key, values }) => [key, values]),
);

const numbers = ['seconds', 'difference', 'count', 'factor'];
const lists = ['wallTimes', 'serials', 'names'];
const partLists = ['parts', 'more'];
const patterns: Readonly<Record<string, RegExp>> = {
  wallTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
  date: /^\d{4}-\d\d-\d\d$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/,
  column: /^(in|break|resume|out|ot|done)$/,
  weekday: /^[a-z]+day$/,
};

interface Made {
  key: string;
  values: object;
}

function isMade(value: unknown): value is Made {
  return typeof value === 'object' && value !== null && 'key' in value && 'values' in value;
}

function isOfKind(kind: string, value: unknown): boolean {
  if (numbers.includes(kind))
    return typeof value === 'number' && (kind === 'factor' || Number.isInteger(value));
  if (lists.includes(kind)) return Array.isArray(value) && value.every((each) => typeof each === 'string');
  if (partLists.includes(kind)) return Array.isArray(value) && value.every(isMade);
  if (kind === 'part') return isMade(value);
  return typeof value === 'string' && (patterns[kind]?.test(value) ?? true);
}

/** The keys of a reason and of its parts. */
export function keysOf({ key, values }: Made): string[] {
  return [key, ...Object.values(values).flat().filter(isMade).flatMap(keysOf)];
}

/** What is wrong with a reason and its parts: an unknown key, values that are not those of the key, a text with braces. */
export function faultsOf(reason: Made & { text?: string | undefined }): string[] {
  const { key, values, text } = reason;
  const named = wanted.get(key);
  if (!named) return [`${key} is not in the table`];
  const given = new Map<string, unknown>(Object.entries(values));
  const faults = named
    .filter(({ name, kind }) => !isOfKind(kind, given.get(name)))
    .map(({ name, kind }) => `${key}: ${name} is no ${kind}: ${JSON.stringify(given.get(name))}`);
  const unknown = [...given.keys()].filter((name) => !named.some((value) => value.name === name));
  const parts = [...given.values()]
    .flat()
    .filter(isMade)
    .flatMap((part) => faultsOf(part));
  const rendered = textOf(reason as Parameters<typeof textOf>[0]);
  return [
    ...faults,
    ...unknown.map((name) => `${key} has no value ${name}`),
    ...(/[{}]/.test(rendered) || rendered === '' ? [`${key} reads "${rendered}"`] : []),
    ...(text === undefined || text === rendered ? [] : [`${key} says "${text}", not "${rendered}"`]),
    ...parts,
  ];
}
