/** Fields of what a new user gets. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox } from '../ui/checkbox.tsx';
import { ComboBox, MultiPicker } from '../ui/combo-box.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Section } from '../ui/section.tsx';
import styles from './fields.module.css';
import { usePlanChoices, useTerminalChoices } from './lists.ts';
import { PlaceFields } from './place-fields.tsx';
import type { ServerValues } from './server-form.ts';
import type { SettingsForm } from './use-settings-form.ts';

/** What a new user gets. */
export function NewUserFields({ form }: { form: SettingsForm<ServerValues> }) {
  const { t } = useLingui();
  const rosters = usePlanChoices('rosters');
  const terminals = useTerminalChoices();
  const { fetchDetails, issueDate, dutyRosterId, sendTo } = form.value;
  const chosen = Array.isArray(sendTo) ? sendTo : [];
  return (
    <Section
      title={<Trans>New users</Trans>}
      description={<Trans>What a user gets who is created for a punch, or added by hand.</Trans>}
    >
      <div className={styles.fields}>
        <Checkbox
          isSelected={fetchDetails}
          onChange={(isOn) => form.set({ fetchDetails: isOn })}
          description={t`Name, card and privilege are read from the terminal of the first punch.`}
        >
          <Trans>Fetch the details of a created user at once</Trans>
        </Checkbox>
        <RadioGroup
          label={t`Issuance date`}
          value={issueDate}
          onChange={(kind) => form.set({ issueDate: kind })}
          items={[
            {
              id: 'first-punch',
              label: t`The day of the first punch`,
              description: t`Sheets begin there; days before are not absences.`,
            },
            { id: 'none', label: t`None`, description: t`Somebody enters it.` },
          ]}
        />
        <ComboBox
          label={t`Duty roster`}
          description={t`Without one, the schedule for users without a roster counts.`}
          placeholder={t`None`}
          items={rosters}
          value={dutyRosterId}
          onChange={(id) => form.set({ dutyRosterId: id })}
        />
        <RadioGroup
          label={t`Send to terminals`}
          description={t`A user who is added here is written to these terminals.`}
          value={Array.isArray(sendTo) ? 'some' : sendTo}
          onChange={(kind) => form.set({ sendTo: kind === 'some' ? [] : kind })}
          items={[
            { id: 'none', label: t`None` },
            { id: 'all', label: t`All active ones` },
            { id: 'some', label: t`Chosen ones` },
          ]}
        />
        {Array.isArray(sendTo) && (
          <div className={styles.indent}>
            <MultiPicker
              label={t`Terminals`}
              items={terminals}
              value={chosen.map(
                (serial) => terminals.find(({ id }) => id === serial) ?? { id: serial, label: serial },
              )}
              onChange={(list) => form.set({ sendTo: list.map(({ id }) => id) })}
              error={chosen.length === 0 && t`Choose at least one terminal.`}
            />
          </div>
        )}
        <PlaceFields value={form.value.byTerminal} onChange={(byTerminal) => form.set({ byTerminal })} />
      </div>
    </Section>
  );
}
