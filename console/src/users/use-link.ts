/** Says whose the punches of PINs are; each decision can be taken back. @module */

import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, newIdempotencyKey } from '../api/index.ts';
import { toast } from '../ui/toasts.tsx';
import { usersChanged } from './queries.ts';

/** A decision, as the API takes it. */
export type NewLink = Parameters<typeof api.createLink>[0]['body'];
type Link = Awaited<ReturnType<typeof api.createLink>>;

/** Decides about PINs one after the other, says so, and offers to take it back. */
export function useLinks() {
  const { t } = useLingui();
  const client = useQueryClient();
  const undo = async (links: readonly Link[]) => {
    const reason = t`Taken back at once`;
    for (const { pin, id } of links) {
      await api.withdrawLink(
        { params: { pin, linkId: id }, body: { reason } },
        { idempotencyKey: newIdempotencyKey() },
      );
    }
    await usersChanged(client);
  };
  return useMutation({
    mutationFn: async ({ links }: { links: readonly NewLink[]; said: string }) => {
      const done: Link[] = [];
      for (const body of links) {
        done.push(await api.createLink({ body }, { idempotencyKey: newIdempotencyKey() }));
      }
      return done;
    },
    onSuccess: (done, { said }) => toast({ text: said, undo: () => void undo(done) }),
    onSettled: () => usersChanged(client),
  });
}

/** Takes a decision back that was made some time ago. */
export function useUnlink() {
  const { t } = useLingui();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (links: readonly Pick<Link, 'pin' | 'id'>[]) => {
      for (const { pin, id } of links) {
        await api.withdrawLink(
          { params: { pin, linkId: id }, body: { reason: t`Taken back in the list of unknown ids` } },
          { idempotencyKey: newIdempotencyKey() },
        );
      }
    },
    onSuccess: () => toast({ text: t`Taken back` }),
    onSettled: () => usersChanged(client),
  });
}
