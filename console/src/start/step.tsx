/** One step of the first run, with a tick that is there once the step is really done. @module */

import { Trans } from '@lingui/react/macro';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './start.module.css';

/** One step. */
export interface StepProps {
  /** From 1. */
  number: number;
  title: string;
  isDone: boolean;
  /** What there is, once it is done; else what it is for. */
  description: ReactNode;
  children?: ReactNode;
}

/** One step: the system ticks it, nobody else can. */
export function Step({ number, title, isDone, description, children }: StepProps) {
  const id = useId();
  return (
    <li className={styles.step} aria-labelledby={id}>
      <span className={styles.mark} data-done={isDone ? '' : undefined} aria-hidden="true">
        {isDone ? <Check strokeWidth={3} /> : String(number)}
      </span>
      <div className={styles.body}>
        <h2 id={id}>
          {title}
          {isDone && (
            <span className="visually-hidden">
              {' '}
              <Trans>(done)</Trans>
            </span>
          )}
        </h2>
        <div className={styles.description}>{description}</div>
        {children}
      </div>
    </li>
  );
}
