/** Saves what was painted on the board: day overrides in batches, and overrides that are withdrawn. @module */

import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { allPages, api, newIdempotencyKey } from '../api/index.ts';
import type { Refusal } from '../problems/refusal.tsx';
import { toast } from '../ui/toasts.tsx';
import { type Edits, editKey, keyParts, type Paint } from './board-edits.ts';
import { planKeys } from './queries.ts';

/** A day that was refused, and why. */
export interface RefusedDay {
  readonly key: string;
  readonly userId: string;
  readonly date: LocalDate;
  readonly problem: Refusal | undefined;
}

/** What is left after saving. */
export interface LeftEdits {
  readonly refused: readonly RefusedDay[];
  /** What was refused stays painted. */
  readonly edits: Edits;
}

/** Most entries of one batch, as the API takes them. */
const batchSize = 200;

function batches<T>(items: readonly T[]): T[][] {
  const all: T[][] = [];
  for (let at = 0; at < items.length; at += batchSize) all.push(items.slice(at, at + batchSize));
  return all;
}

interface Named {
  userId: string;
  from: string;
  id: string;
}

/** The overrides that count on the days that are to be as the roster has them. */
async function overridesOn(keys: readonly string[]): Promise<Named[]> {
  if (keys.length === 0) return [];
  const dates = keys.map((key) => keyParts(key).date).toSorted();
  const from = dates[0] as LocalDate;
  const to = addDays(dates.at(-1) as LocalDate, 1);
  const all = await allPages((cursor) =>
    api.listDayOverrides({
      query: { from, to, limit: 1_000, counting: 'true', ...(cursor === undefined ? {} : { cursor }) },
    }),
  );
  return all
    .filter(({ userId, date }) => keys.includes(editKey(userId, date)))
    .map(({ userId, date, id }) => ({ userId, from: date, id }));
}

/** Saves the board. @returns the function that does, and how it stands; `undefined` from it where the whole save has failed */
export function useSaveBoard(client: QueryClient) {
  const { t } = useLingui();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const refresh = () =>
    Promise.all(
      [...planKeys, ['listSheets'], ['getOverview']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  const withdraw = async (items: readonly Named[]) => {
    for (const batch of batches(items)) {
      await api.batchWithdrawDayOverrides(
        { body: { reason: t`Taken back on the board`, items: batch } },
        { idempotencyKey: newIdempotencyKey() },
      );
    }
  };
  const save = async (edits: Edits): Promise<LeftEdits | undefined> => {
    setSaving(true);
    setError(undefined);
    const refused: RefusedDay[] = [];
    const left: Record<string, Paint | null> = {};
    const made: Named[] = [];
    try {
      const cleared = Object.entries(edits).flatMap(([key, paint]) => (paint === null ? [key] : []));
      await withdraw(await overridesOn(cleared));
      const painted = Object.entries(edits).flatMap(([key, paint]) =>
        paint === null ? [] : [{ key, paint }],
      );
      for (const batch of batches(painted)) {
        const answer = await api.batchDayOverrides(
          {
            body: {
              items: batch.map(({ key, paint }) => ({
                ...keyParts(key),
                scheduleId: paint.scheduleId,
                ...(paint.dayType === undefined ? {} : { dayType: paint.dayType }),
                reason: '',
              })),
            },
          },
          { idempotencyKey: newIdempotencyKey() },
        );
        for (const [index, { entry, problem }] of answer.items.entries()) {
          const one = batch[index];
          if (one === undefined) continue;
          if (entry !== undefined) made.push({ userId: entry.userId, from: entry.date, id: entry.id });
          else {
            refused.push({ key: one.key, ...keyParts(one.key), problem });
            left[one.key] = one.paint;
          }
        }
      }
      await refresh();
      const saved = Object.keys(edits).length - refused.length;
      if (saved > 0) {
        toast({
          text: t`${plural(saved, { one: '# day is saved. Its sheet follows within seconds.', other: '# days are saved. Their sheets follow within seconds.' })}`,
          ...(made.length > 0 && cleared.length === 0
            ? { undo: () => void withdraw(made).then(refresh, (failed: unknown) => setError(failed)) }
            : {}),
        });
      }
      return { refused, edits: left };
    } catch (failed) {
      setError(failed);
      await refresh();
      return undefined;
    } finally {
      setSaving(false);
    }
  };
  return { save, isSaving, error };
}
