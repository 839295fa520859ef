/** The place of what is not there yet. @module */

import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import styles from './skeleton.module.css';

/** Lines of text or rows of a table to come. */
export interface SkeletonProps {
  lines?: number;
  /** As high as a line of text, a control, or a tile. */
  kind?: 'text' | 'row' | 'tile';
}

/** Still, pale, and in sight only after 300 ms: what comes at once never flickers. */
export function Skeleton({ lines = 1, kind = 'text' }: SkeletonProps) {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <div key={index} className={styles[kind]} />
      ))}
    </div>
  );
}

/** Says that something is being loaded, to those who cannot see the skeleton in it. */
export function Loading({ label, children }: { label?: string | undefined; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <div role="status" aria-busy="true">
      <span className="visually-hidden">{label ?? t`Loading`}</span>
      {children}
    </div>
  );
}
