/** Edits what people say about a terminal: name, place, zone, bridge. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettings } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { bridgesQuery, type Terminal } from './queries.ts';
import { terminalName } from './terminal-state.ts';
import { type TerminalPatch, usePatchTerminal } from './use-patch-terminal.ts';
import { ZonePicker } from './zone-picker.tsx';

interface Draft {
  name: string;
  site: string;
  zone: string | null;
  bridgeId: Terminal['bridgeId'];
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

/** The form. What is typed stays when somebody else has changed the terminal meanwhile. */
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
  const [before] = useState<Draft>({
    name: terminal.name ?? '',
    site: terminal.site ?? '',
    zone: terminal.zone ?? null,
    bridgeId: terminal.bridgeId,
  });
  const [draft, setDraft] = useState(before);
  const set = (change: Partial<Draft>) => setDraft((last) => ({ ...last, ...change }));
  const { patch, isPending, reload } = usePatchTerminal(terminal.serial, etag, () => {
    toast({ text: t`Saved.` });
    onClose();
  });
  const change = patchOf(before, draft);
  const submit = () => {
    if (Object.keys(change).length === 0) onClose();
    else patch.mutate(change);
  };
  const choices = bridges.filter(({ id, state }) => state === 'active' || id === terminal.bridgeId);
  return (
    <FormDialog
      title={<Trans>Edit {terminalName(terminal)}</Trans>}
      onClose={onClose}
      onSubmit={submit}
      isPending={isPending}
      note={patch.isError && <ProblemNote error={patch.error} onReload={reload} />}
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
    </FormDialog>
  );
}
