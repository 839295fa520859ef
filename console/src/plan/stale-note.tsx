/** What somebody sees whose save was refused: also the choice between the newest version and their own. @module */

import { useLingui } from '@lingui/react/macro';
import { Problem } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import styles from './plan.module.css';

/** A refused save. */
export interface StaleNoteProps {
  error: unknown;
  /** Forgets what is typed, and shows what is saved now. */
  onReload: () => void;
  /** Saves what is typed over the newest version. */
  onOverwrite: () => void;
}

/** The problem of a save. Whoever meets the version of somebody else may keep typing, look at theirs, or save over it. */
export function StaleNote({ error, onReload, onOverwrite }: StaleNoteProps) {
  const { t } = useLingui();
  const isStale = Problem.is(error, 'request.stale');
  return (
    <div className={styles.stale}>
      <ProblemNote error={error} onReload={onReload} />
      {isStale && (
        <div>
          <Button size="small" onPress={onOverwrite}>
            {t`Save mine over it`}
          </Button>
        </div>
      )}
    </div>
  );
}
