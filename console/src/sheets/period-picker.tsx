/** Says which period is shown, goes to its neighbours, and chooses another one. @module */

import { useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react';
import { addDays } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { useSettings } from '../api/index.ts';
import type { Format } from '../day/format-of.ts';
import { kindOfRange, periodOf, type Range, stepPeriod } from '../day/periods.ts';
import { useFormat } from '../day/use-format.ts';
import { Button, ButtonGroup, IconButton } from '../ui/button.tsx';
import { DateRangePicker } from '../ui/date-field.tsx';
import { Popover } from '../ui/popover.tsx';
import { useHotkey } from '../ui/use-hotkey.ts';
import { mostDays } from './address.ts';
import styles from './period-picker.module.css';

/** A period as people call it: "March 2026", or its days. */
export function periodName(format: Format, range: Range, isMonth: boolean): string {
  return isMonth ? format.date(range.from, 'month') : format.range(range, 'short');
}

/** @param today - by the server's clock */
export function PeriodPicker({
  range,
  today,
  onChange,
}: {
  range: Range;
  today: LocalDate;
  onChange: (range: Range) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const { organisation } = useSettings();
  const kind = kindOfRange(range, organisation);
  const step = (direction: 1 | -1) => onChange(stepPeriod(range, direction, organisation, kind));
  useHotkey(',', () => step(-1));
  useHotkey('.', () => step(1));
  const near = range.from <= today && today < range.to ? today : range.from;
  const kinds = [
    { id: 'month', title: t`Month` },
    ...(organisation?.payrollPeriod ? [{ id: 'payroll', title: t`Payroll period` } as const] : []),
    { id: 'week', title: t`Week` },
  ] as const;
  const isMonth =
    kind === 'month' || (kind === 'payroll' && range.from.endsWith('-01') && range.to.endsWith('-01'));
  return (
    <ButtonGroup label={t`Period`}>
      <IconButton label={t`Previous period`} keys="," variant="secondary" onPress={() => step(-1)}>
        <ChevronLeft />
      </IconButton>
      <Popover
        label={t`Choose a period`}
        trigger={
          <Button>
            <span className={styles.label}>
              {periodName(format, range, isMonth)}
              <ChevronDown size={16} />
            </span>
          </Button>
        }
      >
        {(close) => {
          const choose = (next: Range) => {
            onChange(next);
            close();
          };
          return (
            <div className={styles.choices}>
              <div className={styles.kinds}>
                {kinds.map(({ id, title }) => (
                  <Button
                    key={id}
                    size="small"
                    variant={kind === id ? 'primary' : 'secondary'}
                    aria-pressed={kind === id}
                    onPress={() => choose(periodOf(id, near, organisation))}
                  >
                    {title}
                  </Button>
                ))}
                <Button
                  size="small"
                  variant="quiet"
                  onPress={() => choose(periodOf(kind === 'range' ? 'month' : kind, today, organisation))}
                >{t`Today`}</Button>
              </div>
              <DateRangePicker
                label={t`Any days`}
                description={t`At most ${mostDays} days`}
                value={{ from: range.from, until: addDays(range.to, -1) }}
                onChange={(next) => {
                  const from = next && parseLocalDate(next.from);
                  const until = next && parseLocalDate(next.until);
                  if (from && until && from <= until) choose({ from, to: addDays(until, 1) });
                }}
              />
            </div>
          );
        }}
      </Popover>
      <IconButton label={t`Next period`} keys="." variant="secondary" onPress={() => step(1)}>
        <ChevronRight />
      </IconButton>
    </ButtonGroup>
  );
}
