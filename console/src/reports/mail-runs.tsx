/** What was sent, or not, and to whom. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReportRun, ReportSchedule } from '#shared/contract/report-schedules.ts';
import { api } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { FailureText } from '../problems/failure-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Tag, type Tone } from '../ui/chip.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { useMailWords, useRunWords } from './mail-words.ts';
import styles from './mails.module.css';

const tones: Readonly<Record<ReportRun['state'], Tone>> = {
  waiting: 'pending',
  sent: 'neutral',
  partly: 'late',
  failed: 'absent',
  nothing: 'neutral',
};
/** While a mail is under way, its state is asked for anew. */
const lookMilliseconds = 3_000;

function Run({ run }: { run: ReportRun }) {
  const format = useFormat();
  const words = useRunWords();
  return (
    <li className={styles.run}>
      <div className={styles.runHead}>
        <strong>{format.instant(run.startedAt, { date: 'short' })}</strong>
        <Tag tone={tones[run.state]}>{words.runs[run.state]}</Tag>
      </div>
      <p className={styles.quiet}>
        {format.range(run)}
        {run.reason !== undefined && (
          <>
            . <FailureText of={run} />
          </>
        )}
      </p>
      <ul>
        {run.recipients.map(({ address, state, ...why }) => (
          <li key={address} className={styles.recipient}>
            <span className={styles.address}>{address}</span>
            <span className={state === 'failed' ? styles.failed : styles.quiet}>
              {words.recipients[state]}
              {why.reason !== undefined && (
                <>
                  {': '}
                  <FailureText of={why} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** What was sent by one schedule, the latest first. */
export function MailRuns({ schedule, onClose }: { schedule: ReportSchedule; onClose: () => void }) {
  const { t } = useLingui();
  const words = useMailWords();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ['listReportRuns', { scheduleId: schedule.id }],
      queryFn: ({ pageParam, signal }) =>
        api.listReportRuns(
          { params: { scheduleId: schedule.id }, query: { limit: 20, cursor: pageParam } },
          { signal },
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      refetchInterval: ({ state }) =>
        state.data?.pages.some(({ items }) => items.some((run) => run.state === 'waiting'))
          ? lookMilliseconds
          : false,
    });
  const runs = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Drawer
      isOpen
      onClose={onClose}
      title={schedule.title ?? words.what(schedule.content)}
      subtitle={t`What was sent, and to whom`}
    >
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {isPending && (
        <Loading>
          <Skeleton kind="row" lines={6} />
        </Loading>
      )}
      {data && runs.length === 0 && (
        <EmptyState title={t`Nothing was sent yet`}>
          <Trans>It is sent for the first time when it is due, or when you send it now.</Trans>
        </EmptyState>
      )}
      <ul>
        {runs.map((run) => (
          <Run key={run.id} run={run} />
        ))}
      </ul>
      {hasNextPage && (
        <Button onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
          <Trans>Show earlier ones</Trans>
        </Button>
      )}
    </Drawer>
  );
}
