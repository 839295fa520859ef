/** What every paper says at its top: whose it is, of which days, and when it was made. Only there in print. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useSettings } from '../api/index.ts';
import styles from './paper.module.css';
import type { Range } from './periods.ts';
import { useFormat, useServerNow } from './use-format.ts';

/** Have a screen printed on upright or on lying pages, each with its number. */
export const paper = { upright: styles.upright ?? '', lying: styles.lying ?? '' };

/** The line on top of a paper. */
export interface PaperHeadProps {
  /** Its days, where it does not say them elsewhere. */
  range?: Range | undefined;
  /** Whom it is about. */
  scope?: string | undefined;
  /** When what it shows was read, in milliseconds; default: now. */
  readAt?: number | undefined;
}

/** The line on top of a paper: `Sample Company · 1–30 November 2026 · 25 people · as of 27 Nov 2026 15:29`. */
export function PaperHead({ range, scope, readAt }: PaperHeadProps) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  const { organisation } = useSettings();
  const parts = [
    ...(range === undefined ? [] : [format.range(range)]),
    ...(scope === undefined ? [] : [scope]),
  ];
  return (
    <p className={styles.head}>
      <strong>{organisation?.name ?? t`Attendance`}</strong>
      {parts.map((part) => ` · ${part}`).join('')} ·{' '}
      <Trans>as of {format.instant(new Date(readAt ?? now).toISOString(), { date: 'short' })}</Trans>
    </p>
  );
}
