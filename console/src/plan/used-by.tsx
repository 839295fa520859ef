/** Who uses a part of the plan, in a line. @module */

import { Plural, useLingui } from '@lingui/react/macro';
import { Fragment, type ReactNode } from 'react';
import styles from './plan.module.css';

/** The use of a part of the plan from today on. */
export interface UsedByProps {
  rosters: readonly string[];
  isDefault: boolean;
  /** `null` where they are too many to count; `undefined` until it is known. */
  people: number | null | undefined;
}

/** "3 rosters, 214 people", or that nobody uses it. */
export function UsedBy({ rosters, isDefault, people }: UsedByProps) {
  const { t } = useLingui();
  if (people === undefined) return <span className={styles.muted}>…</span>;
  const parts: ReactNode[] = [];
  if (rosters.length > 0) {
    parts.push(<Plural key="rosters" value={rosters.length} one="# roster" other="# rosters" />);
  }
  if (people === null) parts.push(t`many people`);
  else if (people > 0) parts.push(<Plural key="people" value={people} one="# person" other="# people" />);
  if (isDefault) parts.push(t`people without a roster`);
  if (parts.length === 0) return <span className={styles.muted}>{t`Nobody`}</span>;
  return (
    <>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have a fixed order
        <Fragment key={index}>
          {index > 0 && ', '}
          {part}
        </Fragment>
      ))}
    </>
  );
}
