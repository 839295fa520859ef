/** What a download of users takes, what it leaves alone, from when the users count, and under which roster. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import type { DetailField } from '#shared/contract/download-fields.ts';
import { Checkbox, CheckboxGroup } from '../ui/checkbox.tsx';
import { DateField } from '../ui/date-field.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import styles from './download-user.module.css';
import { RosterPicker } from './pickers.tsx';

/** From when the users count. `keep`: dates that are here stay, and the settings say it for new users. */
type Issued = 'first-punch' | 'date' | 'keep';

/** The choices of the dialog beside the users. */
export interface DownloadTerms {
  fields: readonly DetailField[];
  /** What was entered here stays as it is. */
  keepsOwn: boolean;
  issued: Issued;
  issuedOn: string | null;
  /** An empty text: rosters stay, and the settings say it for new users. */
  dutyRosterId: string;
}

const allFields = ['name', 'privilege', 'card', 'fingers', 'face'] as const satisfies readonly DetailField[];

/** As the dialog opens. */
export const firstTerms: DownloadTerms = {
  fields: allFields,
  keepsOwn: true,
  issued: 'first-punch',
  issuedOn: null,
  dutyRosterId: '',
};

/** The same as the API takes it. */
export function termsOf({ fields, keepsOwn, issued, issuedOn, dutyRosterId }: DownloadTerms) {
  const date = issued === 'date' ? (issuedOn ?? undefined) : issued === 'keep' ? undefined : issued;
  return {
    fields: [...fields],
    overwrite: !keepsOwn,
    ...(date === undefined ? {} : { issuedOn: date }),
    ...(dutyRosterId === '' ? {} : { dutyRosterId }),
  };
}

/** The fields of the dialog. */
export function TermsFields({
  terms,
  onChange,
}: {
  terms: DownloadTerms;
  onChange: (terms: DownloadTerms) => void;
}) {
  const { t } = useLingui();
  const set = (change: Partial<DownloadTerms>) => onChange({ ...terms, ...change });
  const names: Record<DetailField, string> = {
    name: t`Name`,
    privilege: t`Privilege`,
    card: t`Cards`,
    fingers: t`Fingers`,
    face: t`Face`,
  };
  return (
    <div className={styles.terms}>
      <div className={styles.column}>
        <CheckboxGroup
          label={t`Data to take`}
          description={t`Of cards, fingers and face only how many there are. Templates stay at the terminal.`}
          orientation="horizontal"
          items={allFields.map((id) => ({ id, label: names[id] }))}
          value={terms.fields}
          onChange={(fields) => set({ fields })}
        />
        <Checkbox
          isSelected={terms.keepsOwn}
          onChange={(keepsOwn) => set({ keepsOwn })}
          description={
            terms.keepsOwn ? undefined : <Trans>What the terminal says replaces what stands here.</Trans>
          }
        >
          <Trans>Do not overwrite what was entered here</Trans>
        </Checkbox>
      </div>
      <div className={styles.column}>
        <RadioGroup<Issued>
          label={t`Issuance date`}
          items={[
            { id: 'first-punch', label: t`First punch of each user` },
            { id: 'date', label: t`A date` },
            { id: 'keep', label: t`Leave it as it is` },
          ]}
          value={terms.issued}
          onChange={(issued) => set({ issued })}
        />
        {terms.issued === 'date' && (
          <DateField
            label={t`Issuance date`}
            isLabelHidden
            value={terms.issuedOn}
            onChange={(issuedOn) => set({ issuedOn })}
          />
        )}
        <RosterPicker
          label={t`Duty roster`}
          description={t`From the issuance date on.`}
          noneLabel={t`Leave it as it is`}
          value={terms.dutyRosterId}
          onChange={(dutyRosterId) => set({ dutyRosterId })}
        />
      </div>
    </div>
  );
}
