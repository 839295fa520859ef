/** Retires a terminal, or puts it back to work. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { ProblemNote } from '../problems/problem-note.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { toast } from '../ui/toasts.tsx';
import type { Terminal } from './queries.ts';
import { terminalName } from './terminal-state.ts';
import { usePatchTerminal } from './use-patch-terminal.ts';

/** @param isRevived - whether it is put back to work */
export function RetireDialog({
  terminal,
  etag,
  isRevived,
  onClose,
}: {
  terminal: Terminal;
  etag: string | undefined;
  isRevived: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const name = terminalName(terminal);
  const { patch, isPending, reload } = usePatchTerminal(terminal.serial, etag, () => {
    toast({ text: isRevived ? t`${name} is at work again.` : t`${name} is retired.` });
    onClose();
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={isRevived ? <Trans>Put {name} back to work?</Trans> : <Trans>Retire {name}?</Trans>}
      confirmLabel={isRevived ? t`Put back to work` : t`Retire`}
      tone={isRevived ? 'normal' : 'danger'}
      isPending={isPending}
      onConfirm={() => patch.mutate({ state: isRevived ? 'active' : 'retired' })}
    >
      <p>
        {isRevived ? (
          <Trans>It is read again, and days of people who use it wait for its log.</Trans>
        ) : (
          <Trans>
            It is no longer read, and no day waits for it. All punches that it has sent stay. It can be put
            back to work at any time.
          </Trans>
        )}
      </p>
      {patch.isError && <ProblemNote error={patch.error} onReload={reload} />}
    </ConfirmDialog>
  );
}
