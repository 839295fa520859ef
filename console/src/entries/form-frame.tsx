/** What all forms of entries have in common: fields, what went wrong, and the two buttons. @module */

import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useRef, useState } from 'react';
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

const fields = 'input, textarea, [role=spinbutton], button';

/** A form; Enter in a field sends it, Esc leaves it. The focus goes in, and back to where it was. */
export function FormFrame({ error, isPending, isReady, verb, children, onSubmit, onCancel }: FormFrameProps) {
  const { t } = useLingui();
  const place = useRef<HTMLFormElement>(null);
  // Before a field of it takes the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const form = place.current;
    if (!form?.contains(document.activeElement)) form?.querySelector<HTMLElement>(fields)?.focus();
    const around = form?.closest<HTMLElement>('[role=dialog]');
    return () => {
      if (document.activeElement !== document.body) return;
      // Buttons that make way for the form are new ones afterwards.
      const to = before instanceof HTMLElement && before.isConnected ? before : around;
      to?.focus({ preventScroll: true });
    };
  }, [before]);
  return (
    <form
      ref={place}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isPending) onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        // What lies over the page stays open.
        event.stopPropagation();
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
