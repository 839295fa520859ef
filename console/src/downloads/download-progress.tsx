/** How far a download is at each terminal, and what came of it. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, CircleX, Loader } from 'lucide-react';
import { useEffect } from 'react';
import type { Download } from '#shared/contract/downloads.ts';
import { allPages, api, newIdempotencyKey, useRights, useWorkInSight } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { shownFault } from '../problems/fault-texts.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { ToldText } from '../problems/told-text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import styles from './downloads.module.css';

type Task = Download['tasks'][number];

const quickMilliseconds = 1_000;
const slowMilliseconds = 5_000;
const shownIds = 12;

function isRunning(state: Download['state']): boolean {
  return state === 'waiting' || state === 'running';
}

/** How often to ask: quickly while a task runs, slowly while all wait, not once it has ended. */
function pollOf(download: Download | undefined): number | false {
  if (download === undefined) return quickMilliseconds;
  if (!isRunning(download.state)) return false;
  const { tasks } = download;
  // A task that nobody has fetched yet begins at any moment.
  const isBusy = tasks.some(
    ({ state, attempts }) => state === 'running' || (state === 'waiting' && attempts === 0),
  );
  return isBusy ? quickMilliseconds : slowMilliseconds;
}

/** @param onRetried - shows the download of the terminals that failed @param onLeave - a link leads to another screen */
export function DownloadProgress({
  downloadId,
  onRetried,
  onLeave,
}: {
  downloadId: string;
  onRetried: (id: string) => void;
  onLeave: () => void;
}) {
  const { t } = useLingui();
  const { mayEdit } = useRights();
  const client = useQueryClient();
  const download = useQuery({
    queryKey: ['getDownload', downloadId],
    queryFn: ({ signal }) => api.getDownload({ params: { downloadId } }, { signal }),
    refetchInterval: ({ state }) => pollOf(state.data),
  });
  const terminals = useQuery({
    queryKey: ['listTerminals', 'names'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.listTerminals({ query: { limit: 500, cursor } }, { signal })),
    staleTime: 60_000,
  });
  const hasEnded = download.data !== undefined && !isRunning(download.data.state);
  useWorkInSight(downloadId, hasEnded);
  useEffect(() => {
    if (!hasEnded) return;
    for (const name of [
      'getMatrix',
      'getSheetTotals',
      'listSheets',
      'getOverview',
      'listUsers',
      'listTerminals',
    ]) {
      void client.invalidateQueries({ queryKey: [name] });
    }
  }, [hasEnded, client]);
  const cancel = useMutation({
    mutationFn: (taskId: string | undefined) => {
      const options = { idempotencyKey: newIdempotencyKey() };
      return taskId === undefined
        ? api.cancelDownload({ params: { downloadId } }, options)
        : api.cancelDownloadTask({ params: { downloadId, taskId } }, options);
    },
    onSuccess: (next) => client.setQueryData(['getDownload', downloadId], next),
  });
  const retry = useMutation({
    mutationFn: () => api.retryDownload({ params: { downloadId } }, { idempotencyKey: newIdempotencyKey() }),
    onSuccess: ({ id }) => onRetried(id),
  });
  if (download.error) return <ProblemNote error={download.error} onRetry={() => void download.refetch()} />;
  if (download.data === undefined) return <ProgressBar label={t`Starting`} value={null} />;
  const { tasks, leftOut, nothingToRead, nothingTold } = download.data;
  const names = new Map(terminals.data?.map(({ serial, name }) => [serial as string, name]));
  const hasFailed = tasks.some(({ state }) => state === 'failed' || state === 'cancelled');
  return (
    <div className={styles.form}>
      <ul className={styles.tasks}>
        {tasks.map((task) => (
          <TaskLine
            key={task.id}
            task={task}
            name={names.get(task.terminal) ?? task.terminal}
            onGiveUp={mayEdit ? () => cancel.mutate(task.id) : undefined}
          />
        ))}
      </ul>
      {nothingToRead !== undefined && (
        <p className={styles.muted}>
          <ToldText told={nothingTold} text={nothingToRead} />
        </p>
      )}
      {leftOut !== undefined && (
        <p className={styles.muted}>
          <Plural
            value={leftOut.total}
            one="# terminal is not read: it sends its log itself, or it has no bridge."
            other="# terminals are not read: they send their logs themselves, or have no bridge."
          />
        </p>
      )}
      {cancel.error && <ProblemNote error={cancel.error} />}
      {retry.error && <ProblemNote error={retry.error} onRetry={() => retry.mutate()} />}
      <Outcome download={download.data} onLeave={onLeave} />
      {mayEdit && (
        <div className={styles.buttons}>
          {!hasEnded && (
            <Button
              isPending={cancel.isPending}
              onPress={() => cancel.mutate(undefined)}
            >{t`Stop the download`}</Button>
          )}
          {hasEnded && hasFailed && (
            <Button
              isPending={retry.isPending}
              onPress={() => retry.mutate()}
            >{t`Try the others again`}</Button>
          )}
        </div>
      )}
    </div>
  );
}

