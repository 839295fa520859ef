/** Says that the punches of a PIN are those of a person: everywhere or at one terminal, all of them or from a date on. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { UserPicker } from '../day/user-picker.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { DateField } from '../ui/date-field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './form.module.css';
import { TerminalPicker } from './pickers.tsx';
import type { UnknownUser } from './queries.ts';
import { useLinks } from './use-link.ts';

/** @param user - the PIN whose punches somebody gets */
export function BelongsToDialog({ user, onClose }: { user: UnknownUser; onClose: () => void }) {
  const { t } = useLingui();
  const [userId, setUserId] = useState<string | null>(null);
  const [terminal, setTerminal] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const links = useLinks();
  const submit = async () => {
    setIsTried(true);
    if (userId === null) return;
    await links.mutateAsync({
      said: t`${user.pin} belongs to ${userId}`,
      links: [
        {
          action: 'link',
          pin: user.pin,
          userId,
          ...(terminal === '' ? {} : { terminal }),
          ...(from === null ? {} : { from }),
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      ],
    });
    onClose();
  };
  return (
    <FormDialog
      title={<Trans>Whose are the punches of {user.pin}?</Trans>}
      onClose={onClose}
      onSubmit={() => void submit()}
      isPending={links.isPending}
      saveLabel={<Trans>Link</Trans>}
      note={links.isError && <ProblemNote error={links.error} />}
    >
      <UserPicker
        label={t`Person`}
        description={user.name === undefined ? undefined : t`A terminal has the name ${user.name} for it.`}
        error={isTried && userId === null ? t`Choose whose they are.` : undefined}
        value={userId}
        onChange={setUserId}
        isRequired
        autoFocus
      />
      <div className={styles.pair}>
        <TerminalPicker
          label={t`Where`}
          anyLabel={t`At all terminals`}
          value={terminal}
          onChange={setTerminal}
        />
        <DateField
          label={t`From`}
          description={t`Left empty, all punches.`}
          value={from}
          onChange={setFrom}
        />
      </div>
      <TextField label={t`Reason`} value={reason} onChange={setReason} maxLength={500} />
    </FormDialog>
  );
}
