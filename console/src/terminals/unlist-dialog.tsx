/** Takes a terminal off the list that a bridge is told to read from here. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import type { BridgeId } from '#shared/contract/ids.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { toast } from '../ui/toasts.tsx';
import type { ListedTerminal } from './bridge-queries.ts';
import { addressOf, keptInput } from './listed-form.ts';
import { type ReadList, useListed } from './use-listed.ts';

/** Asks, because its communication key is gone afterwards. @param opened - the list as it is shown */
export function UnlistDialog({
  bridgeId,
  opened,
  terminal,
  onClose,
}: {
  bridgeId: BridgeId;
  opened: ReadList;
  terminal: ListedTerminal;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const { save, isPending, reload } = useListed(bridgeId, opened, () => {
    toast({ text: t`Removed from the list.` });
    onClose();
  });
  const name = terminal.name ?? terminal.host;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={<Trans>Remove {name} from the list?</Trans>}
      confirmLabel={t`Remove`}
      tone="danger"
      isPending={isPending}
      onConfirm={() =>
        save.mutate((terminals) =>
          terminals.filter((one) => addressOf(one) !== addressOf(terminal)).map(keptInput),
        )
      }
    >
      <p>
        <Trans>
          The bridge reads it no longer, unless its own configuration has it too. Its punches stay; its
          communication key has to be typed again if it comes back.
        </Trans>
      </p>
      {save.isError && <ProblemNote error={save.error} onReload={reload} />}
    </ConfirmDialog>
  );
}
