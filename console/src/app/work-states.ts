/** How far the long work of this session has come: asked every second while something runs. @module */

import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQueries } from '@tanstack/react-query';
import { api, Problem, type Work } from '../api/index.ts';

/** How work stands. */
type Outcome = 'running' | 'done' | 'partly-failed' | 'failed' | 'cancelled';

/** One piece of long work as it stands. */
export interface WorkState {
  work: Work;
  title: string;
  /** Between 0 and 1; `undefined` while nobody knows. */
  share: number | undefined;
  detail: string;
  outcome: Outcome;
}

const pollMilliseconds = 1_000;
const slowMilliseconds = 5_000;

/** What one kind of work answers, as far as it is shown. */
interface Answer {
  outcome: Outcome;
  /** Whether it waits, so that asking more seldom is enough. */
  isWaiting: boolean;
  done: number;
  of: number | undefined;
  result: number;
}

async function ask({ kind, id }: Work, signal: AbortSignal): Promise<Answer> {
  if (kind === 'generation') {
    const { state, parts, partsDone, changed } = await api.getGeneration(
      { params: { jobId: id } },
      { signal },
    );
    return { outcome: state, isWaiting: false, done: partsDone, of: parts ?? undefined, result: changed };
  }
  if (kind === 'export') {
    const { state, rows } = await api.getExport({ params: { exportId: id } }, { signal });
    const outcome = state === 'waiting' ? 'running' : state;
    return { outcome, isWaiting: false, done: 0, of: undefined, result: rows ?? 0 };
  }
  const { state, counts, tasks } = await api.getDownload({ params: { downloadId: id } }, { signal });
  const ended = tasks.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
  const users = tasks.flatMap((task) => task.users ?? []);
  return {
    outcome: state === 'waiting' ? 'running' : state,
    // A task that nobody has fetched yet begins at any moment.
    isWaiting: tasks.every(({ state, attempts }) => state !== 'running' && attempts > 0),
    done: ended,
    of: tasks.length,
    result:
      kind === 'download'
        ? counts.stored
        : users.filter(({ result }) => result !== 'refused' && result !== 'not-on-terminal').length,
  };
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
        if (data && data.outcome !== 'running') return false;
        return data?.isWaiting ? slowMilliseconds : pollMilliseconds;
      },
    })),
  });
  return work.flatMap((one, index): WorkState[] => {
    const answer = answers[index]?.data;
    if (!answer) return [];
    const { outcome, done, of, result } = answer;
    const isRunning = outcome === 'running';
    const titles = {
      download: isRunning ? t`Downloading` : t`Download`,
      userDownload: t`Download user`,
      userUpload: t`Send to terminals`,
      generation: isRunning ? t`Generating` : t`Generation`,
      export: isRunning ? t`Exporting` : t`Export`,
    };
    const users = t`${plural(result, { one: '# user', other: '# users' })}`;
    const results = {
      download: t`${plural(result, { one: '# punch new', other: '# punches new' })}`,
      userDownload: users,
      userUpload: users,
      generation: t`${plural(result, { one: '# day changed', other: '# days changed' })}`,
      export: t`${plural(result, { one: '# row', other: '# rows' })}`,
    };
    const details = {
      running: of === undefined ? '' : t`${done} of ${of}`,
      done: results[one.kind],
      'partly-failed': t`partly failed`,
      failed: t`failed`,
      cancelled: t({ message: 'stopped', context: 'download' }),
    };
    return [
      {
        work: one,
        title: titles[one.kind],
        share: !isRunning ? 1 : of === undefined || of === 0 ? undefined : done / of,
        detail: details[outcome],
        outcome,
      },
    ];
  });
}
