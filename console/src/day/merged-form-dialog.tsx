/** A dialog with a form of something that others may save meanwhile: it asks what is to stand before it saves. @module */

import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Conflicts, type ConflictWords } from '../ui/conflicts.tsx';
import { FormDialog, type FormDialogProps } from '../ui/form-dialog.tsx';
import type { MergedForm } from './use-merged-form.ts';

/** The form, and what is said of its fields. */
export interface MergedFormDialogProps<R, T extends object>
  extends Pick<FormDialogProps, 'title' | 'onClose' | 'onSubmit' | 'children'> {
  form: MergedForm<R, T>;
  /** How a field is called where two have changed it, and what each has it say. */
  wordsOf: (field: keyof T) => ConflictWords<T>;
  /** What else is to be known before it is saved. */
  note?: ReactNode;
}

/** The dialog. Nothing is saved while something is to be decided; what went wrong stands at its end. */
export function MergedFormDialog<R, T extends object>({
  form,
  wordsOf,
  note,
  children,
  ...dialog
}: MergedFormDialogProps<R, T>) {
  const { t } = useLingui();
  return (
    <FormDialog
      {...dialog}
      isPending={form.isPending}
      isDisabled={form.conflicts.length > 0}
      why={t`Choose first which is to stand.`}
      note={
        <>
          <Conflicts form={form} wordsOf={wordsOf} />
          {note}
          {form.error !== null && <ProblemNote error={form.error} onReload={form.reload} />}
        </>
      }
    >
      {children}
    </FormDialog>
  );
}
