/** Leaves that wait for a second person, with the two answers. @module */

import { Plural, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newIdempotencyKey, useMe, useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './leave.module.css';
import { useLeaveWords } from './leave-words.ts';
import { awaitingLeavesQuery, type Leave, type LeaveType, leaveKeys } from './queries.ts';

/** The list of what waits; nothing while nothing waits. */
export function AwaitingLeaves({ types }: { types: readonly LeaveType[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const me = useMe();
  const { mayEdit } = useRights();
  const words = useLeaveWords(types);
  const awaiting = useQuery(awaitingLeavesQuery);
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [rejecting, setRejecting] = useState<Leave>();
  const leaves = (awaiting.data ?? []).flatMap(({ entry }) =>
    'portion' in entry && 'to' in entry ? [entry] : [],
  );
  const refresh = () => Promise.all(leaveKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
  const decide = async (leave: Leave, reason?: string) => {
    setBusy(leave.id);
    setError(undefined);
    const params = { userId: leave.userId, first: leave.from, entryId: leave.id };
    const options = { idempotencyKey: newIdempotencyKey() };
    try {
      if (reason === undefined) await api.approveEntry({ params, body: {} }, options);
      else await api.rejectEntry({ params, body: { reason } }, options);
      setRejecting(undefined);
      await refresh();
      toast({
        text: reason === undefined ? t`The leave is approved.` : t`The leave is rejected.`,
        undo: () =>
          void api
            .undoDecision({ params, body: { reason: t`Taken back at once` } })
            .then(refresh, (refused: unknown) => setError(refused)),
      });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(undefined);
    }
  };
  if (leaves.length === 0 && error === undefined) return null;
  return (
    <div className={styles.awaiting}>
      <Card
        title={
          <Plural value={leaves.length} one="# leave waits for approval" other="# leaves wait for approval" />
        }
      >
        {error !== undefined && <ProblemNote error={error} />}
        <ul>
          {leaves.map((leave) => {
            const isOwn = leave.author === me.caller;
            const who = leave.name ?? leave.userId;
            return (
              <li key={leave.id} className={styles.waiting}>
                <span className={styles.who}>
                  {who} <span className={styles.muted}>{leave.userId}</span>
                </span>
                <span>{words.typeName(leave.type)}</span>
                <span>
                  {words.days(leave)}, {words.portion(leave)}
                </span>
                <span className={styles.muted}>
                  {leave.authorName ?? leave.author}, {format.instant(leave.enteredAt)}
                </span>
                {mayEdit && (
                  <span className={styles.answers}>
                    <Button
                      size="small"
                      aria-label={t`Reject the leave of ${who}`}
                      isDisabled={isOwn}
                      why={t`You have entered it: somebody else decides.`}
                      onPress={() => setRejecting(leave)}
                    >
                      {t`Reject`}
                    </Button>
                    <Button
                      size="small"
                      variant="primary"
                      aria-label={t`Approve the leave of ${who}`}
                      isPending={busy === leave.id}
                      isDisabled={isOwn}
                      why={t`You have entered it: somebody else decides.`}
                      onPress={() => void decide(leave)}
                    >
                      {t`Approve`}
                    </Button>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </Card>
      {rejecting && (
        <RejectDialog
          isPending={busy !== undefined}
          error={error}
          onClose={() => setRejecting(undefined)}
          onReject={(reason) => void decide(rejecting, reason)}
        />
      )}
    </div>
  );
}

interface RejectDialogProps {
  isPending: boolean;
  error: unknown;
  onClose: () => void;
  onReject: (reason: string) => void;
}

function RejectDialog({ isPending, error, onClose, onReject }: RejectDialogProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const reject = () => {
    setChecked(true);
    if (reason.trim() !== '') onReject(reason.trim());
  };
  return (
    <Dialog
      isOpen
      size="small"
      onClose={onClose}
      title={t`Reject the leave`}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button variant="primary" isPending={isPending} onPress={reject}>
            {t`Reject`}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        {error !== undefined && <ProblemNote error={error} />}
        <TextField
          label={t`Why`}
          value={reason}
          maxLength={500}
          autoFocus
          error={isChecked && reason.trim() === '' ? t`Say why.` : undefined}
          onChange={setReason}
        />
      </div>
    </Dialog>
  );
}
