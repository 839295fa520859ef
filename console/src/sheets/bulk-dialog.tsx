/** Enters the same for all days that are selected, and says of each that was refused why. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { useFormat } from '../day/use-format.ts';
import { type NewEntries, useEnterMany } from '../entries/enter-many.ts';
import { useLeaveFields } from '../entries/leave-form.tsx';
import { useOverrideFields } from '../entries/override-form.tsx';
import { ReasonField } from '../entries/reason-field.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { RefusalText } from '../problems/refusal.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import { Scroller } from '../ui/scroller.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PersonDay } from './address.ts';
import { rangesOf } from './bulk-ranges.ts';
import styles from './dialogs.module.css';

/** What can be entered for many days. */
export type BulkKind = 'leave' | 'override' | 'remark' | 'approve';

/** A body for each kind: its fields, and what they make of the days. */
interface Filled {
  readonly fields: ReactNode;
  readonly entries: NewEntries | undefined;
}

function useLeaves(days: readonly PersonDay[]): Filled {
  const { details, fields } = useLeaveFields();
  const items = details && rangesOf(days).map((range) => ({ ...range, ...details }));
  return { fields, entries: items && { kind: 'leave', items } };
}

function useOverrides(days: readonly PersonDay[]): Filled {
  const { details, fields } = useOverrideFields();
  const items = details && days.map((day) => ({ ...day, ...details }));
  return { fields, entries: items && { kind: 'day-override', items } };
}

function useRemarks(days: readonly PersonDay[]): Filled {
  const { t } = useLingui();
  const [remark, setRemark] = useState('');
  const text = remark.trim();
  const items = days.map((day) => ({ ...day, kind: 'set-remark', remark: text, reason: t`Remark` }) as const);
  return {
    fields: (
      <TextField label={t`Remark`} value={remark} onChange={setRemark} multiline maxLength={500} autoFocus />
    ),
    entries: text === '' ? undefined : { kind: 'correction', items },
  };
}

function useApprovals(days: readonly PersonDay[]): Filled {
  const [reason, setReason] = useState('');
  const why = reason.trim();
  const items = days.map(
    (day) => ({ ...day, kind: 'approve-overtime', code: null, minutes: null, reason: why }) as const,
  );
  return {
    fields: <ReasonField value={reason} onChange={setReason} autoFocus />,
    entries: why === '' ? undefined : { kind: 'correction', items },
  };
}

/** The dialog of one kind. */
export function BulkDialog({
  kind,
  ...props
}: {
  kind: BulkKind;
  days: readonly PersonDay[];
  onClose: () => void;
  onDone: () => void;
}) {
  if (kind === 'leave') return <LeaveDialog {...props} />;
  if (kind === 'override') return <OverrideDialog {...props} />;
  return kind === 'remark' ? <RemarkDialog {...props} /> : <ApproveDialog {...props} />;
}

type OfKind = Omit<Parameters<typeof BulkDialog>[0], 'kind'>;

function LeaveDialog(props: OfKind) {
  const { t } = useLingui();
  return <Frame {...props} title={t`Add leave`} verb={t`Enter the leave`} filled={useLeaves(props.days)} />;
}

function OverrideDialog(props: OfKind) {
  const { t } = useLingui();
  return (
    <Frame
      {...props}
      title={t`Plan differently`}
      verb={t`Override the days`}
      filled={useOverrides(props.days)}
    />
  );
}

function RemarkDialog(props: OfKind) {
  const { t } = useLingui();
  return <Frame {...props} title={t`Remark`} verb={t`Save the remark`} filled={useRemarks(props.days)} />;
}

function ApproveDialog(props: OfKind) {
  const { t } = useLingui();
  return <Frame {...props} title={t`Approve overtime`} verb={t`Approve`} filled={useApprovals(props.days)} />;
}

function Frame({
  days,
  title,
  verb,
  filled,
  onClose,
  onDone,
}: OfKind & { title: string; verb: string; filled: Filled }) {
  const { t } = useLingui();
  const format = useFormat();
  const [done, setDone] = useState(0);
  const { mutate, isPending, error, data } = useEnterMany(setDone);
  const people = new Set(days.map(({ userId }) => userId)).size;
  const { entries, fields } = filled;
  const send = () =>
    entries &&
    mutate(entries, {
      onSuccess: ({ refused }) => {
        if (refused.length > 0) return;
        onDone();
        onClose();
      },
    });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        data === undefined ? (
          <>
            <Button onPress={onClose}>{t`Cancel`}</Button>
            <Button variant="primary" isDisabled={entries === undefined} isPending={isPending} onPress={send}>
              {verb}
            </Button>
          </>
        ) : (
          <Button onPress={onClose}>{t`Close`}</Button>
        )
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className={styles.muted}>
          <Trans>
            <Plural value={days.length} one="# day" other="# days" /> of{' '}
            <Plural value={people} one="# person" other="# people" />
          </Trans>
        </p>
        {data === undefined && fields}
        {isPending && entries && (
          <ProgressBar
            label={t`Entering`}
            value={done}
            max={entries.items.length}
            countText={t`${format.count(done)} of ${format.count(entries.items.length)}`}
          />
        )}
        {error && <ProblemNote error={error} onRetry={send} />}
        {data !== undefined && data.refused.length > 0 && (
          <Banner
            tone="warning"
            isAnswer
            title={
              <Trans>
                <Plural value={data.entered.length} one="# was entered" other="# were entered" />,{' '}
                <Plural value={data.refused.length} one="# was refused" other="# were refused" />
              </Trans>
            }
          >
            <Scroller label={t`Refused`} className={styles.scroller}>
              <ul className={styles.refused}>
                {data.refused.slice(0, 100).map(({ userId, first, problem }) => (
                  <li key={`${userId}:${first}`}>
                    {userId}, {format.date(first, 'day')}: <RefusalText problem={problem} />
                  </li>
                ))}
              </ul>
            </Scroller>
          </Banner>
        )}
      </form>
    </Dialog>
  );
}
