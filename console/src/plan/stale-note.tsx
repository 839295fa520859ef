/** What somebody sees whose save was refused: also the choice between the newest version and their own. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import styles from './plan.module.css';

/** A refused save. */
export interface StaleNoteProps {
  error: unknown;
  /** What both have changed. */
  names: readonly string[];
  /** Forgets what is typed, and shows what is saved now. */
  onReload: () => void;
  /** Saves what is typed where both have changed the same, and theirs elsewhere; only where somebody else was quicker. */
  onOverwrite: (() => void) | undefined;
}

/** The problem of a save. Whoever meets the version of somebody else may keep typing, look at theirs, or save over it. */
export function StaleNote({ error, names, onReload, onOverwrite }: StaleNoteProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className={styles.stale}>
      <ProblemNote error={error} onReload={onReload} />
      {names.length > 0 && (
        <p>
          <Trans>You both have changed: {format.list(names)}. Whatever else they have changed is kept.</Trans>
        </p>
      )}
      {onOverwrite && (
        <div>
          <Button size="small" onPress={onOverwrite}>
            {t`Save mine over it`}
          </Button>
        </div>
      )}
    </div>
  );
}
