/** Gives the people who were chosen on the board a roster from a day on. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { rostersQuery } from '../day/plan-names.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { RefusalText } from '../problems/refusal.tsx';
import { Button } from '../ui/button.tsx';
import { DateField } from '../ui/date-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './plan.module.css';
import { planKeys } from './queries.ts';

/** Who gets a roster. */
export interface GiveRosterDialogProps {
  userIds: readonly string[];
  /** The day that is offered: the first that was chosen. */
  from: string;
  onClose: () => void;
}

const noRoster = '';

/** Asks for the roster and the day, and gives it: who has none then works by the schedule of everybody else. */
export function GiveRosterDialog({ userIds, from, onClose }: GiveRosterDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const rosters = useQuery(rostersQuery);
  const [rosterId, setRosterId] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(from);
  const first = day === null ? null : parseLocalDate(day);
  const give = useMutation({
    mutationFn: ({ press, dutyRosterId, date }: { press: string; dutyRosterId: string; date: string }) =>
      api.assignRosters(
        {
          body: {
            userIds: [...userIds],
            dutyRosterId: dutyRosterId === noRoster ? null : dutyRosterId,
            from: date,
          },
        },
        { idempotencyKey: press },
      ),
    onSuccess: async ({ refused }) => {
      await Promise.all(
        [...planKeys, ['listUsers'], ['listSheets']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
      if (refused > 0) return;
      toast({ text: t`The roster is given. The days from then on are computed again.` });
      onClose();
    },
  });
  const refusals = give.data?.items.filter(({ result }) => result === 'refused') ?? [];
  return (
    <Dialog
      isOpen
      size="small"
      onClose={onClose}
      title={t`Give a roster`}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button
            variant="primary"
            isPending={give.isPending}
            isDisabled={rosterId === null || first === null}
            why={t`Choose a roster and a day first.`}
            onPress={() => {
              if (rosterId === null || first === null) return;
              give.mutate({ press: newIdempotencyKey(), dutyRosterId: rosterId, date: first });
            }}
          >
            {t`Give the roster`}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <p>
          <Plural
            value={userIds.length}
            one="# person works by another roster from a day on."
            other="# people work by another roster from a day on."
          />{' '}
          <Trans>Earlier days keep the roster that they had, and days that were painted stay.</Trans>
        </p>
        <Select
          label={t`Duty roster`}
          placeholder={t`Choose a roster`}
          items={[
            ...(rosters.data ?? [])
              .filter(({ archivedAt }) => archivedAt === undefined)
              .map(({ roster }) => ({ id: roster.id, label: roster.name })),
            { id: noRoster, label: t`None` },
          ]}
          value={rosterId}
          onChange={setRosterId}
        />
        <DateField label={t`From`} value={day} onChange={setDay} />
        {give.error !== null && <ProblemNote error={give.error} />}
        {refusals.length > 0 && (
          <ul role="alert">
            {refusals.slice(0, 20).map(({ userId, problem }) => (
              <li key={userId}>
                <strong>{userId}</strong> <RefusalText problem={problem} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
