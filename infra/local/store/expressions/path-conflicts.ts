/** Finds paths of one expression that get in each other's way. @module */

import { invalid } from '../failure.ts';
import { type DocumentPath, pathText } from './path.ts';

function relation(one: DocumentPath, two: DocumentPath): 'overlap' | 'conflict' | undefined {
  const shorter = Math.min(one.length, two.length);
  for (let at = 0; at < shorter; at += 1) {
    if (typeof one[at] !== typeof two[at]) return 'conflict';
    if (one[at] !== two[at]) return undefined;
  }
  return 'overlap';
}

/** @throws StoreFailure when a path lies in another one, or takes a list for a map */
export function requireApart(paths: readonly DocumentPath[]): void {
  for (const [at, two] of paths.entries()) {
    for (const one of paths.slice(0, at)) {
      const found = relation(one, two);
      if (found === undefined) continue;
      throw invalid(
        `Two document paths ${found} with each other; must remove or rewrite one of these paths; path one: ${pathText(one)}, path two: ${pathText(two)}`,
      );
    }
  }
}
