/** Names and values, one pair a line. @module */

import type { ReactNode } from 'react';
import styles from './key-value.module.css';

/** One pair. */
export interface KeyValueItem {
  id: string;
  name: ReactNode;
  value: ReactNode;
}

/** Names and values in two columns. */
export function KeyValue({ items }: { items: readonly KeyValueItem[] }) {
  return (
    <dl className={styles.list}>
      {items.map(({ id, name, value }) => (
        <div key={id} className={styles.pair}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
