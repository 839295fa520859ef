/** How far the long work of this session has come: asked every second while something runs. @module */

import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQueries } from '@tanstack/react-query';
import { api, Problem, type Work } from '../api/index.ts';

/** One piece of long work as it stands. */
export interface WorkState {
  id: string;
  title: string;
  /** Between 0 and 1; `undefined` while nobody knows. */
  share: number | undefined;
  detail: string;
  isRunning: boolean;
}

const pollMilliseconds = 1_000;
const slowMilliseconds = 5_000;

/** What one kind of work answers, as far as it is shown. */
interface Answer {
  isRunning: boolean;
  /** Whether it waits, so that asking more seldom is enough. */
  isWaiting: boolean;
  done: number;
  of: number | undefined;
  result: number;
}

async function ask({ kind, id }: Work, signal: AbortSignal): Promise<Answer> {
  if (kind === 'download') {
    const { state, counts, tasks } = await api.getDownload({ params: { downloadId: id } }, { signal });
    const isRunning =
      state !== 'done' && state !== 'failed' && state !== 'cancelled' && state !== 'partly-failed';
    const ended = tasks.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
    const isWaiting = tasks.every(({ state }) => state !== 'running');
    return { isRunning, isWaiting, done: ended, of: tasks.length, result: counts.stored };
  }
  if (kind === 'generation') {
    const { state, parts, partsDone, changed } = await api.getGeneration(
      { params: { jobId: id } },
      { signal },
    );
    return {
      isRunning: state === 'running',
      isWaiting: false,
      done: partsDone,
      of: parts ?? undefined,
      result: changed,
    };
  }
  const { state, rows } = await api.getExport({ params: { exportId: id } }, { signal });
  return { isRunning: state === 'waiting', isWaiting: false, done: 0, of: undefined, result: rows ?? 0 };
}

/** The states of all work; what the server does not know any more is left out. */
export function useWorkStates(work: readonly Work[]): readonly WorkState[] {
  const { t } = useLingui();
  const answers = useQueries({
    queries: work.map((one) => ({
      queryKey: ['work', one.kind, one.id],
      queryFn: ({ signal }: { signal: AbortSignal }) => ask(one, signal),
      refetchInterval: ({
        state: { data, error },
      }: {
        state: { data?: Answer | undefined; error: unknown };
      }) => {
        if (error instanceof Problem && error.status === 404) return false;
        if (data && !data.isRunning) return false;
        return data?.isWaiting ? slowMilliseconds : pollMilliseconds;
      },
    })),
  });
  return work.flatMap(({ kind, id }, index): WorkState[] => {
    const answer = answers[index]?.data;
    if (!answer) return [];
    const { isRunning, done, of, result } = answer;
    const titles = {
      download: isRunning ? t`Downloading` : t`Download`,
      generation: isRunning ? t`Generating` : t`Generation`,
      export: isRunning ? t`Exporting` : t`Export`,
    };
    const results = {
      download: t`${plural(result, { one: '# punch new', other: '# punches new' })}`,
      generation: t`${plural(result, { one: '# day changed', other: '# days changed' })}`,
      export: t`${plural(result, { one: '# row', other: '# rows' })}`,
    };
    return [
      {
        id,
        title: titles[kind],
        share: !isRunning ? 1 : of === undefined || of === 0 ? undefined : done / of,
        detail: isRunning && of !== undefined ? t`${done} of ${of}` : results[kind],
        isRunning,
      },
    ];
  });
}
