/** Locks a period, after it has said what is still open; and opens a locked one again. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PeriodLock } from '#shared/contract/locks.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import type { Range } from '../day/periods.ts';
import { useFormat } from '../day/use-format.ts';
import { ReasonField } from '../entries/reason-field.tsx';
import { FailureText } from '../problems/failure-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './dialogs.module.css';
import { OpenCount } from './open-count.tsx';
import type { AttendanceSearch } from './search.ts';

/** What is open in a period, over all pages. */
async function countOpen(range: Range, department: string | undefined, signal: AbortSignal) {
  const sums = { pending: 0, missing: 0, toApprove: 0, unapproved: 0 };
  let cursor: string | undefined;
  do {
    const page = await api.listOpenDays(
      { query: { ...range, department, limit: 1_000, cursor } },
      { signal },
    );
    sums.pending += page.counts.pending;
    sums.missing += page.counts.incomplete;
    sums.toApprove += page.counts.toApprove;
    sums.unapproved += page.counts.unapproved;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return sums;
}

function refreshAll(client: ReturnType<typeof useQueryClient>): void {
  for (const name of ['listLocks', 'getMatrix', 'listSheets', 'getSheetTotals', 'getOverview']) {
    void client.invalidateQueries({ queryKey: [name] });
  }
}

/** @param period - as people call it @param onChange - shows the days that are open */
export function LockDialog({
  range,
  period,
  department,
  onChange,
  onClose,
}: {
  range: Range;
  period: string;
  department: string | undefined;
  onChange: (next: Partial<AttendanceSearch>) => void;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [isForced, setForced] = useState(false);
  const [lockId, setLockId] = useState<string>();
  const open = useQuery({
    queryKey: ['listOpenDays', 'counts', { ...range, department }],
    queryFn: ({ signal }) => countOpen(range, department, signal),
    staleTime: 0,
  });
  const lock = useMutation({
    mutationFn: () =>
      api.lockPeriod(
        {
          body: {
            ...range,
            reason: reason.trim(),
            ...(department === undefined ? {} : { department }),
            ...(isForced ? { force: true } : {}),
          },
        },
        { idempotencyKey: newIdempotencyKey() },
      ),
    onSuccess: ({ id }) => {
      setLockId(id);
      void client.invalidateQueries({ queryKey: ['listLocks'] });
    },
  });
  const { data } = open;
  const blocks = data !== undefined && data.pending + data.missing + data.unapproved > 0;
  const show = (has: string) => {
    onChange({ has: [has] });
    onClose();
  };
  const lines = data
    ? ([
        { kind: 'pending', count: data.pending, has: 'pending' },
        { kind: 'missing', count: data.missing, has: 'missing' },
        { kind: 'unapproved', count: data.unapproved, has: undefined },
        { kind: 'to-approve', count: data.toApprove, has: 'to-approve' },
      ] as const)
    : [];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t`Lock ${period}`}
      footer={
        lockId === undefined ? (
          <>
            <Button onPress={onClose}>{t`Cancel`}</Button>
            <Button
              variant="primary"
              isDisabled={data === undefined || (blocks && !isForced)}
              why={blocks ? t`Settle what is open first, or lock all the same` : undefined}
              isPending={lock.isPending}
              onPress={() => lock.mutate()}
            >{t`Lock`}</Button>
          </>
        ) : (
          <Button onPress={onClose}>{t`Close`}</Button>
        )
      }
    >
      {lockId !== undefined ? (
        <Locking lockId={lockId} />
      ) : (
        <div className={styles.form}>
          <p>
            {department === undefined ? (
              <Trans>
                The sheets of everybody are computed a last time and stay as they are. What changes later
                becomes an adjustment, to be paid with a later period.
              </Trans>
            ) : (
              <Trans>
                The sheets of {department} are computed a last time and stay as they are. What changes later
                becomes an adjustment, to be paid with a later period.
              </Trans>
            )}
          </p>
          {open.error ? (
            <ProblemNote error={open.error} onRetry={() => void open.refetch()} />
          ) : data === undefined ? (
            <Loading label={t`Looking for what is open`}>
              <Skeleton lines={3} />
            </Loading>
          ) : lines.every(({ count }) => count === 0) ? (
            <Banner tone="success" title={t`Nothing is open`} />
          ) : (
            <div className={styles.open}>
              <h3>{t`Still open`}</h3>
              <ul className={styles.open}>
                {lines
                  .filter(({ count }) => count > 0)
                  .map(({ kind, count, has }) => (
                    <li key={kind} className={styles.openLine}>
                      <span>
                        <OpenCount count={count} kind={kind} />
                      </span>
                      {has === undefined ? (
                        <LinkButton
                          size="small"
                          variant="quiet"
                          to="/approvals"
                          search={{ department }}
                        >{t`Show`}</LinkButton>
                      ) : (
                        <Button size="small" variant="quiet" onPress={() => show(has)}>{t`Show`}</Button>
                      )}
                    </li>
                  ))}
              </ul>
              {blocks && (
                <Checkbox
                  isSelected={isForced}
                  onChange={setForced}
                  description={t`What is open is paid as it is now; the audit trail says so.`}
                >{t`Lock all the same`}</Checkbox>
              )}
            </div>
          )}
          <TextField
            label={t`Reason (optional)`}
            value={reason}
            onChange={setReason}
            maxLength={500}
            placeholder={t`Payroll of ${period}`}
          />
          {lock.error && <ProblemNote error={lock.error} onRetry={() => lock.mutate()} />}
        </div>
      )}
    </Dialog>
  );
}

