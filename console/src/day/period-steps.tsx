/** The period of a grid of days: one step back, its days in words, one step on; and how many weeks it has. @module */

import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { addDays, daysBetween, type Weekday, weekOf } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { Button, ButtonGroup, IconButton } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import type { Range } from './periods.ts';
import { useFormat } from './use-format.ts';

const mostDays = 62;

/** The days that an address names, at most 62; otherwise some weeks from this one on. @param weeks - where it names none */
export function rangeOf(
  search: { from?: string | undefined; to?: string | undefined },
  today: LocalDate,
  weekStartsOn: Weekday,
  weeks: number,
): Range {
  const from = parseLocalDate(search.from ?? '') ?? weekOf(today, weekStartsOn).from;
  const to = parseLocalDate(search.to ?? '');
  if (to === null || to <= from) return { from, to: addDays(from, weeks * 7) };
  return { from, to: daysBetween(from, to) > mostDays ? addDays(from, mostDays) : to };
}

/** The steps. */
export interface PeriodStepsProps {
  range: Range;
  today: LocalDate;
  weekStartsOn: Weekday;
  onChange: (range: Range) => void;
}

/** Back, on, to this week, and how many weeks are shown. */
export function PeriodSteps({ range, today, weekStartsOn, onChange }: PeriodStepsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const days = daysBetween(range.from, range.to);
  const step = (by: number) => onChange({ from: addDays(range.from, by), to: addDays(range.to, by) });
  const weeks = [1, 2, 4, 8].map((count) => ({
    id: String(count * 7),
    label: t`${plural(count, { one: '# week', other: '# weeks' })}`,
  }));
  const isUsual = weeks.some(({ id }) => id === String(days));
  return (
    <>
      <ButtonGroup label={t`Period`}>
        <IconButton variant="secondary" label={t`Before`} onPress={() => step(-days)}>
          <ChevronLeft />
        </IconButton>
        <Button
          onPress={() => {
            const { from } = weekOf(today, weekStartsOn);
            onChange({ from, to: addDays(from, days) });
          }}
        >
          {format.range(range, 'short')}
        </Button>
        <IconButton variant="secondary" label={t`After`} onPress={() => step(days)}>
          <ChevronRight />
        </IconButton>
      </ButtonGroup>
      <Select
        label={t`How many weeks`}
        isLabelHidden
        items={
          isUsual
            ? weeks
            : [...weeks, { id: String(days), label: t`${plural(days, { one: '# day', other: '# days' })}` }]
        }
        value={String(days)}
        onChange={(next) => onChange({ from: range.from, to: addDays(range.from, Number(next)) })}
      />
    </>
  );
}
