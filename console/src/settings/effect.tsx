/** What a setting brings about, in one line. @module */

import { Trans } from '@lingui/react/macro';
import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat, useServerNow } from '../day/use-format.ts';
import styles from './fields.module.css';

/** One line with a sign. */
export function Effect({ children }: { children: ReactNode }) {
  return (
    <p className={styles.effect} role="status">
      <Clock aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

/** When something happens next: "28 Nov 12:00, in 3 hr". @param at - an instant @param zone - the organisation's unless given */
export function NextTime({ at, zone }: { at: string; zone?: string | undefined }) {
  const format = useFormat();
  const now = useServerNow();
  const moment = format.instant(at, zone === undefined ? {} : { zone });
  const ahead = format.ago(at, now);
  return (
    <Trans>
      {moment}, {ahead}
    </Trans>
  );
}
