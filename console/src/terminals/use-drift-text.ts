/** Says how wrong a clock is. @module */

import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../day/use-format.ts';

/** From this many seconds on a clock is said to be fast or slow: reading it takes a moment. */
const noticeableSeconds = 3;
const minuteFrom = 120;

/** @returns says how wrong a clock is, by seconds that it is ahead of true time: "4 min slow" */
export function useDriftText(): (driftSeconds: number) => string {
  const { t } = useLingui();
  const format = useFormat();
  return (driftSeconds) => {
    const distance = Math.abs(driftSeconds);
    if (distance < noticeableSeconds) return t`right`;
    const amount = distance < minuteFrom ? t`${distance} s` : format.spoken(distance, 'short');
    return driftSeconds < 0 ? t`${amount} slow` : t`${amount} fast`;
  };
}
