/** What stands where a screen could not be shown; the rail around it goes on working. @module */

import { useLingui } from '@lingui/react/macro';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ProblemNote } from '../problems/problem-note.tsx';
import styles from './screen-failed.module.css';

const reloadedPlace = 'rollcall.reloaded';

/** A part of the console that a newer version has replaced: what the browser says of it differs. */
function isMissingPart(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|importing a module/i.test(error.message);
}

/** @param error - what the screen threw @param reset - shows the screen again */
export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  const { reset: forgetErrors } = useQueryErrorResetBoundary();
  const { t } = useLingui();
  const heading = t`This screen cannot be shown`;
  useEffect(() => {
    document.title = `${heading} · Rollcall`;
  }, [heading]);
  useEffect(() => {
    // Once in a session: a part that is missing for another reason would reload for ever.
    if (!isMissingPart(error) || sessionStorage.getItem(reloadedPlace) !== null) return;
    sessionStorage.setItem(reloadedPlace, 'yes');
    location.reload();
  }, [error]);
  return (
    <div className={styles.failed}>
      <h1 className="visually-hidden">{heading}</h1>
      <ProblemNote
        error={error}
        onRetry={() => {
          forgetErrors();
          reset();
        }}
      />
    </div>
  );
}
