/** The frame of the dialogs that add a part of the plan: a name, of which the id is made, and what else the part needs. @module */

import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './plan.module.css';
import { planSlug } from './plan-slug.ts';
import { planKeys } from './queries.ts';

/** What is added. */
export interface NewPlanDialogProps {
  title: string;
  /** The verb of the button. */
  addLabel: string;
  /** What is said where the name is missing. */
  nameless: string;
  /** Ids that there are already. */
  taken: readonly string[];
  size?: 'small' | undefined;
  onClose: () => void;
  onCreated: (id: string) => void;
  /** Saves it under an id and a name. @returns false where something else is missing, which the fields then say */
  add: (id: string, name: string) => Promise<unknown> | false;
  /**
   * The other fields.
   * @param isChecked - whether it was tried to add it: what is missing is said from then on
   * @param suggest - gives a name where none is typed yet
   */
  children?: ((isChecked: boolean, suggest: (name: string) => void) => ReactNode) | undefined;
}

/** Asks for a name and the rest, and adds it: nobody uses it yet. */
export function NewPlanDialog({ taken, onClose, onCreated, ...part }: NewPlanDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<unknown>();
  const id = planSlug(name, taken);
  const isNameless = name.trim() === '';
  const add = async () => {
    setChecked(true);
    const adding = !isNameless && part.add(id, name.trim());
    if (adding === false) return;
    setSaving(true);
    setError(undefined);
    try {
      await adding;
      await Promise.all(planKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
      onCreated(id);
    } catch (refused) {
      setError(refused);
      setSaving(false);
    }
  };
  return (
    <Dialog
      isOpen
      size={part.size ?? 'normal'}
      onClose={onClose}
      title={part.title}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button variant="primary" isPending={isSaving} onPress={() => void add()}>
            {part.addLabel}
          </Button>
        </>
      }
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        {error !== undefined && <ProblemNote error={error} />}
        <TextField
          label={t`Name`}
          value={name}
          maxLength={100}
          autoFocus
          isRequired
          description={isNameless ? undefined : t`Its id will be ${id}`}
          error={isChecked && isNameless ? part.nameless : undefined}
          onChange={setName}
        />
        {part.children?.(isChecked, (other) => isNameless && setName(other))}
      </form>
    </Dialog>
  );
}
