/** Declares that no punch of a terminal is missing up to a moment. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays, dayNumber } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { api, newIdempotencyKey, useSettings } from '../api/index.ts';
import { useServerNow, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { DateField } from '../ui/date-field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { type Terminal, terminalsChanged } from './queries.ts';
import { terminalName } from './terminal-state.ts';

/** The end of a date on the clocks of a zone, but not in the future. @param now - milliseconds since 1970 */
function endOf(date: LocalDate, zone: string, now: number) {
  const end = zoneNamed(zone).dayBounds(dayNumber(date)).to * 1_000;
  return instantFromEpoch(Math.min(end, Math.floor(now / 1_000) * 1_000));
}

/** The form: the last complete day, and why. */
export function CompleteDialog({ terminal, onClose }: { terminal: Terminal; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { zone: ownZone } = useSettings();
  const now = useServerNow();
  const today = useToday();
  const name = terminalName(terminal);
  const zone = terminal.zone ?? ownZone;
  const [date, setDate] = useState<LocalDate | null>(addDays(today, -1));
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const declare = useMutation({
    mutationFn: ({ through, key }: { through: string; key: string }) =>
      api.declareComplete(
        { params: { serial: terminal.serial }, body: { through, reason: reason.trim() } },
        { idempotencyKey: key },
      ),
    onSuccess: () => {
      void terminalsChanged(client);
      toast({ text: t`Days no longer wait for ${name} up to that day.` });
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    if (date === null || reason.trim() === '') return;
    declare.mutate({ through: endOf(date, zone, now), key: newIdempotencyKey() });
  };
  return (
    <FormDialog
      title={<Trans>Declare {name} complete</Trans>}
      onClose={onClose}
      onSubmit={submit}
      isPending={declare.isPending}
      saveLabel={<Trans>Declare complete</Trans>}
      note={declare.isError && <ProblemNote error={declare.error} />}
    >
      <p className={styles.lead}>
        <Trans>
          For a terminal whose log cannot be read any more: it was stolen, it is broken, or its punches were
          imported from a file. Days up to then stop waiting for it, and are computed from what is stored.
          This cannot be taken back.
        </Trans>
      </p>
      <DateField
        label={t`No punch is missing up to the end of`}
        value={date}
        onChange={(next) => setDate(next as LocalDate | null)}
        error={isTried && date === null ? t`Choose a day.` : undefined}
        isRequired
      />
      <TextField
        label={t`Reason`}
        value={reason}
        onChange={setReason}
        maxLength={200}
        error={isTried && reason.trim() === '' ? t`Say why; it stands in the audit trail.` : undefined}
        isRequired
      />
    </FormDialog>
  );
}
