/** Settings › Approvals: which entries need a second person. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import type { Settings } from '#shared/contract/settings.ts';
import { useOverview } from '../api/index.ts';
import { LinkButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Section } from '../ui/section.tsx';
import styles from './fields.module.css';
import { type FieldWords, FormFrame } from './form-frame.tsx';
import { type FormShape, type SettingsChange, useSettingsForm } from './use-settings-form.ts';

/** Whether entries of each kind need a second person. */
interface ApprovalValues {
  corrections: boolean;
  leaves: boolean;
  dayOverrides: boolean;
}

function needed(isOn: boolean) {
  return isOn ? ('second-person' as const) : ('none' as const);
}

const approvalsForm: FormShape<ApprovalValues> = {
  key: 'settings.approvals',
  read: ({ approvals }: Settings) => ({
    corrections: approvals?.corrections === 'second-person',
    leaves: approvals?.leaves === 'second-person',
    dayOverrides: approvals?.dayOverrides === 'second-person',
  }),
  patch: ({ corrections, leaves, dayOverrides }): SettingsChange => ({
    approvals: {
      ...(corrections === undefined ? {} : { corrections: needed(corrections) }),
      ...(leaves === undefined ? {} : { leaves: needed(leaves) }),
      ...(dayOverrides === undefined ? {} : { dayOverrides: needed(dayOverrides) }),
    },
  }),
};

/** Settings › Approvals. */
export function ApprovalsSection() {
  const { t } = useLingui();
  const form = useSettingsForm(approvalsForm);
  const awaiting = useOverview()?.awaiting;
  const text = (isOn: boolean) => (isOn ? t`A second person` : t`Nobody else`);
  const words: FieldWords<ApprovalValues> = {
    corrections: { label: t`Corrections`, text },
    leaves: { label: t`Leaves`, text },
    dayOverrides: { label: t`Overrides of the plan of a day`, text },
  };
  const waiting = (count: number | undefined) =>
    count ? t`${String(count)} wait now, and go on waiting when this is turned off.` : undefined;
  return (
    <FormFrame
      form={form}
      words={words}
      why={form.conflicts.length > 0 ? t`Choose yours or theirs first.` : undefined}
    >
      <Section
        title={<Trans>Approval by a second person</Trans>}
        description={
          <Trans>
            Entries of these kinds take effect once somebody else than who has entered them has approved them.
            It holds for entries that are made from then on.
          </Trans>
        }
        actions={
          <LinkButton to="/approvals" search={{}}>
            <Trans>See what waits</Trans>
          </LinkButton>
        }
      >
        <div className={styles.fields}>
          <Checkbox
            isSelected={form.value.corrections}
            onChange={(corrections) => form.set({ corrections })}
            description={waiting(awaiting?.corrections)}
          >
            <Trans>Corrections of times</Trans>
          </Checkbox>
          <Checkbox
            isSelected={form.value.leaves}
            onChange={(leaves) => form.set({ leaves })}
            description={waiting(awaiting?.leaves)}
          >
            <Trans>Leaves</Trans>
          </Checkbox>
          <Checkbox
            isSelected={form.value.dayOverrides}
            onChange={(dayOverrides) => form.set({ dayOverrides })}
            description={waiting(awaiting?.dayOverrides)}
          >
            <Trans>Overrides of the plan of a day</Trans>
          </Checkbox>
        </div>
      </Section>
    </FormFrame>
  );
}
