/** How many there are of what needs a look, each a filter. @module */

import { useLingui } from '@lingui/react/macro';
import type { DayFlag } from '#shared/contract/day-flags.ts';
import type { Format } from '../day/format-of.ts';
import { flagLooks } from '../day/looks.ts';
import { LookShape } from '../day/status.tsx';
import { FilterChip, type Tone } from '../ui/chip.tsx';
import type { DayTotals } from './matrix/matrix-pages.ts';

/** A chip: what it filters by, and how much of it there is. */
interface Chip {
  readonly flag: DayFlag;
  readonly tone: Tone;
  readonly count: number;
  /** In words that follow the count. */
  readonly words: string;
  /** What stands instead of the bare number. */
  readonly text?: string;
}

/** @param totals - `undefined` until they are known; chips then have no numbers */
export function StatusChips({
  totals,
  selected,
  format,
  onChange,
}: {
  totals: DayTotals | undefined;
  selected: DayFlag | undefined;
  format: Format;
  onChange: (flag: DayFlag | undefined) => void;
}) {
  const { t } = useLingui();
  const of = (name: keyof DayTotals) => Number(totals?.[name] ?? 0);
  const approve = of('toApprove');
  const chips: readonly Chip[] = [
    { flag: 'absent', tone: 'absent', count: of('absentDays'), words: t`absent` },
    { flag: 'late', tone: 'late', count: of('lateDays'), words: t`late` },
    { flag: 'early', tone: 'late', count: of('earlyDays'), words: t`out early` },
    { flag: 'missing', tone: 'incomplete', count: of('missingDays'), words: t`missing times` },
    { flag: 'leave', tone: 'leave', count: of('leaveDays'), words: t`on leave` },
    { flag: 'pending', tone: 'pending', count: of('pendingDays'), words: t`pending` },
    {
      flag: 'overtime',
      tone: 'neutral',
      count: of('overtime'),
      words: t`overtime`,
      text: format.duration(of('overtime')),
    },
    {
      flag: 'to-approve',
      tone: 'accent',
      count: approve,
      words: t`to approve`,
      text: format.duration(approve),
    },
  ];
  return chips
    .filter(({ flag, count }) => totals === undefined || count > 0 || flag === selected)
    .map(({ flag, tone, count, words, text }) => (
      <FilterChip
        key={flag}
        tone={tone}
        isSelected={flag === selected}
        onChange={(isOn) => onChange(isOn ? flag : undefined)}
        shape={<LookShape look={flagLooks[flag]} />}
        count={totals === undefined ? undefined : (text ?? format.count(count))}
      >
        {words}
      </FilterChip>
    ));
}
