/** The head of a page: its title, what it shows, what can be done. @module */

import type { ReactNode } from 'react';
import styles from './page-head.module.css';

/** The head of a page. */
export interface PageHeadProps {
  title: ReactNode;
  /** A line below the title. */
  subtitle?: ReactNode;
  /** Period and filters. */
  filters?: ReactNode;
  /** Buttons before the first one. */
  secondary?: ReactNode;
  /** The one button that this page is for. */
  primary?: ReactNode;
  /** A row below: chips, totals, tabs. */
  children?: ReactNode;
}

/** The head of a page; on phones it wraps. */
export function PageHead({ title, subtitle, filters, secondary, primary, children }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <div className={styles.titles}>
          <h1 className={styles.title}>{title}</h1>
          {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
        </div>
        {filters && <div className={styles.filters}>{filters}</div>}
        {(secondary || primary) && (
          <div className={styles.actions}>
            {secondary}
            {primary}
          </div>
        )}
      </div>
      {children && <div className={styles.below}>{children}</div>}
    </header>
  );
}
