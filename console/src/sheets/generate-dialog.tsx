/** Generates attendance sheets: whose, of which days, and what came of it. @module */

import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { addDays, daysBetween, monthOf } from '#shared/time/calendar.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import { useWorkInSight, watchWork } from '../api/activity.ts';
import { allPages, api, newIdempotencyKey } from '../api/index.ts';
import { useFormat, useToday } from '../day/use-format.ts';
import { FailureText } from '../problems/failure-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { MultiPicker } from '../ui/combo-box.tsx';
import { DateRangePicker } from '../ui/date-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { DialogProps } from '../ui/dialogs.ts';
import { ProgressBar } from '../ui/progress.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { textOf } from '../ui/search.ts';
import { Select } from '../ui/select.tsx';
import { useDebounced } from '../ui/use-debounced.ts';
import { daysShown, followGeneration, useGeneration } from './changed-days.ts';
import styles from './dialogs.module.css';
import { useDepartments } from './use-attendance.ts';

/** Whose sheets. */
type Whose = 'everybody' | 'department' | 'chosen';

/** Most users that one generation names. */
const mostUsers = 1_000;

function textInAddress(search: unknown, name: string): string | undefined {
  return typeof search === 'object' && search !== null
    ? textOf(Object.entries(search).find(([key]) => key === name)?.[1])
    : undefined;
}

/** Generate attendance sheets. Days and people are those that the page shows, unless others are named. */
export function GenerateDialog({
  onClose,
  from,
  to,
  userIds,
  department,
  id,
}: DialogProps['generate'] & { onClose(): void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const today = useToday();
  const shown = useRouterState({ select: ({ location }) => location.search });
  const [jobId, setJobId] = useState(id);
  const month = monthOf(today);
  const first = from ?? textInAddress(shown, 'from') ?? month.from;
  const end = to ?? textInAddress(shown, 'to') ?? month.to;
  const [days, setDays] = useState(() => {
    const last = addDays(parseLocalDate(end) ?? month.to, -1);
    return { from: first, until: last as string };
  });
  const named = department ?? textInAddress(shown, 'department');
  const [whose, setWhose] = useState<Whose>(
    userIds ? 'chosen' : named === undefined ? 'everybody' : 'department',
  );
  const [ofDepartment, setDepartment] = useState(named ?? null);
  const [chosen, setChosen] = useState(() => (userIds ?? []).map((id) => ({ id, label: id })));
  const { data: departments } = useDepartments();
  const firstDay = parseLocalDate(days.from);
  const lastDay = parseLocalDate(days.until);
  const start = useMutation({
    mutationFn: async () => {
      if (firstDay === null || lastDay === null) throw new TypeError('there are no days to generate');
      const range = { from: firstDay, to: addDays(lastDay, 1) };
      const ids =
        whose === 'everybody'
          ? undefined
          : whose === 'chosen'
            ? chosen.map(({ id }) => id)
            : await ofDepartmentNow();
      const before = daysShown(client);
      const { id } = await api.generateSheets(
        { body: { ...range, ...(ids === undefined ? {} : { userIds: ids }) } },
        { idempotencyKey: newIdempotencyKey() },
      );
      followGeneration(id, before);
      return id;
    },
    onSuccess: (id) => {
      watchWork({ kind: 'generation', id });
      setJobId(id);
    },
  });
  const ofDepartmentNow = async () => {
    const users = await allPages((cursor) =>
      api.listUsers({ query: { department: ofDepartment ?? '', limit: 200, cursor } }),
    );
    return users.slice(0, mostUsers).map(({ id }) => id);
  };
  const isReady =
    firstDay !== null &&
    lastDay !== null &&
    firstDay <= lastDay &&
    (whose !== 'chosen' || chosen.length > 0) &&
    (whose !== 'department' || ofDepartment !== null);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t`Generate attendance sheets`}
      footer={
        jobId === undefined ? (
          <>
            <Button onPress={onClose}>{t`Cancel`}</Button>
            <Button
              variant="primary"
              isDisabled={!isReady}
              isPending={start.isPending}
              onPress={() => start.mutate()}
            >{t`Generate`}</Button>
          </>
        ) : (
          <Button onPress={onClose}>{t`Close`}</Button>
        )
      }
    >
      {jobId === undefined ? (
        <div className={styles.form}>
          <RadioGroup<Whose>
            label={t`Whose sheets`}
            value={whose}
            onChange={setWhose}
            items={[
              { id: 'everybody', label: t`Everybody` },
              { id: 'department', label: t`One department` },
              { id: 'chosen', label: t`Chosen people` },
            ]}
          />
          {whose === 'department' && (
            <Select
              label={t`Department`}
              value={ofDepartment}
              items={(departments?.items ?? []).map(({ name }) => ({ id: name, label: name }))}
              onChange={setDepartment}
            />
          )}
          {whose === 'chosen' && <People value={chosen} onChange={setChosen} />}
          <DateRangePicker label={t`Days`} value={days} onChange={(next) => next && setDays(next)} />
          <p className={styles.muted}>
            {firstDay !== null && lastDay !== null && firstDay <= lastDay && (
              <>
                <Plural value={daysBetween(firstDay, lastDay) + 1} one="# day" other="# days" />
                {' · '}
              </>
            )}
            <Trans>Edits, leaves and overrides are kept; locked days stay.</Trans>
          </p>
          {start.error && <ProblemNote error={start.error} onRetry={() => start.mutate()} />}
        </div>
      ) : (
        <Generation jobId={jobId} />
      )}
    </Dialog>
  );
}

