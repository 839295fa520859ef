/** The form of from where and how soon bridges take releases. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { api } from '../api/index.ts';
import { MergedFormDialog } from '../day/merged-form-dialog.tsx';
import { type MergedForm, useMergedForm } from '../day/use-merged-form.ts';
import { IconButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import type { ConflictWords } from '../ui/conflicts.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './fields.module.css';
import { sitesQuery } from './lists.ts';
import { RingText } from './ring-text.tsx';
import {
  fieldOf,
  hoursOf,
  isReleaseAddress,
  isUnfinished,
  mostHours,
  noSource,
  type RingDraft,
  siteRings,
  switched,
  type UpdatesDraft,
  updatesDraft,
  updatesOf,
} from './updates-form.ts';
import { type ReadUpdates, updatesQuery } from './updates-query.ts';

type UpdatesForm = Pick<MergedForm<ReadUpdates, UpdatesDraft>, 'value' | 'saved' | 'set'>;

/** @param name - of the site, or of all bridges @param saved - what a ring that is switched on again begins with */
function RingFields({
  name,
  ring,
  saved,
  onChange,
  children,
}: {
  name: string;
  ring: RingDraft;
  saved: RingDraft | null | undefined;
  onChange: (ring: RingDraft) => void;
  children?: ReactNode;
}) {
  const { t } = useLingui();
  return (
    <>
      <Checkbox isSelected={ring.isOn} onChange={(isOn) => onChange(switched(saved, isOn))}>
        <Trans>{name}: take releases</Trans>
      </Checkbox>
      <span className={styles.tail}>
        {ring.isOn && (
          <NumberField
            label={t`${name}: hours after a release`}
            isLabelHidden
            suffix={t`h later`}
            min={0}
            max={mostHours}
            decimals={2}
            value={ring.hours}
            onChange={(hours) => onChange({ isOn: true, hours })}
            error={ring.hours === null && t`Enter a number of hours from 0 to 8760.`}
          />
        )}
        {children}
      </span>
    </>
  );
}

function SiteRings({ form: { value, saved, set } }: { form: UpdatesForm }) {
  const { t } = useLingui();
  const { data: known = [] } = useQuery(sitesQuery);
  const rings = siteRings(value);
  const free = known.filter(({ name }) => !rings.some(({ site }) => site === name));
  return (
    <>
      {rings.length > 0 && (
        <ul className={styles.list}>
          {rings.map(({ site, ring }) => (
            <li key={site} className={styles.item}>
              <RingFields
                name={site}
                ring={ring}
                saved={saved[fieldOf(site)]}
                onChange={(next) => set({ [fieldOf(site)]: next })}
              >
                <IconButton
                  label={t`Let ${site} follow all bridges`}
                  onPress={() => set({ [fieldOf(site)]: null })}
                >
                  <Trash2 />
                </IconButton>
              </RingFields>
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
            onChange={(site) => set({ [fieldOf(site)]: switched(saved[fieldOf(site)], true) })}
          />
        </div>
      )}
    </>
  );
}

function Fields({ form, isTried }: { form: UpdatesForm; isTried: boolean }) {
  const { t } = useLingui();
  const {
    value: { source, everybody },
    saved,
    set,
  } = form;
  const before = saved.source.isOn ? saved.source : { ...noSource, isOn: true };
  return (
    <>
      <Checkbox
        isSelected={source.isOn}
        onChange={(isOn) => set({ source: isOn ? before : noSource })}
        description={t`Off, they take no release that the cloud would have them take.`}
      >
        <Trans>Have bridges take releases by themselves</Trans>
      </Checkbox>
      {source.isOn && (
        <>
          <TextField
            label={t`Address of the releases`}
            description={t`It begins with https://. A bridge takes only what is signed with the key that it was built with, and nothing older than itself.`}
            type="url"
            value={source.from}
            onChange={(from) => set({ source: { isOn: true, from } })}
            error={
              isTried &&
              !isReleaseAddress(source.from) &&
              t`Write an address that begins with https://, without a user name, query or fragment.`
            }
            maxLength={500}
            autoComplete="off"
            isRequired
          />
          <div className={styles.ring}>
            <RingFields
              name={t`All bridges`}
              ring={everybody}
              saved={saved.everybody}
              onChange={(ring) => set({ everybody: ring })}
            />
          </div>
          <SiteRings form={form} />
        </>
      )}
    </>
  );
}

/** How a field is called where two have changed it, and what each has it say. */
function useWords(): (field: keyof UpdatesDraft) => ConflictWords<UpdatesDraft> {
  const { t } = useLingui();
  return (field) => {
    if (field === 'source')
      return {
        label: t`Address of the releases`,
        textOf: ({ source }) => (source.isOn ? source.from : t`none: bridges are not told to take any`),
      };
    return {
      label: field === 'everybody' ? t`All bridges` : field.slice(fieldOf('').length),
      textOf: (draft) => {
        const ring = draft[field];
        return ring ? <RingText hours={hoursOf(ring)} /> : <Trans>as all bridges</Trans>;
      },
    };
  };
}

/** The dialog. Rings that only one of two people has changed stand as they have them. @param opened - what is set, as it is shown */
export function UpdatesDialog({ opened, onClose }: { opened: ReadUpdates; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const wordsOf = useWords();
  const [isTried, setTried] = useState(false);
  const form = useMergedForm<ReadUpdates, UpdatesDraft>({
    opened,
    newest: () => client.fetchQuery({ ...updatesQuery, staleTime: 0 }),
    formOf: ({ body }, touched) => updatesDraft(body, touched),
    fits: (draft) => !isUnfinished(draft),
    send: async (draft, { etag = '' }) => {
      const answer = await api.putBridgeUpdates.answer({ body: updatesOf(draft), ifMatch: etag });
      client.setQueryData(updatesQuery.queryKey, answer);
    },
    onSaved: () => {
      void client.invalidateQueries({ queryKey: ['getBridge'] });
      void client.invalidateQueries({ queryKey: ['listBridges'] });
      toast({ text: t`Saved. Bridges are told with their next reports.` });
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    if (!form.isDirty) onClose();
    else if (!isUnfinished(form.value)) form.save();
  };
  return (
    <MergedFormDialog
      title={<Trans>Updates of bridges</Trans>}
      onClose={onClose}
      onSubmit={submit}
      form={form}
      wordsOf={wordsOf}
    >
      <Fields form={form} isTried={isTried} />
    </MergedFormDialog>
  );
}
