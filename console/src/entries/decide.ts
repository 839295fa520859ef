/** A second person's word about entries: approved or rejected, one or many, and taken back by one press. @module */

import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useErrorToast } from '../problems/refusal.tsx';
import { toast } from '../ui/toasts.tsx';
import { type EntryName, showAnswer } from './enter.ts';
import { mostOfBatch, piecesOf, type Refused } from './enter-many.ts';
import { rememberReason } from './reasons.ts';

/** What is said, and of which entries. */
export interface Decision {
  readonly verb: 'approve' | 'reject';
  readonly names: readonly EntryName[];
  /** Why; an approval needs none. */
  readonly reason: string;
}

/** What became of them. */
export interface Decided {
  readonly done: readonly EntryName[];
  readonly refused: readonly Refused[];
  /** The days of a single entry, computed anew. */
  readonly rows: readonly SheetRow[] | undefined;
}

async function decideOne({ verb, reason }: Decision, { userId, first, id }: EntryName) {
  const options = { idempotencyKey: newIdempotencyKey() };
  const params = { userId, first, entryId: id };
  return verb === 'approve'
    ? await api.approveEntry({ params, body: { reason } }, options)
    : await api.rejectEntry({ params, body: { reason } }, options);
}

const named = (names: readonly EntryName[]) =>
  names.map(({ userId, first, id }) => ({ userId, from: first, id }));

async function decideMany({ verb, names, reason }: Decision): Promise<Decided> {
  const done: EntryName[] = [];
  const refused: Refused[] = [];
  for (const piece of piecesOf(names, mostOfBatch)) {
    const options = { idempotencyKey: newIdempotencyKey() };
    const body = { reason, items: named(piece) };
    const { items } =
      verb === 'approve'
        ? await api.batchApprove({ body }, options)
        : await api.batchReject({ body }, options);
    piece.forEach((name, at) => {
      if (items[at]?.result === 'refused') refused.push({ ...name, problem: items[at]?.problem });
      else done.push(name);
    });
  }
  return { done, refused, rows: undefined };
}

async function takeBack(names: readonly EntryName[], reason: string): Promise<void> {
  for (const piece of piecesOf(names, mostOfBatch)) {
    await api.batchUndoDecisions(
      { body: { reason, items: named(piece) } },
      { idempotencyKey: newIdempotencyKey() },
    );
  }
}

/** Decides, shows the days anew, and offers to undo. */
export function useDecide() {
  const { t } = useLingui();
  const client = useQueryClient();
  const tell = useErrorToast();
  return useMutation({
    mutationFn: async (decision: Decision): Promise<Decided> => {
      const [name, ...others] = decision.names;
      if (name === undefined || others.length > 0) return await decideMany(decision);
      const { entry } = await decideOne(decision, name);
      return { done: [name], refused: [], rows: entry.rows };
    },
    onSuccess: ({ done, rows }, { verb, reason }) => {
      if (reason !== '') rememberReason(reason);
      showAnswer(client, rows);
      if (done.length === 0) return;
      const count = done.length;
      toast({
        text:
          verb === 'approve'
            ? t`${plural(count, { one: 'Approved', other: '# entries approved' })}`
            : t`${plural(count, { one: 'Rejected', other: '# entries rejected' })}`,
        undo: () =>
          void takeBack(done, t`Undone at once`).then(() => {
            showAnswer(client, undefined);
            toast({ text: t`${plural(count, { one: 'It waits again', other: 'They wait again' })}` });
          }, tell),
      });
    },
    // What somebody else has decided meanwhile is seen at once.
    onError: () => showAnswer(client, undefined),
  });
}
