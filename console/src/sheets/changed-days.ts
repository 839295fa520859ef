/** Which days a generation has changed: they are outlined in the matrix until somebody goes on. @module */

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/index.ts';
import { makeStore, useStore } from '../ui/store.ts';
import { textOfDay } from './address.ts';
import { pagesRead } from './matrix/matrix-pages.ts';

/** Days as they are shown, by person and date. */
type Shown = ReadonlyMap<string, string>;

const pollMilliseconds = 1_000;

/** A generation that was begun here, and the days as they were before it. */
const followed = makeStore<{ jobId: string; before: Shown } | undefined>(undefined);

/** The days of the matrix as this page has them now. */
export function daysShown(client: QueryClient): Shown {
  return new Map(
    pagesRead(client).flatMap(({ items }) =>
      items.flatMap(({ userId, days }) =>
        days.map((day) => [textOfDay({ userId, date: day.date }), JSON.stringify(day)] as const),
      ),
    ),
  );
}

/** The days that are not what they were; those that were not known before are none of them. */
export function daysBetweenChanged(before: Shown, after: Shown): ReadonlySet<string> {
  return new Set(
    [...after].filter(([key, day]) => before.has(key) && before.get(key) !== day).map(([key]) => key),
  );
}

/** Has the matrix outline what a generation changes. @param before - the days, taken before it was begun */
export function followGeneration(jobId: string, before: Shown): void {
  followed.set({ jobId, before });
}

/** The state of a generation, asked for while it runs. */
export function useGeneration(jobId: string | undefined) {
  return useQuery({
    queryKey: ['getGeneration', jobId],
    queryFn: ({ signal }) => api.getGeneration({ params: { jobId: jobId ?? '' } }, { signal }),
    enabled: jobId !== undefined,
    refetchInterval: ({ state }) =>
      state.data?.state === 'running' || !state.data ? pollMilliseconds : false,
  });
}

/**
 * The days that the generation begun last has changed, `userId:date`.
 * @param place - of what is shown; nothing is outlined any more when it is another one
 */
export function useChangedDays(place: string): ReadonlySet<string> | undefined {
  const client = useQueryClient();
  const job = useStore(followed);
  const [changed, setChanged] = useState<ReadonlySet<string>>();
  const { data } = useGeneration(job?.jobId);
  const isDone = data !== undefined && data.state !== 'running';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is another page of the ledger
  useEffect(
    () => () => {
      followed.set(undefined);
      setChanged(undefined);
    },
    [place],
  );
  useEffect(() => {
    if (job === undefined || !isDone) return;
    let isCurrent = true;
    void client.refetchQueries({ queryKey: ['getMatrix'], type: 'active' }).then(() => {
      if (isCurrent) setChanged(daysBetweenChanged(job.before, daysShown(client)));
    });
    return () => {
      isCurrent = false;
    };
  }, [client, job, isDone]);
  return changed;
}
