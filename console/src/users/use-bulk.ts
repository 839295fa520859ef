/** Changes many users in as many requests as that takes, and says what became of each. @module */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, newIdempotencyKey } from '../api/index.ts';
import { usersChanged } from './queries.ts';

/** Most users of one request. */
const atOnce = 500;

type Body = Parameters<typeof api.batchUsers>[0]['body'];
type BatchItem = Body['items'][number];
/** What became of one user. */
export type Outcome = Awaited<ReturnType<typeof api.batchUsers>>['items'][number];

/** An edit of one user. */
export interface UserEdit {
  userId: string;
  patch: NonNullable<BatchItem['patch']>;
}

/** A change of many users. */
export type BulkChange =
  | { kind: 'edit'; edits: readonly UserEdit[] }
  | { kind: 'roster'; userIds: readonly string[]; dutyRosterId: string | null; from: string; to?: string };

/** Parts of a list, each of at most a number of members. */
export function inParts<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, part) =>
    all.slice(part * most, (part + 1) * most),
  );
}

async function send(change: BulkChange): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  if (change.kind === 'edit') {
    for (const items of inParts(change.edits, atOnce)) {
      const answer = await api.batchUsers(
        { body: { items: items.map((edit) => ({ ...edit })) } },
        { idempotencyKey: newIdempotencyKey() },
      );
      outcomes.push(...answer.items);
    }
    return outcomes;
  }
  const { kind: _, userIds, ...terms } = change;
  for (const some of inParts(userIds, atOnce)) {
    const answer = await api.assignRosters(
      { body: { ...terms, userIds: some } },
      { idempotencyKey: newIdempotencyKey() },
    );
    outcomes.push(...answer.items);
  }
  return outcomes;
}

/** Changes many users; the lists follow. */
export function useBulk() {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSettled: () => usersChanged(client) });
}

/** Those who were refused. */
export function refusedOf(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(({ result }) => result === 'refused');
}
