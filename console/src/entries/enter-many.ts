/** Enters the same for many days or people, in batches; each stands or falls alone. All of it is undone by one press. @module */

import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EntryKindName } from '#shared/contract/entry-status.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { type Refusal, useErrorToast } from '../problems/refusal.tsx';
import { toast } from '../ui/toasts.tsx';
import { type EntryName, type NewCorrection, type NewLeave, type NewOverride, showAnswer } from './enter.ts';
import { rememberReason } from './reasons.ts';

/** Most entries of one batch. */
export const mostOfBatch = 200;

/** What is to be entered. */
export type NewEntries =
  | { readonly kind: 'correction'; readonly items: readonly NewCorrection[] }
  | { readonly kind: 'leave'; readonly items: readonly NewLeave[] }
  | { readonly kind: 'day-override'; readonly items: readonly NewOverride[] };

/** One that was refused, and why. */
export interface Refused {
  readonly userId: string;
  readonly first: string;
  readonly problem: Refusal | undefined;
}

/** What became of all. */
export interface ManyOutcome {
  readonly entered: readonly EntryName[];
  readonly refused: readonly Refused[];
}

/** Cuts a list into pieces of at most so many. */
export function piecesOf<T>(items: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  );
}

interface Outcome {
  readonly result: string;
  readonly entry?: { readonly id: string } | undefined;
  readonly problem?: Refusal | undefined;
}

function sorted(
  kind: EntryKindName,
  items: readonly { userId: string; first: string }[],
  outcomes: readonly Outcome[],
): ManyOutcome {
  const entered: EntryName[] = [];
  const refused: Refused[] = [];
  items.forEach(({ userId, first }, index) => {
    const outcome = outcomes[index];
    if (outcome?.entry !== undefined) entered.push({ kind, userId, first, id: outcome.entry.id });
    else refused.push({ userId, first, problem: outcome?.problem });
  });
  return { entered, refused };
}

async function sendPiece(entries: NewEntries): Promise<ManyOutcome> {
  const options = { idempotencyKey: newIdempotencyKey() };
  if (entries.kind === 'correction') {
    const { items } = await api.batchCorrections({ body: { items: [...entries.items] } }, options);
    return sorted(
      'correction',
      entries.items.map(({ userId, date }) => ({ userId, first: date })),
      items,
    );
  }
  if (entries.kind === 'leave') {
    const { items } = await api.batchLeaves({ body: { items: [...entries.items] } }, options);
    return sorted(
      'leave',
      entries.items.map(({ userId, from }) => ({ userId, first: from })),
      items,
    );
  }
  const { items } = await api.batchDayOverrides({ body: { items: [...entries.items] } }, options);
  return sorted(
    'day-override',
    entries.items.map(({ userId, date }) => ({ userId, first: date })),
    items,
  );
}

function pieces(entries: NewEntries): NewEntries[] {
  if (entries.kind === 'correction') {
    return piecesOf(entries.items, mostOfBatch).map((items) => ({ kind: 'correction', items }));
  }
  if (entries.kind === 'leave') {
    return piecesOf(entries.items, mostOfBatch).map((items) => ({ kind: 'leave', items }));
  }
  return piecesOf(entries.items, mostOfBatch).map((items) => ({ kind: 'day-override', items }));
}

async function withdrawMany(names: readonly EntryName[], reason: string): Promise<void> {
  for (const piece of piecesOf(names, mostOfBatch)) {
    const options = { idempotencyKey: newIdempotencyKey() };
    const body = { reason, items: piece.map(({ userId, first, id }) => ({ userId, from: first, id })) };
    const kind = piece[0]?.kind;
    if (kind === 'correction') await api.batchWithdrawCorrections({ body }, options);
    else if (kind === 'leave') await api.batchWithdrawLeaves({ body }, options);
    else await api.batchWithdrawDayOverrides({ body }, options);
  }
}

/** Enters many, one batch after the other. @param onProgress - told how many are through */
export function useEnterMany(onProgress?: (done: number) => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const tell = useErrorToast();
  return useMutation({
    mutationFn: async (entries: NewEntries): Promise<ManyOutcome> => {
      const entered: EntryName[] = [];
      const refused: Refused[] = [];
      for (const piece of pieces(entries)) {
        const outcome = await sendPiece(piece);
        entered.push(...outcome.entered);
        refused.push(...outcome.refused);
        onProgress?.(entered.length + refused.length);
      }
      return { entered, refused };
    },
    onSuccess: ({ entered }, { items }) => {
      const reason = items[0]?.reason;
      if (reason) rememberReason(reason);
      showAnswer(client, undefined);
      if (entered.length === 0) return;
      toast({
        text: t`${entered.length} entered`,
        undo: () =>
          void withdrawMany(entered, t`Undone at once`).then(() => {
            showAnswer(client, undefined);
            toast({ text: t`Withdrawn` });
          }, tell),
      });
    },
  });
}
