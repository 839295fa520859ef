/** The days of an export, with the payroll periods at hand. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { addDays } from '#shared/time/calendar.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import { useSettings } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { Button } from '../ui/button.tsx';
import { DateRangePicker } from '../ui/date-field.tsx';
import styles from './exports.module.css';

function shifted(date: string, days: number): string {
  const parsed = parseLocalDate(date);
  return parsed === null ? date : addDays(parsed, days);
}

/** First and last day; outside, `to` is the day after the last one. */
export function PeriodFields({
  from,
  to,
  onChange,
}: {
  from: string;
  to: string;
  onChange: (range: { from: string; to: string }) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const { payrollPeriods } = useSettings();
  return (
    <div className={styles.period}>
      <DateRangePicker
        label={t`Days`}
        value={{ from, until: shifted(to, -1) }}
        onChange={(range) => {
          if (range) onChange({ from: range.from, to: shifted(range.until, 1) });
        }}
      />
      {payrollPeriods && (
        <div className={styles.line}>
          {[payrollPeriods.previous, payrollPeriods.current].map((period, index) => (
            <Button
              key={period.from}
              size="small"
              aria-pressed={period.from === from && period.to === to}
              onPress={() => onChange({ from: period.from, to: period.to })}
            >
              {index === 0 ? <Trans>Last period</Trans> : <Trans>This period</Trans>}{' '}
              {format.range(period, 'brief')}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
