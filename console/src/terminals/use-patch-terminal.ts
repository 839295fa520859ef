/** Changes a terminal, if nobody else has meanwhile. @module */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BridgeId } from '#shared/contract/ids.ts';
import { api } from '../api/index.ts';
import { type Terminal, terminalQuery, terminalsChanged } from './queries.ts';

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
  // Kept from when the form was opened: lists are read anew meanwhile, and an edit of somebody else must not go unseen.
  const [ifMatch, setIfMatch] = useState(etag);
  const patch = useMutation({
    mutationFn: (body: TerminalPatch) =>
      api.updateTerminal({ params: { serial }, body, ifMatch: ifMatch ?? '' }),
    onSuccess: () => {
      void terminalsChanged(client);
      onDone();
    },
  });
  const reload = useMutation({
    mutationFn: () => client.fetchQuery({ ...terminalQuery(serial), staleTime: 0 }),
    onSuccess: (newest) => {
      setIfMatch(newest.etag);
      patch.reset();
    },
  });
  // Saved meanwhile, the form would meet the same refusal again.
  return { patch, isPending: patch.isPending || reload.isPending, reload: () => reload.mutate() };
}
