/** Creates the user of a PIN that nobody has; its punches are the user's at once. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { DateField } from '../ui/date-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './form.module.css';
import { RosterPicker } from './pickers.tsx';
import type { UnknownUser } from './queries.ts';
import { useLinks } from './use-link.ts';

const formId = 'create-from-pin';

/** @param user - the PIN that nobody has */
export function CreateFromPinDialog({ user, onClose }: { user: UnknownUser; onClose: () => void }) {
  const { t } = useLingui();
  const [id, setId] = useState<string>(user.pin);
  const [name, setName] = useState(user.name ?? '');
  const [issuedOn, setIssuedOn] = useState<string | null>(user.firstPunch.slice(0, 10));
  const [dutyRosterId, setDutyRosterId] = useState('');
  const links = useLinks();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const userId = id.trim();
    if (userId === '' || links.isPending) return;
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
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Create a user for {user.pin}</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" type="submit" form={formId} isPending={links.isPending}>
            <Trans>Create</Trans>
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
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
        {links.isError && <ProblemNote error={links.error} />}
      </form>
    </Dialog>
  );
}
