/** Changes a terminal, if nobody else has meanwhile. @module */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BridgeId } from '#shared/contract/ids.ts';
import { api } from '../api/index.ts';
import { type Terminal, terminalQuery, terminalsChanged } from './queries.ts';
import { useNewest } from './use-newest.ts';

/** What can be changed; null takes a field away. */
export interface TerminalPatch {
  name?: string | null;
  zone?: string | null;
  site?: string | null;
  bridgeId?: BridgeId;
  state?: 'active' | 'retired';
}

/**
 * @param etag - of the version that is changed
 * @param onDone - once it is saved
 * @returns the mutation, and what shows the newest version without losing what was typed
 */
export function usePatchTerminal(serial: Terminal['serial'], etag: string | undefined, onDone: () => void) {
  const client = useQueryClient();
  const { ifMatch, isReading, reload } = useNewest(
    etag,
    () => client.fetchQuery({ ...terminalQuery(serial), staleTime: 0 }),
    () => patch.reset(),
  );
  const patch = useMutation({
    mutationFn: (body: TerminalPatch) => api.updateTerminal({ params: { serial }, body, ifMatch }),
    onSuccess: () => {
      void terminalsChanged(client);
      onDone();
    },
  });
  // Saved while the newest version is read, the form would meet the same refusal again.
  return { patch, isPending: patch.isPending || isReading, reload };
}
