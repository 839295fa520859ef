/** Changes the list of terminals of a bridge as a whole, if nobody else has meanwhile. @module */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BridgeId } from '#shared/contract/ids.ts';
import { api } from '../api/index.ts';
import { bridgeTerminalsQuery, type ListedTerminal, type TerminalList } from './bridge-queries.ts';
import type { ListedInput } from './listed-form.ts';

/** The list as it was read, with its ETag. */
export interface ReadList {
  body: TerminalList;
  etag: string | undefined;
}

/**
 * Keeps the list from when the question was asked: it is read anew meanwhile, and an edit of somebody else must not go unseen.
 * @param opened - the list as it was then
 * @param onDone - once it is saved
 * @returns what saves a change of the list, and what reads the newest one, over which it can be asked again
 */
export function useListed(bridgeId: BridgeId, opened: ReadList, onDone: () => void) {
  const client = useQueryClient();
  const [list, setList] = useState(opened);
  const reading = useMutation({
    mutationFn: () => client.fetchQuery({ ...bridgeTerminalsQuery(bridgeId), staleTime: 0 }),
    onSuccess: (newest) => {
      setList(newest);
      save.reset();
    },
  });
  const save = useMutation({
    mutationFn: (change: (terminals: readonly ListedTerminal[]) => ListedInput[]) =>
      api.setBridgeTerminals.answer({
        params: { bridgeId },
        body: { terminals: change(list.body.terminals) },
        ifMatch: list.etag ?? '',
      }),
    onSuccess: (answer) => {
      client.setQueryData(bridgeTerminalsQuery(bridgeId).queryKey, answer);
      onDone();
    },
  });
  return {
    save,
    isPending: save.isPending || reading.isPending,
    reload: () => reading.mutate(),
  };
}
