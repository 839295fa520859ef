/** What an entry would change: its days by the engine of the page, without it and with it. @module */

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AttendanceInput, DayResult } from '#shared/attendance/index.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import { api } from '../api/index.ts';
import { computeInWorker } from '../engine/engine.ts';
import type { AnyEntry } from './any-entry.ts';

/** Longer leaves are told without their effect: so many days has one answer of the server. */
const mostDays = 62;

/** The days of an entry, without it and with it. */
export interface EffectDays {
  readonly before: readonly DayResult[];
  readonly after: readonly DayResult[];
}

function daysOf({ kind, first, entry }: AnyEntry) {
  return kind === 'leave'
    ? { from: entry.from, to: entry.to }
    : { from: entry.date, to: addDays(entry.date, 1), first };
}

function inputWith(input: AttendanceInput, { kind, entry }: AnyEntry): AttendanceInput {
  // The contract tells the same fields as the engine, in looser objects; approved, it counts.
  const counting = { ...entry, approval: undefined } as never;
  if (kind === 'correction') return { ...input, corrections: [...input.corrections, counting] };
  if (kind === 'leave') return { ...input, leaves: [...input.leaves, counting] };
  return { ...input, overrides: [...input.overrides, counting] };
}

// The worker drops a task when the next one comes, so each waits for the one before it.
let last: Promise<unknown> = Promise.resolve();

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const own = last.then(work, work);
  last = own;
  return await own;
}

async function computed(
  input: AttendanceInput,
  rules: { file: unknown; key: string },
): Promise<readonly DayResult[] | undefined> {
  const answer = await computeInWorker({ input, rules });
  return answer?.kind === 'computed' ? answer.days : undefined;
}

async function effectOf(client: QueryClient, one: AnyEntry, signal: AbortSignal): Promise<EffectDays | null> {
  const { from, to } = daysOf(one);
  if (daysBetween(from, to) > mostDays) return null;
  const { input, rulesEtag } = await api.getSheetInputs(
    { params: { userId: one.entry.userId }, query: { from, to } },
    { signal },
  );
  const file = await client.fetchQuery({
    queryKey: ['getRulesFile', rulesEtag],
    queryFn: () => api.getRulesFile({}),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rules = { file, key: rulesEtag };
  // The contract describes the engine's own input, as loose objects.
  const plain = input as unknown as AttendanceInput;
  return await inTurn(async () => {
    const before = await computed(plain, rules);
    const after = await computed(inputWith(plain, one), rules);
    return before && after ? { before, after } : null;
  });
}

/** What an entry that waits would change; `null` where the engine cannot say. */
export function useEffectOf(one: AnyEntry, isWanted: boolean) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['getSheetInputs', 'effect', one.entry.id],
    queryFn: ({ signal }) => effectOf(client, one, signal),
    enabled: isWanted,
    staleTime: 60_000,
  });
}
