/** Fields of how long times are kept: what is deleted, from when on, and the word that a shorter time needs. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { fewestKeptMonths } from '#shared/contract/retention.ts';
import { Problem, useSettings } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Section } from '../ui/section.tsx';
import { Effect, NextTime } from './effect.tsx';
import styles from './fields.module.css';
import type { OrganisationValues } from './organisation-form.ts';
import type { SettingsForm } from './use-settings-form.ts';

/** As many months as most laws want payroll to look back. */
const usualMonths = 120;

/** For how many months times are kept. Absent: for ever; null while the number is missing. */
export function RetentionFields({ form }: { form: SettingsForm<OrganisationValues> }) {
  const { t } = useLingui();
  const { months } = form.value.retention;
  return (
    <Section
      title={<Trans>How long times are kept</Trans>}
      description={
        <Trans>
          Punches, rows of sheets, corrections, leaves and overrides of days that are older are deleted at
          night, for good. They do not come back from terminals. People, plans and locks of periods stay.
        </Trans>
      }
    >
      <div className={styles.fields}>
        <Checkbox
          isSelected={months !== undefined}
          onChange={(isOn) => form.set({ retention: isOn ? { months: usualMonths } : {} })}
        >
          <Trans>Delete times that are older than a number of months</Trans>
        </Checkbox>
        {months !== undefined && (
          <div className={styles.row}>
            <NumberField
              label={t`Whole months that are kept`}
              min={fewestKeptMonths}
              max={600}
              value={months}
              onChange={(number) => form.set({ retention: { months: number } })}
              error={months === null && t`Enter a number of months from 24 to 600.`}
            />
          </div>
        )}
      </div>
      <Confirmation form={form} />
      {!form.isDirty && <Kept />}
    </Section>
  );
}

/** Asks whoever keeps times for less long than before, with the day that the cloud has named. */
function Confirmation({ form }: { form: SettingsForm<OrganisationValues> }) {
  const format = useFormat();
  const { error } = form;
  if (!Problem.is(error, 'retention.unconfirmed')) return null;
  const keptFrom = String(error.facts.keptFrom);
  const day = format.date(keptFrom, 'short');
  return (
    <Banner
      tone="warning"
      isAnswer
      title={<Trans>Times before {day} will be deleted</Trans>}
      actions={
        <Button
          onPress={() => {
            form.set({ retention: { ...form.value.retention, confirmKeptFrom: keptFrom } });
            form.save();
          }}
        >
          <Trans>Delete times before {day}</Trans>
        </Button>
      }
    >
      <Trans>
        It happens at night <NextTime at={String(error.facts.at)} />. Until then you can set it back; after
        that nobody can.
      </Trans>
    </Banner>
  );
}

/** From when on times are kept, and what is deleted next. */
function Kept() {
  const format = useFormat();
  const { keptTimes } = useSettings();
  const { from, next } = keptTimes ?? {};
  if (!from && !next) return null;
  return (
    <Effect>
      {from && <Trans>Times are kept from {format.date(from, 'short')} on. </Trans>}
      {next && (
        <Trans>
          Times before {format.date(next.from, 'short')} are deleted <NextTime at={next.at} />
        </Trans>
      )}
    </Effect>
  );
}
