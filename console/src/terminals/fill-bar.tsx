/** How full something is: a bar that turns amber at 80 % and red at 95 %, with its words. @module */

import { useFormat } from '../day/use-format.ts';
import styles from './fill-bar.module.css';
import { full, nearlyFull } from './terminal-problems.ts';

/** How full something is. */
export interface FillBarProps {
  /** What it is. */
  label: string;
  value: number;
  max: number;
  /** The words; default: the share. */
  text?: string | undefined;
  /** Stands alone in a cell of a table, where the column says what it is. */
  isLabelHidden?: boolean;
}

/** A bar with its words. */
export function FillBar({ label, value, max, text, isLabelHidden = false }: FillBarProps) {
  const format = useFormat();
  const share = max <= 0 ? 0 : Math.min(1, value / max);
  const tone = share >= full ? 'full' : share >= nearlyFull ? 'nearly' : 'room';
  const words = text ?? format.percent(share);
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers draw a meter element in their own colours
    <span
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={words}
      className={styles.meter}
      data-tone={tone}
    >
      <span className={styles.words}>
        {!isLabelHidden && <span className={styles.label}>{label}</span>}
        <span className={styles.text}>{words}</span>
      </span>
      <span className={styles.track}>
        <span className={styles.bar} style={{ inlineSize: `${Math.max(share * 100, share > 0 ? 1 : 0)}%` }} />
      </span>
    </span>
  );
}
