/** The head of a page: its title, what it shows, what can be done. @module */

import { type ReactNode, useEffect, useRef } from 'react';
import styles from './page-head.module.css';
import { showWholeTexts } from './whole-texts.ts';

/** The head of a page. */
export interface PageHeadProps {
  title: ReactNode;
  /** The part of the page that is shown, for the name of the window. */
  part?: string | undefined;
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

/** The head of a page, after which the window is named; on phones it wraps. */
export function PageHead({ title, part, subtitle, filters, secondary, primary, children }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(showWholeTexts, []);
  useEffect(() => {
    // Read from what is drawn: a title may be a text of any language, or the name of a person that has just come.
    const names = [part, heading.current?.textContent, 'Rollcall'];
    document.title = names.filter(Boolean).join(' · ');
  });
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <div className={styles.titles}>
          <h1 ref={heading} className={styles.title}>
            {title}
          </h1>
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
