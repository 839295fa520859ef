/** Document paths: reading them from an expression, and following them into an item. @module */

import { type AttributeValue, attributeOf, type Item } from '../values.ts';
import { isReserved } from './reserved-words.ts';
import type { Token, TokenReader } from './tokens.ts';

/** A path as an expression writes it: the names may be placeholders. */
export interface PathSyntax {
  kind: 'path';
  steps: (string | number)[];
}

/** A path in an item: names of attributes and places in lists; the first is a name. */
export type DocumentPath = readonly (string | number)[];

const languageWords = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'REMOVE', 'ADD', 'DELETE']);

/** Whether a token can be a name. Words of the language cannot. */
export function isName(token: Token): boolean {
  if (token.kind === 'namePlaceholder') return true;
  return token.kind === 'name' && !languageWords.has(token.text.toUpperCase());
}

/** Reads a path. @throws StoreFailure */
export function readPath(reader: TokenReader): PathSyntax {
  if (!isName(reader.peek())) throw reader.broken();
  const steps: (string | number)[] = [reader.next().text];
  for (;;) {
    if (reader.takeSymbol('.')) {
      if (!isName(reader.peek())) throw reader.broken();
      steps.push(reader.next().text);
    } else if (reader.takeSymbol('[')) {
      if (reader.peek().kind !== 'number') throw reader.broken();
      steps.push(Number(reader.next().text));
      reader.expectSymbol(']');
    } else return { kind: 'path', steps };
  }
}

/** The first name of a path that is reserved. */
export function reservedNameIn({ steps }: PathSyntax): string | undefined {
  for (const step of steps) {
    if (typeof step === 'string' && !step.startsWith('#') && isReserved(step)) return step;
  }
  return undefined;
}

/** A path as messages write it. */
export function pathText(path: DocumentPath): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

/** The value at a path, if there is one. */
export function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  const [head, ...rest] = path;
  let value = attributeOf(item, String(head));
  for (const step of rest) {
    if (value === undefined) return undefined;
    if (typeof step === 'number') value = 'L' in value ? value.L[step] : undefined;
    else value = 'M' in value ? attributeOf(value.M, step) : undefined;
  }
  return value;
}
