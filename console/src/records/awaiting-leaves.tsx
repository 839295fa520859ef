/** Leaves that wait for a second person, with the two answers. @module */

import { Plural, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe, useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { useDecide } from '../entries/decide.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import styles from './leave.module.css';
import { useLeaveWords } from './leave-words.ts';
import { awaitingQuery, type Leave, type LeaveType } from './queries.ts';
import { RejectDialog } from './reject-dialog.tsx';

/** The list of what waits; nothing while nothing waits. */
export function AwaitingLeaves({ types }: { types: readonly LeaveType[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const me = useMe();
  const { mayEdit } = useRights();
  const words = useLeaveWords(types);
  const awaiting = useQuery(awaitingQuery({ kind: 'leave' }));
  const { mutate, isPending, variables, error, reset } = useDecide();
  const [rejecting, setRejecting] = useState<Leave>();
  const leaves = (awaiting.data ?? []).flatMap(({ entry }) =>
    'portion' in entry && 'to' in entry ? [entry] : [],
  );
  const decide = (leave: Leave, verb: 'approve' | 'reject', reason: string) =>
    mutate(
      {
        verb,
        names: [{ kind: 'leave', userId: leave.userId, first: leave.from, id: leave.id }],
        reason,
      },
      { onSuccess: () => setRejecting(undefined) },
    );
  const isBusy = ({ id }: Leave) => isPending && variables.names.some((name) => name.id === id);
  if (leaves.length === 0 && error === null) return null;
  return (
    <div className={styles.awaiting}>
      <Card
        title={
          <Plural value={leaves.length} one="# leave waits for approval" other="# leaves wait for approval" />
        }
      >
        {error !== null && rejecting === undefined && <ProblemNote error={error} />}
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
                      onPress={() => {
                        reset();
                        setRejecting(leave);
                      }}
                    >
                      {t`Reject`}
                    </Button>
                    <Button
                      size="small"
                      variant="primary"
                      aria-label={t`Approve the leave of ${who}`}
                      isPending={isBusy(leave)}
                      isDisabled={isOwn}
                      why={t`You have entered it: somebody else decides.`}
                      onPress={() => decide(leave, 'approve', '')}
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
          title={t`Reject the leave`}
          isPending={isPending}
          error={error}
          onClose={() => setRejecting(undefined)}
          onReject={(reason) => decide(rejecting, 'reject', reason)}
        />
      )}
    </div>
  );
}
