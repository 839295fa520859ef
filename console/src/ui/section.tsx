/** A part of a page under its own heading. @module */

import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

/** A part of a page. */
export interface SectionProps {
  title: ReactNode;
  /** A line below the title. */
  description?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page under its own heading, parted from the one above by a line. */
export function Section({ title, description, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h2 id={id}>{title}</h2>
          {description && <p className={styles.description}>{description}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
