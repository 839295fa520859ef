/** Projections: which parts of an item an answer shows. @module */

import { invalid } from '../failure.ts';
import { type AttributeValue, attributeOf, type Item, setAttribute } from '../values.ts';
import { cachedByText } from './cache.ts';
import { type DocumentPath, type PathSyntax, readPath, reservedNameIn } from './path.ts';
import { requireApart } from './path-conflicts.ts';
import type { Placeholders } from './placeholders.ts';
import { TokenReader } from './tokens.ts';

/** What is wanted of a value: all of it (no parts), or its parts. */
export interface Projection {
  parts: Map<string | number, Projection>;
}

/** Reads the text of a projection. @throws StoreFailure */
export const readProjectionSyntax = cachedByText((text): PathSyntax[] => {
  if (text.trim() === '') throw invalid('The expression can not be empty;');
  const reader = new TokenReader(text);
  const paths = [readPath(reader)];
  while (reader.takeSymbol(',')) paths.push(readPath(reader));
  if (reader.peek().kind !== 'end') throw reader.broken();
  for (const path of paths) {
    const reserved = reservedNameIn(path);
    if (reserved !== undefined) {
      throw invalid(`Attribute name is a reserved keyword; reserved keyword: ${reserved}`);
    }
  }
  return paths;
});

/** The projection that shows what is at these paths. */
export function projectionOf(paths: readonly DocumentPath[]): Projection {
  const root: Projection = { parts: new Map() };
  for (const path of paths) {
    let at = root;
    for (const step of path) {
      let next = at.parts.get(step);
      if (next === undefined) {
        next = { parts: new Map() };
        at.parts.set(step, next);
      }
      at = next;
    }
  }
  return root;
}

/** Gives a projection its names. @throws StoreFailure when they do not fit */
export function bindProjection(syntax: readonly PathSyntax[], placeholders: Placeholders): Projection {
  const paths = syntax.map((path) => placeholders.path(path));
  requireApart(paths);
  return projectionOf(paths);
}

/** The paths that a projection shows, the inner ones only as far as there are some. */
export function pathsOfProjection({ parts }: Projection): DocumentPath[] {
  return [...parts].map(([name, { parts: inner }]) => [name, ...[...inner.keys()].slice(0, 1)]);
}

function partOf(value: AttributeValue, { parts }: Projection): AttributeValue | undefined {
  if (parts.size === 0) return value;
  if ('M' in value) {
    const M = project(value.M, { parts });
    return Object.keys(M).length === 0 ? undefined : { M };
  }
  if (!('L' in value)) return undefined;
  const L: AttributeValue[] = [];
  for (const [at, each] of value.L.entries()) {
    const wanted = parts.get(at);
    const part = wanted && partOf(each, wanted);
    if (part !== undefined) L.push(part);
  }
  return L.length === 0 ? undefined : { L };
}

/** The parts of an item that a projection shows. */
export function project(item: Item, projection: Projection): Item {
  const shown: Item = {};
  for (const [name, wanted] of projection.parts) {
    const value = typeof name === 'string' ? attributeOf(item, name) : undefined;
    const part = value && partOf(value, wanted);
    if (part !== undefined) setAttribute(shown, String(name), part);
  }
  return shown;
}
