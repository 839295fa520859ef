/** Fields of the payroll period. @module */

import { useLingui } from '@lingui/react/macro';
import { DateField } from '../ui/date-field.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import styles from './fields.module.css';
import { type PeriodDraft, periodOfKind } from './organisation-form.ts';

/** How long a payroll period is, and where it begins. */
export function PayrollPeriodFields({
  value,
  onChange,
}: {
  value: PeriodDraft;
  onChange: (value: PeriodDraft) => void;
}) {
  const { t } = useLingui();
  const [first, second] = value.startsOnDays;
  const isTwice = value.kind === 'twice-monthly';
  const isOutOfOrder = isTwice && !!first && !!second && first >= second;
  const dayFlaw = t`Enter a day from 1 to 28.`;
  return (
    <>
      <RadioGroup
        label={t`Payroll period`}
        orientation="horizontal"
        value={value.kind}
        onChange={(kind) => onChange(kind === value.kind ? value : periodOfKind(kind))}
        items={[
          { id: 'monthly', label: t`Monthly` },
          { id: 'twice-monthly', label: t`Twice a month` },
          { id: 'weeks', label: t`Every few weeks` },
        ]}
      />
      {value.kind === 'weeks' ? (
        <div className={styles.row}>
          <NumberField
            label={t`Length`}
            suffix={t`weeks`}
            min={1}
            max={4}
            value={value.weeks}
            onChange={(weeks) => onChange({ ...value, weeks })}
            error={value.weeks === null && t`Enter 1 to 4 weeks.`}
          />
          <DateField
            label={t`First day of any period`}
            value={value.anchor}
            onChange={(anchor) => onChange({ ...value, anchor })}
            error={value.anchor === null && t`Enter the date on which a period began.`}
          />
        </div>
      ) : (
        <div className={styles.row}>
          <NumberField
            label={t`Begins on day`}
            min={1}
            max={28}
            value={first ?? null}
            onChange={(day) => onChange({ ...value, startsOnDays: isTwice ? [day, second ?? null] : [day] })}
            error={!first && dayFlaw}
          />
          {isTwice && (
            <NumberField
              label={t`And on day`}
              min={1}
              max={28}
              value={second ?? null}
              onChange={(day) => onChange({ ...value, startsOnDays: [first ?? null, day] })}
              error={!second ? dayFlaw : isOutOfOrder && t`It must come after the first one.`}
            />
          )}
        </div>
      )}
    </>
  );
}
