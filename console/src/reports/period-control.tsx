/** Chooses the days of a report: by name, by steps, or by dates. @module */

import { useLingui } from '@lingui/react/macro';
import { CalendarRange, ChevronLeft, ChevronRight } from 'lucide-react';
import { addDays } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { useSettings } from '../api/index.ts';
import { type Range, stepPeriod } from '../day/periods.ts';
import { IconButton } from '../ui/button.tsx';
import { DateField, DateRangePicker } from '../ui/date-field.tsx';
import { MenuButton } from '../ui/menu.tsx';
import styles from './report.module.css';
import { daysOfPeriod, type NamedPeriod, namedPeriods } from './report-period.ts';

/** The words of the periods. */
export function usePeriodWords(): Readonly<Record<NamedPeriod, string>> {
  const { t } = useLingui();
  return {
    today: t`Today`,
    yesterday: t`Yesterday`,
    'this-week': t`This week`,
    'last-week': t`Last week`,
    'this-month': t`This month`,
    'last-month': t`Last month`,
    'this-payroll': t`This payroll period`,
    'last-payroll': t`Last payroll period`,
  };
}

/** The days of a report. @param isOneDay - whether the report takes one day alone */
export function PeriodControl({
  range,
  isOneDay,
  today,
  onChange,
}: {
  range: Range;
  isOneDay: boolean;
  today: LocalDate;
  onChange: (range: Range) => void;
}) {
  const { t } = useLingui();
  const { organisation: settings = {} } = useSettings();
  const words = usePeriodWords();
  const change = (from: string, until: string) => {
    const [first, last] = [parseLocalDate(from), parseLocalDate(until)];
    if (first !== null && last !== null && first <= last) onChange({ from: first, to: addDays(last, 1) });
  };
  const offered = namedPeriods.filter(
    (name) =>
      (!isOneDay || name === 'today' || name === 'yesterday') &&
      (settings.payrollPeriod !== undefined || !name.endsWith('payroll')),
  );
  return (
    <div className={styles.period}>
      <IconButton label={t`Period before`} onPress={() => onChange(stepPeriod(range, -1, settings))}>
        <ChevronLeft />
      </IconButton>
      {isOneDay ? (
        <DateField
          label={t`Day`}
          isLabelHidden
          value={range.from}
          onChange={(date) => date !== null && change(date, date)}
        />
      ) : (
        <DateRangePicker
          label={t`Days`}
          isLabelHidden
          value={{ from: range.from, until: addDays(range.to, -1) }}
          onChange={(days) => days && change(days.from, days.until)}
        />
      )}
      <IconButton label={t`Period after`} onPress={() => onChange(stepPeriod(range, 1, settings))}>
        <ChevronRight />
      </IconButton>
      <MenuButton
        label={t`Choose a period`}
        icon={<CalendarRange />}
        isIconOnly
        items={offered.map((name) => ({
          id: name,
          label: words[name],
          onAction: () => onChange(daysOfPeriod(name, today, settings)),
        }))}
      />
    </div>
  );
}
