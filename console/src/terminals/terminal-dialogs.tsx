/** The dialogs of one terminal, of which one is open at a time. @module */

import { lazy, Suspense } from 'react';
import type { Terminal } from './queries.ts';

/** A dialog of a terminal. */
export type TerminalDialog = 'edit' | 'guard' | 'complete' | 'merge' | 'unmerge' | 'retire' | 'revive';

const EditDialog = lazy(async () => ({ default: (await import('./edit-dialog.tsx')).EditDialog }));
const GuardDialog = lazy(async () => ({ default: (await import('./register-dialog.tsx')).GuardDialog }));
const CompleteDialog = lazy(async () => ({
  default: (await import('./complete-dialog.tsx')).CompleteDialog,
}));
const MergeDialog = lazy(async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog }));
const RetireDialog = lazy(async () => ({ default: (await import('./retire-dialog.tsx')).RetireDialog }));

/** @param etag - of the terminal as it is shown */
export function TerminalDialogs({
  open,
  terminal,
  etag,
  onClose,
}: {
  open: TerminalDialog | undefined;
  terminal: Terminal;
  etag: string | undefined;
  onClose: () => void;
}) {
  if (open === undefined) return null;
  const shown = { terminal, etag, onClose };
  return (
    <Suspense>
      {open === 'edit' && <EditDialog {...shown} />}
      {open === 'guard' && <GuardDialog terminal={terminal} onClose={onClose} />}
      {open === 'complete' && <CompleteDialog terminal={terminal} onClose={onClose} />}
      {(open === 'merge' || open === 'unmerge') && (
        <MergeDialog terminal={terminal} isUndone={open === 'unmerge'} onClose={onClose} />
      )}
      {(open === 'retire' || open === 'revive') && <RetireDialog {...shown} isRevived={open === 'revive'} />}
    </Suspense>
  );
}
