/** A bordered piece of a page. @module */

import { type ReactNode, useId } from 'react';
import styles from './card.module.css';

/** A bordered piece of a page. */
export interface CardProps {
  title?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A bordered piece of a page; with a title it is a region of it. */
export function Card({ title, actions, children }: CardProps) {
  const id = useId();
  if (!title) return <div className={styles.card}>{children}</div>;
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.head}>
        <h3 id={id} className={styles.title}>
          {title}
        </h3>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
