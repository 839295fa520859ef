/** Says that the punches of a PIN are those of a person: everywhere or at one terminal, all of them or from a date on. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { UserPicker } from '../day/user-picker.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { DateField } from '../ui/date-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './form.module.css';
import { TerminalPicker } from './pickers.tsx';
import type { UnknownUser } from './queries.ts';
import { useLinks } from './use-link.ts';

const formId = 'belongs-to';

/** @param user - the PIN whose punches somebody gets */
export function BelongsToDialog({ user, onClose }: { user: UnknownUser; onClose: () => void }) {
  const { t } = useLingui();
  const [userId, setUserId] = useState<string | null>(null);
  const [terminal, setTerminal] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const links = useLinks();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (userId === null || links.isPending) return;
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
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Whose are the punches of {user.pin}?</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" type="submit" form={formId} isPending={links.isPending}>
            <Trans>Link</Trans>
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
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
        {links.isError && <ProblemNote error={links.error} />}
      </form>
    </Dialog>
  );
}
