/** What HR has entered about a day: by whom, when and why; and what can be said about it. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { entryStatusOf } from '#shared/contract/entry-status.ts';
import { useMe, useRights } from '../../api/index.ts';
import { useFormat } from '../../day/use-format.ts';
import { useDecide } from '../../entries/decide.ts';
import { type EntryName, useWithdraw } from '../../entries/enter.ts';
import { entryText } from '../../entries/entry-text.ts';
import { FormFrame } from '../../entries/form-frame.tsx';
import { ReasonField } from '../../entries/reason-field.tsx';
import { ProblemNote } from '../../problems/problem-note.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './day.module.css';
import type { DayEntry } from './day-data.ts';

function nameOf({ kind, first, entry }: DayEntry): EntryName {
  return { kind, userId: entry.userId, first, id: entry.id };
}

/** The list of entries, the latest last. */
export function DayHistory({ entries }: { entries: readonly DayEntry[] }) {
  return (
    <ul className={styles.entries}>
      {entries.map((one) => (
        <Entry key={one.entry.id} one={one} />
      ))}
    </ul>
  );
}

type Asking = 'withdraw' | 'reject';

function Entry({ one }: { one: DayEntry }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { mayEdit } = useRights();
  const { caller } = useMe();
  const [asking, setAsking] = useState<Asking>();
  const { entry } = one;
  const status = entryStatusOf(entry);
  const decide = useDecide();
  const names = [nameOf(one)];
  const isOwn = entry.author === caller;
  return (
    <li className={styles.entry} data-status={status}>
      <p>
        <span className={styles.entryText}>{entryText(i18n, format, one)}</span>
        {status === 'awaiting' && <span className={styles.waits}>{t`waits for approval`}</span>}
        {status === 'rejected' && <span className={styles.waits}>{t`rejected`}</span>}
      </p>
      <p className={styles.muted}>
        {entry.authorName ?? entry.author} · {format.instant(entry.enteredAt)}
        {entry.reason !== '' && ` · “${entry.reason}”`}
      </p>
      {entry.approval?.at !== undefined && <Decided approval={entry.approval} at={entry.approval.at} />}
      {entry.withdrawn && (
        <p className={styles.muted}>
          <Trans>
            Withdrawn by {entry.withdrawn.byName ?? entry.withdrawn.by}, {format.instant(entry.withdrawn.at)}:
            “{entry.withdrawn.reason}”
          </Trans>
        </p>
      )}
      {mayEdit && asking === undefined && (status === 'counting' || status === 'awaiting') && (
        <div className={styles.entryActions}>
          {status === 'awaiting' && !isOwn && (
            <>
              <Button
                size="small"
                variant="primary"
                isPending={decide.isPending}
                onPress={() => decide.mutate({ verb: 'approve', names, reason: '' })}
              >{t`Approve`}</Button>
              <Button size="small" onPress={() => setAsking('reject')}>{t`Reject`}</Button>
            </>
          )}
          <Button size="small" variant="quiet" onPress={() => setAsking('withdraw')}>{t`Withdraw`}</Button>
        </div>
      )}
      {decide.error && <ProblemNote error={decide.error} />}
      {asking === 'withdraw' && <Withdrawal name={nameOf(one)} onDone={() => setAsking(undefined)} />}
      {asking === 'reject' && (
        <Rejection
          error={decide.error}
          isPending={decide.isPending}
          onReject={(reason) =>
            decide.mutate({ verb: 'reject', names, reason }, { onSuccess: () => setAsking(undefined) })
          }
          onCancel={() => setAsking(undefined)}
        />
      )}
    </li>
  );
}

/** Who has approved or rejected an entry, when, and what for. */
function Decided({ approval, at }: { approval: NonNullable<DayEntry['entry']['approval']>; at: string }) {
  const format = useFormat();
  const by = approval.byName ?? approval.by ?? '';
  const reason = approval.reason ?? '';
  return (
    <p className={styles.muted}>
      {approval.state === 'approved' ? (
        <Trans>
          Approved by {by}, {format.instant(at)}
        </Trans>
      ) : (
        <Trans>
          Rejected by {by}, {format.instant(at)}
        </Trans>
      )}
      {reason !== '' && `: “${reason}”`}
    </p>
  );
}

function Withdrawal({ name, onDone }: { name: EntryName; onDone: () => void }) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useWithdraw();
  return (
    <FormFrame
      error={error}
      isPending={isPending}
      isReady={reason.trim() !== ''}
      verb={t`Withdraw`}
      onCancel={onDone}
      onSubmit={() => mutate({ name, reason: reason.trim() }, { onSuccess: onDone })}
    >
      <ReasonField value={reason} onChange={setReason} autoFocus />
    </FormFrame>
  );
}

function Rejection(props: {
  error: Error | null;
  isPending: boolean;
  onReject: (reason: string) => void;
  onCancel: () => void;
}) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  return (
    <FormFrame
      error={undefined}
      isPending={props.isPending}
      isReady={reason.trim() !== ''}
      verb={t`Reject`}
      onCancel={props.onCancel}
      onSubmit={() => props.onReject(reason.trim())}
    >
      <ReasonField value={reason} onChange={setReason} autoFocus />
    </FormFrame>
  );
}
