/** Links to the parts of a screen: which one is shown stands in the address. @module */

import { createLink } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import styles from './tab-links.module.css';

interface TabAnchorProps extends ComponentProps<'a'> {
  /** A number behind the words; nothing while it is not known. */
  count?: string | undefined;
}

function TabAnchor({ count, children, ...rest }: TabAnchorProps) {
  return (
    <a {...rest} className={styles.tab}>
      {children}
      {count !== undefined && <span className={styles.count}>{count}</span>}
    </a>
  );
}

/** One part; the current one is marked for everybody. */
export const TabLink = createLink(TabAnchor);

/** The row of links. @param label - the name of the row */
export function TabLinks({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {children}
    </nav>
  );
}