function People({
  value,
  onChange,
}: {
  value: { id: string; label: string }[];
  onChange: (next: { id: string; label: string }[]) => void;
}) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['listUsers', 'picker', search],
    queryFn: ({ signal }) =>
      api.listUsers({ query: { limit: 20, ...(search === '' ? {} : { search }) } }, { signal }),
  });
  return (
    <MultiPicker
      label={t`People`}
      placeholder={t`Name or id`}
      value={value}
      items={(data?.items ?? []).map(({ id, name }) => ({ id, label: name ?? id, description: id }))}
      onSearch={setTyped}
      isLoading={isFetching}
      onChange={onChange}
    />
  );
}

function Generation({ jobId }: { jobId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const job = useGeneration(jobId);
  const isDone = job.data !== undefined && job.data.state !== 'running';
  useWorkInSight(jobId, isDone);
  useEffect(() => {
    if (!isDone) return;
    for (const name of ['getSheetTotals', 'listSheets', 'getOverview']) {
      void client.invalidateQueries({ queryKey: [name] });
    }
    // The matrix that is shown is read anew by what outlines its changes.
    void client.invalidateQueries({ queryKey: ['getMatrix'], refetchType: 'none' });
  }, [isDone, client]);
  if (job.error) return <ProblemNote error={job.error} onRetry={() => void job.refetch()} />;
  if (job.data === undefined) return <ProgressBar label={t`Starting`} value={null} />;
  const { state, parts, partsDone, rows, changed, users, failedUsers } = job.data;
  const counts = t`${plural(rows, { one: '# day', other: '# days' })} of ${plural(users, { one: '# person', other: '# people' })} computed, ${format.count(changed)} changed`;
  return (
    <div className={styles.form} aria-live="polite">
      <ProgressBar
        label={isDone ? t`Generated` : t`Generating`}
        value={isDone ? 1 : parts === null ? null : partsDone}
        max={isDone ? 1 : (parts ?? 1)}
        countText={
          parts === null
            ? undefined
            : t`${format.count(partsDone)} of ${plural(parts, { one: '# part', other: '# parts' })}`
        }
        note={counts}
      />
      {!isDone && (
        <p className={styles.muted}>
          <Trans>It goes on when this is closed.</Trans>
        </p>
      )}
      {state === 'done' && (
        <Banner tone="success" title={changed === 0 ? t`Nothing has changed` : counts}>
          {changed > 0 && <Trans>Changed days are outlined until another period or screen is opened.</Trans>}
        </Banner>
      )}
      {state === 'cancelled' && (
        <Banner tone="warning" title={t`The generation was stopped`}>
          <Trans>What was computed by then is kept.</Trans>
        </Banner>
      )}
      {(state === 'failed' || state === 'partly-failed') && (
        <Banner
          tone="danger"
          title={
            failedUsers.length === 0 ? (
              <Trans>The generation failed</Trans>
            ) : (
              <Plural
                value={failedUsers.length}
                one="The sheet of # person could not be generated"
                other="The sheets of # people could not be generated"
              />
            )
          }
        >
          {job.data.reason && (
            <p>
              <FailureText of={job.data} />
            </p>
          )}
          <ul className={styles.failed}>
            {failedUsers.slice(0, 50).map((userId) => (
              <li key={userId}>
                <Link to="/attendance/$userId" params={{ userId }}>
                  {userId}
                </Link>
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </div>
  );
}
