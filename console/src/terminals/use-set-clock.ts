/** Orders a bridge to set the clock of a terminal. @module */

import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useErrorToast } from '../problems/refusal.tsx';
import { toast } from '../ui/toasts.tsx';
import { type Terminal, terminalsChanged } from './queries.ts';
import { terminalName } from './terminal-state.ts';

/** @returns gives the order, and whether it is under way */
export function useSetClock(terminal: Pick<Terminal, 'serial' | 'name'>): {
  run: () => void;
  isPending: boolean;
} {
  const { t } = useLingui();
  const client = useQueryClient();
  const tell = useErrorToast();
  const { serial } = terminal;
  const name = terminalName(terminal);
  const order = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.orderTerminalCommand({ params: { serial }, body: { kind: 'set-clock' } }, { idempotencyKey }),
    onSuccess: () => {
      toast({ text: t`The bridge sets the clock of ${name} within a minute.` });
      return terminalsChanged(client);
    },
    onError: tell,
  });
  return { run: () => order.mutate(newIdempotencyKey()), isPending: order.isPending };
}
