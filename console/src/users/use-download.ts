/** Follows a download until it has ended. @module */

import { useQuery } from '@tanstack/react-query';
import { api, useWorkInSight } from '../api/index.ts';
import type { Download } from './queries.ts';

const runningMilliseconds = 1_000;
const waitingMilliseconds = 3_000;

/** Whether anything of it may still happen. */
export function isUnderWay({ state }: Pick<Download, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

/** A download as it stands, asked again while it is under way. @param downloadId - `undefined` while none was started */
export function useDownload(downloadId: string | undefined) {
  const { data, error } = useQuery({
    queryKey: ['getDownload', downloadId],
    queryFn: ({ signal }) => api.getDownload({ params: { downloadId: downloadId ?? '' } }, { signal }),
    enabled: downloadId !== undefined,
    staleTime: 0,
    refetchInterval: ({ state }) => {
      if (state.data === undefined) return runningMilliseconds;
      if (!isUnderWay(state.data)) return false;
      const isRunning = state.data.tasks.some((task) => task.state === 'running');
      return isRunning ? runningMilliseconds : waitingMilliseconds;
    },
  });
  useWorkInSight(downloadId, data !== undefined && !isUnderWay(data));
  return {
    download: data,
    error,
    isRunning: downloadId !== undefined && (data === undefined || isUnderWay(data)),
  };
}
