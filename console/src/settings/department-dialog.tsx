/** Adds a department, renames it, moves it, or takes it off the list. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { ComboBox } from '../ui/combo-box.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import { type KnownDepartment, withParts } from './department-tree.ts';
import styles from './fields.module.css';

/** What is edited; without a department a new one is added. */
export interface EditedDepartment {
  department?: KnownDepartment | undefined;
}

/** The dialog of one department. */
export function DepartmentDialog({
  edited: { department },
  known,
  onClose,
}: {
  edited: EditedDepartment;
  known: readonly KnownDepartment[];
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [name, setName] = useState(department?.name ?? '');
  const [parent, setParent] = useState<string | null>(department?.parent ?? null);
  const old = department?.name;
  const wanted = name.trim();
  const isTaken = wanted !== old && known.some((one) => one.listed && one.name === wanted);
  const own = old === undefined ? new Set<string>() : withParts(known, old);
  const done = async (text: string) => {
    await client.invalidateQueries({ queryKey: ['listDepartments'] });
    toast({ text });
    onClose();
  };
  const save = useMutation({
    mutationFn: async () => {
      await api.putDepartment({ params: { department: wanted }, body: { parent } });
      // A name is what users have, so a renamed department is a new one to which the users of the old one move.
      if (old !== undefined && old !== wanted) {
        await api.deleteDepartment({ params: { department: old }, query: { moveTo: wanted } });
      }
    },
    onSuccess: () => done(t`${wanted} saved`),
  });
  const remove = useMutation({
    mutationFn: () => api.deleteDepartment({ params: { department: old ?? '' }, query: {} }),
    onSuccess: () => done(t`${old} is off the list`),
  });
  const error = save.error ?? remove.error;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={old === undefined ? <Trans>Add a department</Trans> : <Trans>Edit {old}</Trans>}
      footer={
        <>
          {old !== undefined && (
            <Button variant="quiet" isPending={remove.isPending} onPress={() => remove.mutate()}>
              <Trans>Take off the list</Trans>
            </Button>
          )}
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={save.isPending}
            isDisabled={wanted === '' || isTaken}
            onPress={() => save.mutate()}
          >
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <TextField
          label={t`Name`}
          autoFocus
          maxLength={100}
          value={name}
          onChange={setName}
          description={old !== undefined && t`Its users move along when the name changes.`}
          error={isTaken && t`There is a department of this name.`}
        />
        <ComboBox
          label={t`Is a part of`}
          placeholder={t`Nothing, it stands at the top`}
          items={known
            .filter((one) => one.listed && !own.has(one.name))
            .map((one) => ({ id: one.name, label: one.name }))}
          value={parent}
          onChange={setParent}
        />
        {error !== null && <ProblemNote error={error} />}
      </div>
    </Dialog>
  );
}
