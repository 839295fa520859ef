/** Says that something typed is not saved yet. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './dirty-bar.module.css';

/** The bar of a form. */
export interface DirtyBarProps {
  isDirty: boolean;
  onSave: () => void;
  onDiscard: () => void;
  isSaving?: boolean | undefined;
  /** Why it cannot be saved yet. */
  why?: string | undefined;
  /** Instead of "Not saved yet". */
  children?: ReactNode;
}

/** Sticks to the lower edge of a form while it differs from what is saved. */
export function DirtyBar({ isDirty, onSave, onDiscard, isSaving = false, why, children }: DirtyBarProps) {
  const { t } = useLingui();
  if (!isDirty) return null;
  return (
    <section className={styles.bar} aria-label={t`Changes`}>
      <p role="status" className={styles.words}>
        {children ?? <Trans>Not saved yet</Trans>}
      </p>
      <Button onPress={onDiscard} isDisabled={isSaving}>
        <Trans>Discard</Trans>
      </Button>
      <Button
        variant="primary"
        onPress={onSave}
        isPending={isSaving}
        isDisabled={why !== undefined}
        why={why}
      >
        <Trans>Save</Trans>
      </Button>
    </section>
  );
}
