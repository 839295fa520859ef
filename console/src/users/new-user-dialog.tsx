/** Adds a user: the id alone is enough, and nothing has to be enrolled at any terminal. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newIdempotencyKey, Problem } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { DateField } from '../ui/date-field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './form.module.css';
import { DepartmentPicker, RosterPicker, SitePicker } from './pickers.tsx';
import { usersChanged } from './queries.ts';

const empty = {
  id: '',
  name: '',
  employeeNumber: '',
  department: '',
  site: '',
  issuedOn: '',
  expiresOn: '',
  dutyRosterId: '',
  card: '',
};

type Draft = typeof empty;

/** What the API takes: only the fields that hold something. */
function newUserOf({ id, ...rest }: Draft) {
  const given = Object.entries(rest).filter(([, text]) => text.trim() !== '');
  return { ...Object.fromEntries(given.map(([name, text]) => [name, text.trim()])), id: id.trim() };
}

/** @param onAdded - called with the id once the user is saved */
export function NewUserDialog({
  onClose,
  onAdded,
}: {
  onClose: () => void;
  onAdded: (userId: string) => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(empty);
  const [isTried, setIsTried] = useState(false);
  const set = (field: keyof Draft) => (value: string) =>
    setDraft((before) => ({ ...before, [field]: value }));
  const add = useMutation({
    mutationFn: (idempotencyKey: string) => api.createUser({ body: newUserOf(draft) }, { idempotencyKey }),
    onSuccess: async ({ id }) => {
      void usersChanged(client);
      onAdded(id);
    },
  });
  const taken = Problem.is(add.error, 'user.exists') ? String(add.error.facts.existingId) : undefined;
  const idError =
    isTried && draft.id.trim() === ''
      ? t`A user needs an id.`
      : taken !== undefined
        ? t`There is a user with the id ${taken} already.`
        : undefined;
  const submit = () => {
    setIsTried(true);
    if (draft.id.trim() !== '') add.mutate(newIdempotencyKey());
  };
  return (
    <FormDialog
      title={<Trans>New user</Trans>}
      onClose={onClose}
      onSubmit={submit}
      isPending={add.isPending}
      note={add.isError && taken === undefined && <ProblemNote error={add.error} />}
    >
      <p className={styles.lead}>
        <Trans>
          The id is enough. Everything else can follow, also what is enrolled at the terminals: until then the
          user can have punches, leave and a roster all the same.
        </Trans>
      </p>
      <div className={styles.pair}>
        <TextField
          label={t`User id`}
          description={t`As the terminals know it: up to 24 letters or digits, no blanks.`}
          value={draft.id}
          onChange={set('id')}
          error={idError}
          maxLength={24}
          autoComplete="off"
          isRequired
          autoFocus
        />
        <TextField
          label={t`Name`}
          value={draft.name}
          onChange={set('name')}
          maxLength={100}
          autoComplete="off"
        />
        <DepartmentPicker label={t`Department`} value={draft.department} onChange={set('department')} />
        <RosterPicker
          label={t`Duty roster`}
          description={t`From the issuance date on.`}
          value={draft.dutyRosterId}
          onChange={set('dutyRosterId')}
        />
        <DateField
          label={t`Issuance date`}
          description={t`From this day on days are counted.`}
          value={draft.issuedOn === '' ? null : draft.issuedOn}
          onChange={(date) => set('issuedOn')(date ?? '')}
        />
        <DateField
          label={t`Expiry date`}
          description={t`The last day that is counted.`}
          value={draft.expiresOn === '' ? null : draft.expiresOn}
          onChange={(date) => set('expiresOn')(date ?? '')}
        />
        <TextField
          label={t`Employee number`}
          value={draft.employeeNumber}
          onChange={set('employeeNumber')}
          maxLength={40}
          autoComplete="off"
        />
        <SitePicker label={t`Site`} value={draft.site} onChange={set('site')} />
        <TextField
          label={t`Card number`}
          value={draft.card}
          onChange={set('card')}
          inputMode="numeric"
          maxLength={10}
          autoComplete="off"
        />
      </div>
    </FormDialog>
  );
}
