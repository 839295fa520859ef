/** Edits what people say about a bridge: its name, and where it stands. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { type BridgeDetails, bridgeQuery, terminalsChanged } from './queries.ts';
import { useNewest } from './use-newest.ts';

interface Draft {
  name: string;
  site: string;
}

/** The fields that were changed; an emptied place is taken away. */
function patchOf(before: Draft, { name, site }: Draft): { name?: string; site?: string | null } {
  const place = site.trim();
  return {
    ...(name.trim() === before.name ? {} : { name: name.trim() }),
    ...(place === before.site ? {} : { site: place === '' ? null : place }),
  };
}

/**
 * The form. What is typed stays when somebody else has changed the bridge meanwhile.
 * @param etag - of the bridge as it is shown
 */
export function EditBridgeDialog({
  bridge,
  etag,
  onClose,
}: {
  bridge: BridgeDetails;
  etag: string | undefined;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [before] = useState<Draft>({ name: bridge.name, site: bridge.site ?? '' });
  const [draft, setDraft] = useState(before);
  const set = (change: Partial<Draft>) => setDraft((last) => ({ ...last, ...change }));
  const { ifMatch, isReading, reload } = useNewest(
    etag,
    () => client.fetchQuery({ ...bridgeQuery(bridge.id), staleTime: 0 }),
    () => save.reset(),
  );
  const save = useMutation({
    mutationFn: (body: ReturnType<typeof patchOf>) =>
      api.updateBridge({
        params: { bridgeId: bridge.id },
        body,
        ifMatch,
      }),
    onSuccess: () => {
      void terminalsChanged(client);
      toast({ text: t`Saved.` });
      onClose();
    },
  });
  const isPending = save.isPending || isReading;
  const isEmpty = draft.name.trim() === '';
  const submit = () => {
    const change = patchOf(before, draft);
    if (isEmpty) return;
    if (Object.keys(change).length === 0) onClose();
    else save.mutate(change);
  };
  return (
    <FormDialog
      title={<Trans>Edit {bridge.name}</Trans>}
      onClose={onClose}
      onSubmit={submit}
      isPending={isPending}
      note={save.isError && <ProblemNote error={save.error} onReload={reload} />}
    >
      <div className={styles.pair}>
        <TextField
          label={t`Name`}
          description={t`What people call it.`}
          value={draft.name}
          onChange={(name) => set({ name })}
          error={isEmpty ? t`A bridge needs a name.` : undefined}
          maxLength={100}
          autoComplete="off"
          isRequired
          autoFocus
        />
        <TextField
          label={t`Place`}
          description={t`The site where it stands. It decides how soon it takes updates; its terminals stay where they are.`}
          value={draft.site}
          onChange={(site) => set({ site })}
          maxLength={100}
          autoComplete="off"
        />
      </div>
    </FormDialog>
  );
}
