/** The leaves of a person's day: what they say, and the way to withdraw them. @module */

import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newIdempotencyKey, useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/chip.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { KeyValue } from '../ui/key-value.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './leave.module.css';
import type { LeaveOfDay } from './leave-days.ts';
import { useLeaveWords } from './leave-words.ts';
import { type LeaveType, leaveKeys } from './queries.ts';

/** The drawer of a day with leave. */
export interface LeaveDrawerProps {
  name: string;
  date: string;
  leaves: readonly LeaveOfDay[];
  types: readonly LeaveType[];
  onClose: () => void;
  /** Enters one more. */
  onAdd?: (() => void) | undefined;
}

/** Every leave of the day. */
export function LeaveDrawer({ name, date, leaves, types, onClose, onAdd }: LeaveDrawerProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Drawer
      isOpen
      onClose={onClose}
      title={format.date(date)}
      subtitle={name}
      footer={onAdd && <Button onPress={onAdd}>{t`Enter another leave`}</Button>}
    >
      <div className={styles.fields}>
        {leaves.map((one) => (
          <OneLeave key={one.leave.id} of={one} types={types} onDone={onClose} />
        ))}
      </div>
    </Drawer>
  );
}

function OneLeave({
  of,
  types,
  onDone,
}: {
  of: LeaveOfDay;
  types: readonly LeaveType[];
  onDone: () => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const { mayEdit } = useRights();
  const words = useLeaveWords(types);
  const { leave, isAwaiting } = of;
  const [why, setWhy] = useState(() => t`Entered by mistake`);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const withdraw = async () => {
    setPending(true);
    setError(undefined);
    try {
      await api.withdrawLeave(
        {
          params: { userId: leave.userId, from: leave.from, leaveId: leave.id },
          body: { reason: why.trim() },
        },
        { idempotencyKey: newIdempotencyKey() },
      );
      await Promise.all(leaveKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
      toast({ text: t`The leave is withdrawn. It stays on record.` });
      onDone();
    } catch (refused) {
      setError(refused);
      setPending(false);
    }
  };
  return (
    <section className={styles.leave} aria-label={words.typeName(leave.type)}>
      <p className={styles.leaveTitle}>
        {words.typeName(leave.type)} {isAwaiting && <Tag tone="pending">{t`Waits for approval`}</Tag>}
      </p>
      <KeyValue
        items={[
          { id: 'days', name: t`Days`, value: words.days(leave) },
          { id: 'portion', name: t`Takes`, value: words.portion(leave) },
          ...(leave.reason === '' ? [] : [{ id: 'reason', name: t`Reason`, value: leave.reason }]),
          {
            id: 'author',
            name: t`Entered by`,
            value: `${leave.authorName ?? leave.author}, ${format.instant(leave.enteredAt, { date: 'short' })}`,
          },
        ]}
      />
      {error !== undefined && <ProblemNote error={error} />}
      {mayEdit && (
        <div className={styles.withdraw}>
          <TextField label={t`Why it is withdrawn`} value={why} maxLength={500} onChange={setWhy} />
          <Button
            isPending={isPending}
            isDisabled={why.trim() === ''}
            why={t`Say why.`}
            onPress={() => void withdraw()}
          >
            {t`Withdraw`}
          </Button>
        </div>
      )}
    </section>
  );
}