function TaskLine({
  task,
  name,
  onGiveUp,
}: {
  task: Task;
  name: string;
  onGiveUp: (() => void) | undefined;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { state, progress, counts, fault, nextTryAt, waitsFor, startedAt, finishedAt, silentSince } = task;
  const now = useServerNow(5);
  const phases = {
    connecting: t`connecting`,
    reading: t`reading`,
    sending: t`sending`,
    users: t`reading users`,
    finished: t`finishing`,
  } as const;
  const waits = {
    'silent-bridge': t`its bridge is silent`,
    bridge: t`its bridge has not fetched it yet`,
    'next-try': t`tries again`,
    'silent-terminal': t`the terminal is silent`,
    terminal: t`the terminal has not answered yet`,
  } as const;
  const told = fault && shownFault(i18n, format, fault, name);
  const seconds =
    startedAt === undefined
      ? undefined
      : ((finishedAt === undefined ? now : Date.parse(finishedAt)) - Date.parse(startedAt)) / 1_000;
  const time = seconds === undefined ? undefined : t`${format.count(Math.max(0, Math.round(seconds)))} s`;
  return (
    <li className={styles.task} data-state={state}>
      <span className={styles.sign}>{signOf(state)}</span>
      <div className={styles.words}>
        {state === 'running' ? (
          <ProgressBar
            label={`${name} · ${phases[progress.phase]}`}
            value={progress.expected === null ? null : progress.read}
            max={progress.expected ?? 1}
            countText={
              progress.expected === null
                ? format.count(progress.read)
                : t`${format.count(progress.read)} of ${format.count(progress.expected)}`
            }
          />
        ) : (
          <p className={styles.line}>
            <strong>{name}</strong>
            {state === 'done' && (
              <span>{t`${format.count(counts.stored)} new, ${format.count(counts.duplicates)} known`}</span>
            )}
            {state === 'waiting' && (
              <span className={styles.muted}>
                {waitsFor === undefined ? t`waiting` : waits[waitsFor]}
                {silentSince !== undefined && ` · ${format.ago(silentSince, now)}`}
                {nextTryAt !== undefined &&
                  ` · ${t`next try ${format.instant(nextTryAt, { date: 'none' })}`}`}
              </span>
            )}
            {state === 'cancelled' && <span className={styles.muted}>{t`given up`}</span>}
            {state === 'failed' && <span>{t`failed`}</span>}
          </p>
        )}
        {told !== undefined && (state === 'failed' || state === 'waiting') && (
          <div className={styles.muted}>
            <p>{told.title}</p>
            {told.todo.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        )}
      </div>
      {time !== undefined && state !== 'waiting' && <span className={styles.muted}>{time}</span>}
      {onGiveUp !== undefined && state === 'waiting' && task.attempts > 0 && (
        <Button size="small" aria-label={t`Give up ${name}`} onPress={onGiveUp}>{t`Give up`}</Button>
      )}
    </li>
  );
}

function signOf(state: Task['state']) {
  if (state === 'done') return <CircleCheck />;
  if (state === 'failed' || state === 'cancelled') return <CircleX />;
  return state === 'running' ? <Loader /> : <CircleDashed />;
}

/** What came of it: also while it runs, because what is stored is stored. */
function Outcome({ download, onLeave }: { download: Download; onLeave: () => void }) {
  const format = useFormat();
  const { pathname } = useLocation();
  const { counts, usersCreated, usersHeld, state } = download;
  const hasEnded = !isRunning(state);
  const tone =
    state === 'done'
      ? 'success'
      : state === 'failed'
        ? 'danger'
        : state === 'partly-failed' || state === 'cancelled'
          ? 'warning'
          : 'info';
  return (
    <Banner
      tone={tone}
      isAnswer={hasEnded}
      title={
        <Trans>
          <Plural value={counts.stored} one="# punch new" other="# punches new" /> ·{' '}
          {format.count(counts.duplicates)} known
        </Trans>
      }
    >
      {counts.quarantined > 0 && (
        <p>
          <Link to="/settings/$section" params={{ section: 'quarantine' }} onClick={onLeave}>
            <Plural value={counts.quarantined} one="# record set aside" other="# records set aside" />
          </Link>
        </p>
      )}
      {(usersCreated?.total ?? 0) > 0 && usersCreated && (
        <p>
          <Plural value={usersCreated.total} one="# user created" other="# users created" />
          {': '}
          {usersCreated.ids.slice(0, shownIds).join(', ')}
          {usersCreated.total > shownIds && ' …'}{' '}
          <Link to="/users" search={{ tab: 'new' }} onClick={onLeave}>
            <Trans>Complete their details</Trans>
          </Link>
        </p>
      )}
      {(usersHeld?.total ?? 0) > 0 && usersHeld && (
        <p>
          <Link to="/users" search={{ tab: 'unknown' }} onClick={onLeave}>
            <Plural value={usersHeld.total} one="# id is unknown" other="# ids are unknown" />
          </Link>
          {': '}
          <Plural value={counts.held} one="# punch is kept for it" other="# punches are kept for them" />
        </p>
      )}
      {hasEnded && counts.stored > 0 && pathname !== '/attendance' && (
        <p>
          <Link to="/attendance" onClick={onLeave}>
            <Trans>See the attendance sheet</Trans>
          </Link>
        </p>
      )}
      {!hasEnded && (
        <p>
          <Trans>It goes on when this is closed.</Trans>
        </p>
      )}
    </Banner>
  );
}
