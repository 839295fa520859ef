/** Edits what people say about a bridge: its name, and where it stands. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../api/index.ts';
import { MergedFormDialog } from '../day/merged-form-dialog.tsx';
import { useMergedForm } from '../day/use-merged-form.ts';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { type BridgeDetails, bridgeQuery, terminalsChanged } from './queries.ts';

interface Draft {
  name: string;
  site: string;
}

/** A bridge as it was read. */
interface ReadBridge {
  body: BridgeDetails;
  etag: string | undefined;
}

function draftOf({ body: { name, site = '' } }: ReadBridge): Draft {
  return { name, site };
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
 * The form. What somebody else has changed meanwhile stands, unless it is the same: then there is a choice.
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
  const form = useMergedForm<ReadBridge, Draft>({
    opened: { body: bridge, etag },
    newest: () => client.fetchQuery({ ...bridgeQuery(bridge.id), staleTime: 0 }),
    formOf: draftOf,
    send: async (draft, read) => {
      const body = patchOf(draftOf(read), draft);
      await api.updateBridge({ params: { bridgeId: bridge.id }, body, ifMatch: read.etag ?? '' });
    },
    onSaved: () => {
      void terminalsChanged(client);
      toast({ text: t`Saved.` });
      onClose();
    },
  });
  const { value: draft, set } = form;
  const isEmpty = draft.name.trim() === '';
  const submit = () => {
    if (isEmpty) return;
    if (Object.keys(patchOf(form.saved, draft)).length === 0) onClose();
    else form.save();
  };
  const labels: Record<keyof Draft, string> = { name: t`Name`, site: t`Place` };
  return (
    <MergedFormDialog
      title={<Trans>Edit {bridge.name}</Trans>}
      onClose={onClose}
      onSubmit={submit}
      form={form}
      wordsOf={(field) => ({
        label: labels[field],
        textOf: ({ [field]: text }) => (text === '' ? t`None` : text),
      })}
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
    </MergedFormDialog>
  );
}
