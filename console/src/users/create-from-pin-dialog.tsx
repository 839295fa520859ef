/** Creates the user of a PIN that nobody has; its punches are the user's at once. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ProblemNote } from '../problems/problem-note.tsx';
import { DateField } from '../ui/date-field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './form.module.css';
import { RosterPicker } from './pickers.tsx';
import type { UnknownUser } from './queries.ts';
import { useLinks } from './use-link.ts';

/** @param user - the PIN that nobody has */
export function CreateFromPinDialog({ user, onClose }: { user: UnknownUser; onClose: () => void }) {
  const { t } = useLingui();
  const [id, setId] = useState<string>(user.pin);
  const [name, setName] = useState(user.name ?? '');
  const [issuedOn, setIssuedOn] = useState<string | null>(user.firstPunch.slice(0, 10));
  const [dutyRosterId, setDutyRosterId] = useState('');
  const links = useLinks();
  const submit = async () => {
    const userId = id.trim();
    if (userId === '') return;
    await links.mutateAsync({
      said: t`${userId} was created`,
      links: [
        {
          action: 'create',
          pin: user.pin,
          userId,
          ...(name.trim() === '' ? {} : { name: name.trim() }),
          ...(issuedOn === null ? {} : { issuedOn }),
          ...(dutyRosterId === '' ? {} : { dutyRosterId }),
        },
      ],
    });
    onClose();
  };
  return (
    <FormDialog
      title={<Trans>Create a user for {user.pin}</Trans>}
      onClose={onClose}
      onSubmit={() => void submit()}
      isPending={links.isPending}
      saveLabel={<Trans>Create</Trans>}
      note={links.isError && <ProblemNote error={links.error} />}
    >
      <div className={styles.pair}>
        <TextField
          label={t`User id`}
          description={
            id.trim() === user.pin ? undefined : t`The punches of ${user.pin} become those of this user.`
          }
          error={id.trim() === '' ? t`A user needs an id.` : undefined}
          value={id}
          onChange={setId}
          maxLength={24}
          isRequired
        />
        <TextField label={t`Name`} value={name} onChange={setName} maxLength={100} autoFocus />
        <DateField
          label={t`Issuance date`}
          description={t`Left empty, the date of the first punch.`}
          value={issuedOn}
          onChange={setIssuedOn}
        />
        <RosterPicker label={t`Duty roster`} value={dutyRosterId} onChange={setDutyRosterId} />
      </div>
    </FormDialog>
  );
}
