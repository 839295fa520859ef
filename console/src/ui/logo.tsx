/** The mark of the product: three bars of a day strip, the middle one pale. @module */

import styles from './logo.module.css';

/** The mark alone; the name stands beside it as text. */
export function Logo() {
  return (
    <svg className={styles.logo} viewBox="0 0 20 18" width={20} height={18} aria-hidden="true">
      <rect x="0" y="2" width="5" height="14" rx="1" />
      <rect className={styles.pale} x="7" y="2" width="5" height="14" rx="1" />
      <rect x="14" y="2" width="5" height="14" rx="1" />
    </svg>
  );
}
