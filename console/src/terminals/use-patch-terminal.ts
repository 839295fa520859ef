/** Takes a terminal out of work or puts it back, if nobody else has changed it meanwhile. @module */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { type Terminal, terminalQuery, terminalsChanged } from './queries.ts';

/**
 * Keeps the version from when the question was asked: lists are read anew meanwhile, and an edit of somebody else must not go unseen.
 * @param etag - of that version
 * @param onDone - once it is saved
 * @returns the mutation, and what reads the newest version, over which it can be asked again
 */
export function usePatchTerminal(serial: Terminal['serial'], etag: string | undefined, onDone: () => void) {
  const client = useQueryClient();
  const [ifMatch, setIfMatch] = useState(etag);
  const reading = useMutation({
    mutationFn: () => client.fetchQuery({ ...terminalQuery(serial), staleTime: 0 }),
    onSuccess: (newest) => {
      setIfMatch(newest.etag);
      patch.reset();
    },
  });
  const patch = useMutation({
    mutationFn: (body: { state: 'active' | 'retired' }) =>
      api.updateTerminal({ params: { serial }, body, ifMatch: ifMatch ?? '' }),
    onSuccess: () => {
      void terminalsChanged(client);
      onDone();
    },
  });
  // Saved while the newest version is read, it would meet the same refusal again.
  return { patch, isPending: patch.isPending || reading.isPending, reload: () => reading.mutate() };
}
