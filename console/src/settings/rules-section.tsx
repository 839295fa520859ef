/** Settings › Rules: the plan of people without one of their own, and the rule values that differ from the defaults. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { useSettings } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { LinkButton } from '../ui/button.tsx';
import { ComboBox } from '../ui/combo-box.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Section } from '../ui/section.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import styles from './fields.module.css';
import { type FieldWords, FormFrame } from './form-frame.tsx';
import { usePlanChoices } from './lists.ts';
import { type RulesValues, type RuleValue, rulesForm, ruleValues } from './rules-form.ts';
import { useSettingsForm } from './use-settings-form.ts';

/** Settings › Rules. */
export function RulesSection() {
  const { t } = useLingui();
  const form = useSettingsForm(rulesForm);
  const schedules = usePlanChoices('schedules');
  const calendars = usePlanChoices('calendars');
  const { defaultScheduleId, calendarId, waitFor } = form.value;
  const waits = {
    own: t`Its own terminals`,
    all: t`All terminals`,
  };
  const words: FieldWords<RulesValues> = {
    defaultScheduleId: {
      label: t`Schedule without a roster`,
      text: (id) => (id === null ? t`Flexi` : (schedules.find((one) => one.id === id)?.label ?? id)),
    },
    calendarId: {
      label: t`Holidays`,
      text: (id) => (id === null ? t`None` : (calendars.find((one) => one.id === id)?.label ?? id)),
    },
    waitFor: { label: t`A day waits for`, text: (which) => waits[which] },
  };
  return (
    <>
      <FormFrame
        form={form}
        words={words}
        why={form.conflicts.length > 0 ? t`Choose yours or theirs first.` : undefined}
      >
        <Section
          title={<Trans>Plan of everybody else</Trans>}
          description={<Trans>What counts for users who have no duty roster of their own.</Trans>}
        >
          <div className={styles.fields}>
            <ComboBox
              label={t`Clocking schedule`}
              description={t`Without one, every day is flexi: worked time is counted, and nobody is late.`}
              placeholder={t`Flexi`}
              items={schedules}
              value={defaultScheduleId}
              onChange={(id) => form.set({ defaultScheduleId: id })}
            />
            <ComboBox
              label={t`Holidays`}
              description={t`The calendar of users who have none of their own.`}
              placeholder={t`None`}
              items={calendars}
              value={calendarId}
              onChange={(id) => form.set({ calendarId: id })}
            />
            <RadioGroup
              label={t`A day without punches waits for`}
              description={t`Until these terminals have been read, the day is pending and not an absence.`}
              value={waitFor}
              onChange={(which) => form.set({ waitFor: which })}
              items={[
                {
                  id: 'own',
                  label: waits.own,
                  description: t`Those of the user’s site, or that the user has used in the last 60 days.`,
                },
                { id: 'all', label: waits.all },
              ]}
            />
          </div>
        </Section>
      </FormFrame>
      <Differing />
    </>
  );
}

function nameOf({ group, name }: RuleValue): string {
  return `${group}.${name}`;
}

function Differing() {
  const { t } = useLingui();
  const format = useFormat();
  const { sheets } = useSettings();
  const rows = useMemo(() => ruleValues(sheets.rules), [sheets.rules]);
  const columns = useMemo(
    (): TableColumn<RuleValue>[] => [
      { id: 'group', title: t`Part`, width: 140, render: ({ group }) => group },
      { id: 'name', title: t`Value`, isPrimary: true, render: ({ name }) => <code>{name}</code> },
      {
        id: 'text',
        title: t`Is`,
        render: ({ minutes, text }) => (minutes === undefined ? text : format.spoken(minutes * 60, 'short')),
      },
    ],
    [t, format],
  );
  return (
    <Section
      title={<Trans>Rule values that differ</Trans>}
      description={
        <Trans>
          Grace, rounding, breaks, overtime and the rest, where the organisation departs from the defaults.
          Names are those of the rules file; schedules and rosters can depart further.
        </Trans>
      }
      actions={
        <LinkButton to="/schedules/clocking">
          <Trans>Open the rules file</Trans>
        </LinkButton>
      }
    >
      <DataTable
        label={t`Rule values that differ`}
        columns={columns}
        rows={rows}
        idOf={nameOf}
        nameOf={nameOf}
        empty={
          <EmptyState title={<Trans>All rule values are the defaults.</Trans>}>
            <Trans>They are changed in the rules file, which can be downloaded, edited and imported.</Trans>
          </EmptyState>
        }
      />
    </Section>
  );
}
