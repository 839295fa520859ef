/** Says that the network is gone: what is shown stays, and is asked for again when the network is back. @module */

import { Trans } from '@lingui/react/macro';
import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import styles from './new-version.module.css';

/** A line over the page while the browser has no network. */
export function Offline() {
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  if (isOnline) return null;
  return (
    <div className={styles.line} role="status">
      <Trans>No network. What is shown may be old; it is read again when the network is back.</Trans>
    </div>
  );
}
