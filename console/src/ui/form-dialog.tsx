/** A dialog that holds one form: fields, the note on what went wrong, and a foot that gives up or saves. @module */

import { useLingui } from '@lingui/react/macro';
import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { Dialog, type DialogProps } from './dialog.tsx';
import styles from './form-dialog.module.css';

/** A form in a dialog. */
export interface FormDialogProps extends Pick<DialogProps, 'title' | 'onClose' | 'size'> {
  /** Called on Enter and by the button, but not while something is pending. */
  onSubmit: () => void;
  /** Whether it is being saved, or the newest version is being read. */
  isPending: boolean;
  /** The verb of the button; without it, it saves. */
  saveLabel?: ReactNode;
  /** Whether the button cannot be pressed yet. */
  isDisabled?: boolean;
  /** Why it cannot. */
  why?: string;
  /** What went wrong, such as that somebody else has saved meanwhile; it stands at the end of the form. */
  note?: ReactNode;
  children: ReactNode;
}

/** The dialog, open for as long as it is there. What is typed stays whatever the note says. */
export function FormDialog({
  title,
  onClose,
  size = 'normal',
  onSubmit,
  isPending,
  saveLabel,
  isDisabled = false,
  why,
  note,
  children,
}: FormDialogProps) {
  const { t } = useLingui();
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending && !isDisabled) onSubmit();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size={size}
      title={title}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isPending={isPending}
            isDisabled={isDisabled}
            {...(why !== undefined && { why })}
          >
            {saveLabel ?? t`Save`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className={styles.form} noValidate>
        {children}
        {note}
      </form>
    </Dialog>
  );
}
