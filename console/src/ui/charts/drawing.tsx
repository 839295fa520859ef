/** A drawing whose parts can be walked through. @module */

import type { ReactNode } from 'react';
import styles from './chart.module.css';

/** A drawing of some px. */
export interface DrawingProps {
  /** How it is called aloud. */
  label: string;
  width: number;
  height: number;
  children: ReactNode;
}

/** A group of points, each of which says itself; a title element would show a hint over all of them. */
export function Drawing({ label, width, height, children }: DrawingProps) {
  const group = { role: 'group', 'aria-label': label } as const;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has its name by the label
    <svg {...group} className={styles.svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      {children}
    </svg>
  );
}
