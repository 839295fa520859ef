/** What can be done to a user beside editing the profile. @module */

import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { allPages, api, useRights } from '../api/index.ts';
import { useErrorToast, useRefusalWords } from '../problems/refusal.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { downloadFile } from '../ui/download-file.ts';
import { MenuButton, type MenuGroup } from '../ui/menu.tsx';
import { toast } from '../ui/toasts.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import type { User } from './queries.ts';
import { SendDialog } from './send-dialog.tsx';
import { refusedOf, useBulk } from './use-bulk.ts';

const dataPage = 1_000;

/** Everything that is kept of a person, as a file. */
function usePersonalData() {
  const { t } = useLingui();
  const tell = useErrorToast();
  return useMutation({
    mutationFn: async (userId: string) => {
      const items = await allPages((cursor) =>
        api.getPersonalData({ params: { userId }, query: { cursor, limit: dataPage } }),
      );
      const text = JSON.stringify(items, null, 2);
      downloadFile(new Blob([text], { type: 'application/json' }), `user-${userId}.json`);
    },
    onError: tell,
    onSuccess: () => toast({ text: t`All data have been put into a file` }),
  });
}

/** The menu. Those who only read have none. */
export function UserActions({ user }: { user: User }) {
  const { t } = useLingui();
  const { mayEdit, mayAdminister } = useRights();
  const [open, setOpen] = useState<'send' | 'merge' | 'rename' | 'erase'>();
  const bulk = useBulk();
  const say = useRefusalWords();
  const personalData = usePersonalData();
  if (!mayEdit || user.erasedAt !== undefined) return null;
  const close = () => setOpen(undefined);
  const setStatus = async (status: User['status'], before?: User['status']) => {
    const outcomes = await bulk.mutateAsync({
      kind: 'edit',
      edits: [{ userId: user.id, patch: { status } }],
    });
    const refused = refusedOf(outcomes)[0];
    if (refused) toast({ tone: 'danger', text: await say(refused.problem) });
    else if (before !== undefined) {
      const text = status === 'suspended' ? t`${user.id} is suspended` : t`${user.id} is active`;
      toast({ text, undo: () => void setStatus(before) });
    }
  };
  const isSuspended = user.status === 'suspended';
  const sections: MenuGroup[] = [
    {
      id: 'terminals',
      items: [
        {
          id: 'download',
          label: t`Download user`,
          description: t`Take the details from a terminal`,
          onAction: () => openDialog('downloadUser', { serial: user.origin.terminal, userIds: [user.id] }),
        },
        { id: 'send', label: t`Send to terminals`, onAction: () => setOpen('send') },
      ],
    },
    {
      id: 'id',
      items: [
        { id: 'rename', label: t`Change the id`, onAction: () => setOpen('rename') },
        { id: 'merge', label: t`Merge into another user`, onAction: () => setOpen('merge') },
        {
          id: 'status',
          label: isSuspended ? t`Make active` : t`Suspend`,
          onAction: () => void setStatus(isSuspended ? 'active' : 'suspended', user.status),
        },
      ],
    },
    ...(mayAdminister
      ? [
          {
            id: 'privacy',
            items: [
              {
                id: 'data',
                label: t`Save all data of this person`,
                onAction: () => personalData.mutate(user.id),
              },
              { id: 'erase', label: t`Erase this person`, danger: true, onAction: () => setOpen('erase') },
            ],
          },
        ]
      : []),
  ];
  return (
    <>
      <MenuButton label={t`More`} sections={sections} placement="bottom end" />
      {open === 'send' && <SendDialog userIds={[user.id]} onClose={close} />}
      {(open === 'merge' || open === 'rename') && <MergeDialog kind={open} user={user} onClose={close} />}
      {open === 'erase' && <EraseDialog user={user} onClose={close} />}
    </>
  );
}
