/** How far something is. @module */

import type { ReactNode } from 'react';
import { ProgressBar as AriaProgressBar } from 'react-aria-components/ProgressBar';
import styles from './progress.module.css';

/** How far something is. */
export interface ProgressBarProps {
  label: string;
  /** Of `max`; null while it is not known how much there is. */
  value: number | null;
  max?: number;
  /** What stands at the end: "212 of 800". */
  countText?: string | undefined;
  /** A line below. */
  note?: ReactNode;
}

/** A bar with its words. */
export function ProgressBar({ label, value, max = 100, countText, note }: ProgressBarProps) {
  const share = value === null || max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  return (
    <AriaProgressBar
      aria-label={label}
      className={styles.progress ?? ''}
      isIndeterminate={value === null}
      value={value ?? 0}
      maxValue={max}
      {...(countText === undefined ? {} : { valueLabel: countText })}
    >
      <span className={styles.words} aria-hidden="true">
        <span>{label}</span>
        {countText && <span className={styles.count}>{countText}</span>}
      </span>
      <span className={styles.track}>
        <span
          className={value === null ? styles.moving : styles.bar}
          style={value === null ? {} : { inlineSize: `${share * 100}%` }}
        />
      </span>
      {note && <span className={styles.note}>{note}</span>}
    </AriaProgressBar>
  );
}