function Locking({ lockId }: { lockId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const lock = useQuery({
    queryKey: ['getLock', lockId],
    queryFn: ({ signal }) => api.getLock({ params: { lockId } }, { signal }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === 'locking' ? 1_000 : false,
  });
  const jobId = lock.data?.jobId;
  const job = useQuery({
    queryKey: ['getGeneration', jobId],
    queryFn: ({ signal }) => api.getGeneration({ params: { jobId: jobId ?? '' } }, { signal }),
    enabled: jobId !== undefined,
    refetchInterval: lock.data?.state === 'locking' ? 1_000 : false,
  });
  const state = lock.data?.state;
  useEffect(() => {
    if (state === 'locked' || state === 'unlocked') refreshAll(client);
  }, [state, client]);
  if (lock.error) return <ProblemNote error={lock.error} onRetry={() => void lock.refetch()} />;
  if (state === 'locked') return <Banner tone="success" isAnswer title={t`The period is locked`} />;
  if (state === 'unlocked') {
    return (
      <Banner tone="warning" isAnswer title={t`The period was opened again while it was being locked`}>
        {lock.data?.unlocked && <FailureText of={lock.data.unlocked} />}
      </Banner>
    );
  }
  const parts = job.data?.parts ?? null;
  const done = job.data?.partsDone ?? 0;
  return (
    <div className={styles.form}>
      <ProgressBar
        label={t`Locking`}
        value={parts === null ? null : done}
        max={parts ?? 1}
        countText={parts === null ? undefined : t`${format.count(done)} of ${format.count(parts)} parts`}
      />
      <p className={styles.muted}>
        <Trans>It goes on when this is closed.</Trans>
      </p>
    </div>
  );
}

/** Opens a locked period again. */
export function UnlockDialog({ lock, onClose }: { lock: PeriodLock; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const unlock = useMutation({
    mutationFn: () =>
      api.unlockPeriod(
        { params: { lockId: lock.id }, body: { reason: reason.trim() } },
        { idempotencyKey: newIdempotencyKey() },
      ),
    onSuccess: () => {
      refreshAll(client);
      onClose();
    },
  });
  const range = format.range(lock, 'short');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={t`Unlock ${range}`}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button
            variant="danger"
            isDisabled={reason.trim() === ''}
            isPending={unlock.isPending}
            onPress={() => unlock.mutate()}
          >{t`Unlock`}</Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') unlock.mutate();
        }}
      >
        <p>
          <Trans>
            Its days are computed again, and adjustments become the days themselves. What was paid for it may
            then differ from its sheets.
          </Trans>
        </p>
        <ReasonField value={reason} onChange={setReason} autoFocus />
        {unlock.error && <ProblemNote error={unlock.error} onRetry={() => unlock.mutate()} />}
      </form>
    </Dialog>
  );
}
