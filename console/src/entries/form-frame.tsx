/** What all forms of entries have in common: fields, what went wrong, and the two buttons. @module */

import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import styles from './entries.module.css';

/** A form of an entry. */
export interface FormFrameProps {
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isReady: boolean;
  /** The verb of the button. */
  readonly verb: string;
  readonly children: ReactNode;
  onSubmit(): void;
  onCancel(): void;
}

/** A form; Enter in a field sends it. */
export function FormFrame({ error, isPending, isReady, verb, children, onSubmit, onCancel }: FormFrameProps) {
  const { t } = useLingui();
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isPending) onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onCancel();
      }}
    >
      {children}
      {error !== null && error !== undefined && <ProblemNote error={error} />}
      <div className={styles.buttons}>
        <Button onPress={onCancel}>{t`Cancel`}</Button>
        <Button variant="primary" type="submit" isPending={isPending} isDisabled={!isReady}>
          {verb}
        </Button>
      </div>
    </form>
  );
}
