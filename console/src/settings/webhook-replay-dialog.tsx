/** Has a webhook deliver changes again. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Webhook } from '#shared/contract/webhooks.ts';
import { dayNumber } from '#shared/time/calendar.ts';
import { daySeconds, instantOf } from '#shared/time/clock-text.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { api, newIdempotencyKey, useSettings } from '../api/index.ts';
import { dateIn, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { DateField } from '../ui/date-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { toast } from '../ui/toasts.tsx';
import { useChangeLog } from './change-log.tsx';
import styles from './fields.module.css';

/** From which day on changes are delivered again. */
export function ReplayDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { zone } = useSettings();
  const today = useToday();
  const { completeFrom } = useChangeLog();
  const first = completeFrom === undefined ? undefined : dateIn(zone, Date.parse(completeFrom));
  const [day, setDay] = useState<string | null>(today);
  const date = day === null ? null : parseLocalDate(day);
  const replay = useMutation({
    mutationFn: ({ from, press }: { from: ReturnType<typeof instantOf>; press: string }) =>
      api.replayWebhook({ params: { webhookId: webhook.id }, body: { from } }, { idempotencyKey: press }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['listWebhooks'] });
      toast({
        text:
          webhook.state === 'active'
            ? t`The changes are being sent again`
            : t`The changes are sent again once the webhook is turned on`,
      });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={<Trans>Send changes again</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={replay.isPending}
            isDisabled={date === null}
            onPress={() => {
              if (date === null) return;
              const midnight = instantOf(zoneNamed(zone).toEpoch(dayNumber(date) * daySeconds));
              // On the day on which the log begins it has no whole day.
              const from = completeFrom !== undefined && midnight < completeFrom ? completeFrom : midnight;
              replay.mutate({ from, press: newIdempotencyKey() });
            }}
          >
            <Trans>Send again</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <DateField
          label={t`Changes since the beginning of`}
          description={t`Each change keeps its id, so that the receiver can leave out what it has had.`}
          min={first}
          max={today}
          value={day}
          onChange={setDay}
        />
        {replay.error !== null && <ProblemNote error={replay.error} />}
      </div>
    </Dialog>
  );
}
