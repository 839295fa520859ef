/** What can be done with the rows that are chosen. @module */

import { Plural, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './bulk-bar.module.css';
import { IconButton } from './button.tsx';

/** The bar of a selection. */
export interface BulkBarProps {
  /** How many are chosen; at none the bar is gone. */
  count: number;
  onClear: () => void;
  /** Buttons. */
  children: ReactNode;
}

/** Stands at the lower edge as long as something is chosen. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  const { t } = useLingui();
  if (count === 0) return null;
  return (
    <section className={styles.bar} aria-label={t`Selection`}>
      <p role="status" className={styles.count}>
        <Plural value={count} one="# selected" other="# selected" />
      </p>
      <div className={styles.actions}>{children}</div>
      <IconButton label={t`Clear selection`} onPress={onClear}>
        <X />
      </IconButton>
    </section>
  );
}
