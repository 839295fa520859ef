/** What boxes, radio buttons and switches have in common: a mark, and words beside it. @module */

import type { ReactNode } from 'react';
import styles from './marked.module.css';

/** The classes of a control with a mark. @param own - of its kind */
export function markedClass(own: string | undefined): string {
  return `${styles.marked} ${own}`;
}

/** The words beside a mark. */
export interface MarkWordsProps {
  /** A line below them. */
  description?: ReactNode;
  children?: ReactNode;
}

/** The words beside a mark, with what they mean below; nothing where there are none. */
export function MarkWords({ description, children }: MarkWordsProps) {
  if (!children) return null;
  return (
    <span className={styles.words}>
      {children}
      {description && <small className={styles.description}>{description}</small>}
    </span>
  );
}
