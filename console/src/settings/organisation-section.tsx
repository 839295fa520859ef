/** Settings › Organisation: its name, zone, week and payroll period, its types of leave, its departments, and how long times are kept. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useSettings } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ComboBox } from '../ui/combo-box.tsx';
import { Section } from '../ui/section.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CustomFieldFields } from './custom-field-fields.tsx';
import { Departments } from './departments.tsx';
import { Effect } from './effect.tsx';
import styles from './fields.module.css';
import { type FieldWords, FormFrame } from './form-frame.tsx';
import { LeaveTypeFields } from './leave-type-fields.tsx';
import {
  choicesOf,
  isUnfinished,
  type OrganisationValues,
  organisationForm,
  type PeriodDraft,
} from './organisation-form.ts';
import { PayrollPeriodFields } from './payroll-period-fields.tsx';
import { RetentionFields } from './retention-fields.tsx';
import { type SettingsForm, useSettingsForm } from './use-settings-form.ts';
import { useWeekdays } from './use-weekdays.ts';

/** Settings › Organisation. */
export function OrganisationSection() {
  const { t } = useLingui();
  const form = useSettingsForm(organisationForm);
  const words = useWords();
  const why = form.conflicts.length > 0 ? t`Choose yours or theirs first.` : undefined;
  return (
    <>
      <FormFrame
        form={form}
        words={words}
        why={isUnfinished(form.value) ? t`Complete the marked fields first.` : why}
      >
        <Identity form={form} />
        <Calendar form={form} />
        <LeaveTypeFields value={form.value.leaveTypes} onChange={(leaveTypes) => form.set({ leaveTypes })} />
        <CustomFieldFields
          value={form.value.customFields}
          onChange={(customFields) => form.set({ customFields })}
        />
        <RetentionFields form={form} />
      </FormFrame>
      <Departments />
    </>
  );
}

const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({
  id: zone,
  label: zone.replaceAll('_', ' '),
}));

function Identity({ form }: { form: SettingsForm<OrganisationValues> }) {
  const { t } = useLingui();
  return (
    <Section title={<Trans>Name and zone</Trans>}>
      <div className={styles.fields}>
        <TextField
          label={t`Name`}
          description={t`Heads screens, prints and files.`}
          maxLength={100}
          value={form.value.name}
          onChange={(name) => form.set({ name })}
        />
        <ComboBox
          label={t`Time zone`}
          description={t`Of schedules, and of terminals that have none of their own. Days begin and end by it.`}
          items={zones}
          value={form.value.zone === '' ? null : form.value.zone}
          onChange={(zone) => form.set({ zone: zone ?? '' })}
          error={form.value.zone === '' && t`Choose a zone.`}
        />
      </div>
    </Section>
  );
}

function Calendar({ form }: { form: SettingsForm<OrganisationValues> }) {
  const { t } = useLingui();
  const format = useFormat();
  const weekdays = useWeekdays();
  const { payrollPeriods } = useSettings();
  const { weekStartsOn, payrollPeriod } = form.value;
  return (
    <Section title={<Trans>Week and payroll period</Trans>}>
      <div className={styles.fields}>
        <div className={styles.row}>
          <Select
            label={t`The week begins on`}
            items={weekdays}
            value={weekStartsOn}
            onChange={(day) => form.set({ weekStartsOn: day })}
          />
        </div>
        <PayrollPeriodFields
          value={payrollPeriod}
          onChange={(period) => form.set({ payrollPeriod: period })}
        />
      </div>
      <Effect>
        {form.isDirty || !payrollPeriods ? (
          <Trans>The period of today is known once this is saved.</Trans>
        ) : (
          <Trans>
            Now {format.range(payrollPeriods.current, 'short')}, before it{' '}
            {format.range(payrollPeriods.previous, 'short')}
          </Trans>
        )}
      </Effect>
    </Section>
  );
}

/** Two versions of a thing differ in its details: without them both would read the same. */
function withDetails(name: string, details: readonly string[]): string {
  const known = details.filter((detail) => detail !== '');
  return known.length === 0 ? name : `${name} (${known.join(', ')})`;
}

function useWords(): FieldWords<OrganisationValues> {
  const { t } = useLingui();
  const format = useFormat();
  const weekdays = useWeekdays();
  const periodText = ({ kind, startsOnDays, weeks, anchor }: PeriodDraft) => {
    const [first, second] = startsOnDays.map((day) => String(day ?? '–'));
    if (kind === 'monthly') return t`Monthly, from day ${first}`;
    if (kind === 'twice-monthly') return t`Twice a month, from days ${first} and ${second}`;
    const from = anchor === null ? '–' : format.date(anchor, 'short');
    return t`Every ${String(weeks ?? '–')} weeks, such as from ${from}`;
  };
  return {
    name: { label: t`Name`, text: (name) => (name === '' ? t`None` : name) },
    zone: { label: t`Time zone`, text: (zone) => zone },
    weekStartsOn: {
      label: t`The week begins on`,
      text: (day) => weekdays.find(({ id }) => id === day)?.label ?? day,
    },
    payrollPeriod: { label: t`Payroll period`, text: periodText },
    customFields: {
      label: t`Fields of your own`,
      text: (fields) =>
        fields.length === 0
          ? t`None`
          : format.list(
              fields.map((field) =>
                withDetails(field.label, [
                  ...choicesOf(field),
                  field.visibleTo === 'readers' ? t`Seen by everybody` : '',
                ]),
              ),
            ),
    },
    retention: {
      label: t`How long times are kept`,
      text: ({ months }) => (months == null ? t`For ever` : t`${String(months)} months`),
    },
    leaveTypes: {
      label: t`Types of leave`,
      text: (types) =>
        types.length === 0
          ? t`None`
          : format.list(
              types.map(({ type, name, payCode, unit, isArchived }) =>
                withDetails(name || type, [
                  payCode,
                  unit === 'hours' ? t`Hours` : '',
                  isArchived ? t`Archived` : '',
                ]),
              ),
            ),
    },
  };
}
