/** Edits what people say about a terminal: name, place, zone, bridge. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, useSettings } from '../api/index.ts';
import { MergedFormDialog } from '../day/merged-form-dialog.tsx';
import { useMergedForm } from '../day/use-merged-form.ts';
import type { ConflictWords } from '../ui/conflicts.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { bridgesQuery, type Terminal, terminalQuery, terminalsChanged } from './queries.ts';
import { terminalName } from './terminal-state.ts';
import { ZonePicker } from './zone-picker.tsx';

interface Draft {
  name: string;
  site: string;
  zone: string | null;
  bridgeId: Terminal['bridgeId'];
}

/** A terminal as it was read. */
interface ReadTerminal {
  body: Terminal;
  etag: string | undefined;
}

type TerminalPatch = NonNullable<Parameters<typeof api.updateTerminal>[0]['body']>;

function draftOf({ body: { name = '', site = '', zone, bridgeId } }: ReadTerminal): Draft {
  return { name, site, zone: zone ?? null, bridgeId };
}

/** The fields that were changed; an emptied one is taken away. */
function patchOf(before: Draft, { name, site, zone, bridgeId }: Draft): TerminalPatch {
  const text = (value: string) => (value.trim() === '' ? null : value.trim());
  return {
    ...(name.trim() === before.name ? {} : { name: text(name) }),
    ...(site.trim() === before.site ? {} : { site: text(site) }),
    ...(zone === before.zone ? {} : { zone }),
    ...(bridgeId === undefined || bridgeId === before.bridgeId ? {} : { bridgeId }),
  };
}

/** The form. What somebody else has changed meanwhile stands, unless it is the same: then there is a choice. */
export function EditDialog({
  terminal,
  etag,
  onClose,
}: {
  terminal: Terminal;
  etag: string | undefined;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const { zone: ownZone } = useSettings();
  const { data: bridges = [] } = useQuery(bridgesQuery);
  const client = useQueryClient();
  const form = useMergedForm<ReadTerminal, Draft>({
    opened: { body: terminal, etag },
    newest: () => client.fetchQuery({ ...terminalQuery(terminal.serial), staleTime: 0 }),
    formOf: draftOf,
    send: async (draft, read) => {
      const body = patchOf(draftOf(read), draft);
      await api.updateTerminal({ params: { serial: terminal.serial }, body, ifMatch: read.etag ?? '' });
    },
    onSaved: () => {
      void terminalsChanged(client);
      toast({ text: t`Saved.` });
      onClose();
    },
  });
  const { value: draft, set } = form;
  const submit = () => {
    if (Object.keys(patchOf(form.saved, draft)).length === 0) onClose();
    else form.save();
  };
  const words: { [K in keyof Draft]-?: ConflictWords<Draft> } = {
    name: { label: t`Name`, textOf: ({ name }) => (name === '' ? t`None` : name) },
    site: { label: t`Place`, textOf: ({ site }) => (site === '' ? t`None` : site) },
    zone: { label: t`Zone of its clock`, textOf: ({ zone }) => zone ?? ownZone },
    bridgeId: {
      label: t`Bridge that reads it`,
      textOf: ({ bridgeId }) => bridges.find(({ id }) => id === bridgeId)?.name ?? bridgeId ?? t`None`,
    },
  };
  const choices = bridges.filter(({ id, state }) => state === 'active' || id === terminal.bridgeId);
  return (
    <MergedFormDialog
      title={<Trans>Edit {terminalName(terminal)}</Trans>}
      onClose={onClose}
      onSubmit={submit}
      form={form}
      wordsOf={(field) => words[field]}
    >
      <div className={styles.pair}>
        <TextField
          label={t`Name`}
          description={t`What people call it.`}
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={100}
          autoComplete="off"
          autoFocus
        />
        <TextField
          label={t`Place`}
          description={t`The site. Lists and downloads can be narrowed to it.`}
          value={draft.site}
          onChange={(site) => set({ site })}
          maxLength={100}
          autoComplete="off"
        />
      </div>
      <ZonePicker
        label={t`Zone of its clock`}
        placeholder={ownZone}
        description={t`Only where it differs from that of the organisation. Stored punches keep their wall time.`}
        value={draft.zone}
        onChange={(zone) => set({ zone })}
      />
      {terminal.pushes !== true && choices.length > 0 && (
        <Select
          label={t`Bridge that reads it`}
          description={t`After a move to another network.`}
          items={choices.map(({ id, name }) => ({ id, label: name }))}
          value={draft.bridgeId ?? null}
          onChange={(bridgeId) => set({ bridgeId })}
        />
      )}
    </MergedFormDialog>
  );
}
