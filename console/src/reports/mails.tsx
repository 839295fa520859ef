/** Reports that are sent by e-mail: when, to how many, and what became of them. @module */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReportSchedule } from '#shared/contract/report-schedules.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/chip.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { Section } from '../ui/section.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { toast } from '../ui/toasts.tsx';
import { MailDialog, schedulesKey } from './mail-dialog.tsx';
import { turned } from './mail-draft.ts';
import { MailRuns } from './mail-runs.tsx';
import { useDaysWord, useMailWords } from './mail-words.ts';
import styles from './mails.module.css';

type Shown = { kind: 'new' } | { kind: 'edit' | 'runs' | 'delete'; schedule: ReportSchedule };

function useMailActions() {
  const { t } = useLingui();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: schedulesKey });
  const turn = useMutation({
    mutationFn: ({ schedule, active }: { schedule: ReportSchedule; active: boolean }) =>
      api.putReportSchedule({ params: { scheduleId: schedule.id }, body: turned(schedule, active) }),
    onSuccess: async (_, { active }) => {
      await refresh();
      toast({ text: active ? t`It is sent again` : t`It rests until you go on` });
    },
  });
  const send = useMutation({
    mutationFn: ({ schedule, idempotencyKey }: { schedule: ReportSchedule; idempotencyKey: string }) =>
      api.sendReportNow({ params: { scheduleId: schedule.id } }, { idempotencyKey }),
    onSuccess: async ({ scheduleId }) => {
      await client.invalidateQueries({ queryKey: ['listReportRuns', { scheduleId }] });
      toast({ text: t`It is being sent` });
    },
  });
  const remove = useMutation({
    mutationFn: (schedule: ReportSchedule) =>
      api.deleteReportSchedule({ params: { scheduleId: schedule.id } }),
    onSuccess: async () => {
      await refresh();
      toast({ text: t`It is sent no more` });
    },
  });
  return { turn, send, remove };
}

function Line({
  schedule,
  actions,
  onShow,
}: {
  schedule: ReportSchedule;
  actions: ReturnType<typeof useMailActions>;
  onShow: (shown: Shown) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useMailWords();
  const daysWord = useDaysWord();
  const { title, content, active, nextAt, recipients, unsubscribed } = schedule;
  const name = title ?? words.what(content);
  return (
    <li className={styles.mail}>
      <div className={styles.mailWords}>
        <span className={styles.mailName}>
          {name} {!active && <Tag tone="pending">{t`Paused`}</Tag>}
        </span>
        <span className={styles.quiet}>
          {[...(title === undefined ? [] : [words.what(content)]), daysWord(schedule.days)].join(' · ')}
        </span>
      </div>
      <div className={styles.mailWords}>
        <span>{words.when(schedule)}</span>
        {nextAt !== undefined && (
          <span className={styles.quiet}>{t`next ${format.instant(nextAt, { date: 'brief' })}`}</span>
        )}
      </div>
      <div className={styles.mailWords}>
        <span>
          {recipients.length === 1
            ? recipients[0]
            : t`${plural(recipients.length, { one: '# recipient', other: '# recipients' })}`}
        </span>
        {unsubscribed.length > 0 && (
          <span className={styles.quiet}>
            {t`${plural(unsubscribed.length, { one: '# has unsubscribed', other: '# have unsubscribed' })}`}
          </span>
        )}
      </div>
      <MenuButton
        label={t`What to do with ${name}`}
        isIconOnly
        placement="bottom end"
        items={[
          {
            id: 'send',
            label: t`Send now`,
            onAction: () => actions.send.mutate({ schedule, idempotencyKey: newIdempotencyKey() }),
          },
          { id: 'edit', label: t`Change`, onAction: () => onShow({ kind: 'edit', schedule }) },
          {
            id: 'turn',
            label: active ? t`Pause` : t`Go on`,
            onAction: () => actions.turn.mutate({ schedule, active: !active }),
          },
          { id: 'runs', label: t`What was sent`, onAction: () => onShow({ kind: 'runs', schedule }) },
          {
            id: 'delete',
            label: t`Send no more`,
            danger: true,
            onAction: () => onShow({ kind: 'delete', schedule }),
          },
        ]}
      />
    </li>
  );
}

/** Reports that are sent by e-mail. */
export function Mails() {
  const { t } = useLingui();
  const [shown, setShown] = useState<Shown>();
  const actions = useMailActions();
  const words = useMailWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: schedulesKey,
    queryFn: ({ signal }) => api.listReportSchedules({}, { signal }),
  });
  const failed = actions.turn.error ?? actions.send.error ?? actions.remove.error;
  const close = () => setShown(undefined);
  const add = (
    <Button icon={<Plus />} onPress={() => setShown({ kind: 'new' })}>
      <Trans>Send a report</Trans>
    </Button>
  );
  return (
    <div className={styles.part}>
      <Section
        title={t`Sent by e-mail`}
        description={t`To people who need no account. Each can unsubscribe.`}
        actions={data && data.items.length > 0 && add}
      >
        {(error || failed) && (
          <ProblemNote error={error ?? failed} onRetry={error ? () => void refetch() : undefined} />
        )}
        {isPending && (
          <Loading>
            <Skeleton kind="row" lines={3} />
          </Loading>
        )}
        {data?.items.length === 0 && (
          <EmptyState title={t`No report is sent yet`} action={add}>
            <Trans>Such as yesterday’s exceptions, each morning at seven.</Trans>
          </EmptyState>
        )}
        {data && data.items.length > 0 && (
          <ul className={styles.mails} aria-label={t`Sent by e-mail`}>
            {data.items.map((schedule) => (
              <Line key={schedule.id} schedule={schedule} actions={actions} onShow={setShown} />
            ))}
          </ul>
        )}
        {shown?.kind === 'new' && <MailDialog report={{ name: 'exceptions' }} onClose={close} />}
        {shown?.kind === 'edit' && <MailDialog schedule={shown.schedule} onClose={close} />}
        {shown?.kind === 'runs' && <MailRuns schedule={shown.schedule} onClose={close} />}
        {shown?.kind === 'delete' && (
          <ConfirmDialog
            isOpen
            onClose={close}
            title={t`Send ${shown.schedule.title ?? words.what(shown.schedule.content)} no more?`}
            confirmLabel={t`Send no more`}
            tone="danger"
            isPending={actions.remove.isPending}
            onConfirm={() => actions.remove.mutate(shown.schedule, { onSettled: close })}
          >
            <Trans>
              It is taken off the list with its times and recipients. Mails that were sent stay sent.
            </Trans>
          </ConfirmDialog>
        )}
      </Section>
    </div>
  );
}
