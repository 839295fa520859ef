/** What is to be done, and where. @module */

import type { Overview } from '#shared/contract/overview.ts';

/** The kinds of things to do, the most pressing first. */
export const toDoKinds = [
  'missing',
  'unknownUsers',
  'provisionalUsers',
  'toApprove',
  'corrections',
  'leaves',
  'dayOverrides',
  'quarantined',
  'terminals',
  'pendingTerminals',
  'failedWebhooks',
] as const;
/** A kind of thing to do. */
export type ToDoKind = (typeof toDoKinds)[number];

/** How many there are of each kind. */
function countOf(overview: Overview, kind: ToDoKind): number {
  switch (kind) {
    case 'corrections':
    case 'leaves':
    case 'dayOverrides':
      return overview.awaiting[kind];
    case 'terminals':
      return overview.terminals.silent + overview.terminals.faulty;
    case 'pendingTerminals':
    case 'failedWebhooks':
      return overview[kind] ?? 0;
    default:
      return overview[kind];
  }
}

/** The things that there are to do, with their numbers. */
export function toDo(overview: Overview): { kind: ToDoKind; count: number }[] {
  return toDoKinds.map((kind) => ({ kind, count: countOf(overview, kind) })).filter(({ count }) => count > 0);
}

/** Names of the terminals of which nothing is heard, the one furthest behind first. */
export function unheardNames({ behind }: Overview): string[] {
  return behind.map(({ name, serial }) => name ?? serial);
}
