/** Reads a page whose shell commands can be run one after the other, and compares what it shows with what came back. @module */

import { marked } from 'marked';

/** A step of a walk: commands, and what the page shows as their answers. */
export interface WalkStep {
  /** The commands of one block, as they stand on the page. */
  commands: string;
  /** The JSON documents that the page shows for it, in order; `undefined` when it shows none. */
  json?: unknown[];
  /** The text that the page shows for it; `undefined` when it shows none. */
  text?: string;
}

/** What a page writes for a part that it leaves out. */
const leftOut = '…';

/**
 * The steps of a page: each `sh` block, with the `json` or `csv` block that follows it.
 * @param markdown - the page
 * @throws SyntaxError when a shown answer is not JSON
 */
export function stepsOf(markdown: string): WalkStep[] {
  const steps: WalkStep[] = [];
  for (const token of marked.lexer(markdown)) {
    if (token.type !== 'code') continue;
    const last = steps.at(-1);
    if (token.lang === 'sh') steps.push({ commands: token.text });
    else if (last && token.lang === 'json') last.json = documentsOf(token.text);
    else if (last && token.lang === 'csv') last.text = token.text;
  }
  return steps;
}

/** JSON documents one after the other, each beginning on a line of its own. @throws SyntaxError */
export function documentsOf(text: string): unknown[] {
  return text
    .split(/^(?=[{[])/m)
    .filter((part) => part.trim() !== '')
    .map((part): unknown => JSON.parse(part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLikeText(shown: string, actual: unknown): boolean {
  const pieces = shown.split(leftOut);
  const [first = '', ...rest] = pieces;
  if (rest.length === 0 || typeof actual !== 'string') return shown === actual;
  let place = first.length;
  if (!actual.startsWith(first)) return false;
  for (const piece of rest) {
    const found = actual.indexOf(piece, place);
    if (found < 0) return false;
    place = found + piece.length;
  }
  return rest.at(-1) === '' || actual.endsWith(rest.at(-1) ?? '');
}

/**
 * Where an answer differs from what a page shows of it, as places such as `items.0.worked`. A `…` in a text stands for any
 * text, as an element for any further elements, and as a key for further keys; without it nothing may be left out.
 */
export function differences(shown: unknown, actual: unknown, place = ''): string[] {
  if (shown === leftOut) return [];
  if (typeof shown === 'string') return isLikeText(shown, actual) ? [] : [place];
  if (Array.isArray(shown)) {
    if (!Array.isArray(actual)) return [place];
    const isOpen = shown.at(-1) === leftOut;
    const named = isOpen ? shown.slice(0, -1) : shown;
    const isShort = isOpen ? actual.length < named.length : actual.length !== named.length;
    if (isShort) return [`${place}.length`];
    return named.flatMap((element, index) => differences(element, actual[index], `${place}.${index}`));
  }
  if (!isRecord(shown)) return Object.is(shown, actual) ? [] : [place];
  if (!isRecord(actual)) return [place];
  const { [leftOut]: open, ...named } = shown;
  const further = open === undefined ? Object.keys(actual).filter((key) => !Object.hasOwn(named, key)) : [];
  return [
    ...Object.entries(named).flatMap(([key, value]) => differences(value, actual[key], `${place}.${key}`)),
    ...further.map((key) => `${place}.${key}`),
  ];
}
