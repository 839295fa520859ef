/** The form of from where and how soon bridges take releases. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { IconButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './fields.module.css';
import { sitesQuery } from './lists.ts';
import {
  isReleaseAddress,
  isUnfinished,
  mostHours,
  type RingDraft,
  type UpdatesDraft,
  updatesDraft,
  updatesOf,
  usualHours,
} from './updates-form.ts';
import { type ReadUpdates, updatesQuery } from './updates-query.ts';

/** @param name - of the site, or of all bridges */
function RingFields({
  name,
  ring,
  onChange,
}: {
  name: string;
  ring: RingDraft;
  onChange: (change: Partial<RingDraft>) => void;
}) {
  const { t } = useLingui();
  return (
    <>
      <Checkbox isSelected={ring.isOn} onChange={(isOn) => onChange({ isOn })}>
        <Trans>{name}: take releases</Trans>
      </Checkbox>
      {ring.isOn && (
        <NumberField
          label={t`${name}: hours after a release`}
          isLabelHidden
          suffix={t`h later`}
          min={0}
          max={mostHours}
          decimals={2}
          value={ring.hours}
          onChange={(hours) => onChange({ hours })}
          error={ring.hours === null && t`Enter a number of hours from 0 to 8760.`}
        />
      )}
    </>
  );
}

interface FormProps {
  draft: UpdatesDraft;
  set: (change: Partial<UpdatesDraft>) => void;
}

function SiteRings({ draft, set }: FormProps) {
  const { t } = useLingui();
  const { data: known = [] } = useQuery(sitesQuery);
  const free = known.filter(({ name }) => !draft.sites.some(({ site }) => site === name));
  return (
    <>
      {draft.sites.length > 0 && (
        <ul className={styles.list}>
          {draft.sites.map((one) => (
            <li key={one.site} className={styles.item}>
              <RingFields
                name={one.site}
                ring={one}
                onChange={(change) =>
                  set({
                    sites: draft.sites.map((old) => (old.site === one.site ? { ...old, ...change } : old)),
                  })
                }
              />
              <IconButton
                label={t`Let ${one.site} follow all bridges`}
                onPress={() => set({ sites: draft.sites.filter(({ site }) => site !== one.site) })}
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {free.length > 0 && (
        <div className={styles.row}>
          <Select
            label={t`Give a site a time of its own`}
            placeholder={t`Choose a site`}
            value={null}
            items={free.map(({ name }) => ({ id: name, label: name }))}
            onChange={(site) => set({ sites: [...draft.sites, { site, isOn: true, hours: usualHours }] })}
          />
        </div>
      )}
    </>
  );
}

function Fields({ draft, set, isTried }: FormProps & { isTried: boolean }) {
  const { t } = useLingui();
  return (
    <>
      <Checkbox
        isSelected={draft.isOn}
        onChange={(isOn) => set({ isOn })}
        description={t`Off, they take no release that the cloud would have them take.`}
      >
        <Trans>Have bridges take releases by themselves</Trans>
      </Checkbox>
      {draft.isOn && (
        <>
          <TextField
            label={t`Address of the releases`}
            description={t`It begins with https://. A bridge takes only what is signed with the key that it was built with, and nothing older than itself.`}
            type="url"
            value={draft.from}
            onChange={(from) => set({ from })}
            error={
              isTried &&
              !isReleaseAddress(draft.from) &&
              t`Write an address that begins with https://, without a user name, query or fragment.`
            }
            maxLength={500}
            autoComplete="off"
            isRequired
          />
          <div className={styles.row}>
            <RingFields
              name={t`All bridges`}
              ring={draft.everybody}
              onChange={(change) => set({ everybody: { ...draft.everybody, ...change } })}
            />
          </div>
          <SiteRings draft={draft} set={set} />
        </>
      )}
    </>
  );
}

/** The dialog. What is typed stays when somebody else has changed the same meanwhile. @param opened - what is set, as it is shown */
export function UpdatesDialog({ opened, onClose }: { opened: ReadUpdates; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => updatesDraft(opened.body));
  const [ifMatch, setIfMatch] = useState(opened.etag);
  const [isTried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => api.putBridgeUpdates.answer({ body: updatesOf(draft), ifMatch: ifMatch ?? '' }),
    onSuccess: (answer) => {
      client.setQueryData(updatesQuery.queryKey, answer);
      void client.invalidateQueries({ queryKey: ['getBridge'] });
      void client.invalidateQueries({ queryKey: ['listBridges'] });
      toast({ text: t`Saved. Bridges are told with their next reports.` });
      onClose();
    },
  });
  const reading = useMutation({
    mutationFn: () => client.fetchQuery({ ...updatesQuery, staleTime: 0 }),
    onSuccess: ({ etag }) => {
      setIfMatch(etag);
      save.reset();
    },
  });
  const isPending = save.isPending || reading.isPending;
  const submit = () => {
    setTried(true);
    if (!isUnfinished(draft)) save.mutate();
  };
  return (
    <FormDialog
      title={<Trans>Updates of bridges</Trans>}
      onClose={onClose}
      onSubmit={submit}
      isPending={isPending}
      note={save.isError && <ProblemNote error={save.error} onReload={() => reading.mutate()} />}
    >
      <Fields
        draft={draft}
        set={(change) => setDraft((last) => ({ ...last, ...change }))}
        isTried={isTried}
      />
    </FormDialog>
  );
}
