/** A switch, which takes effect at once. @module */

import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';
import { MarkWords, markedClass } from './marked.tsx';
import styles from './switch.module.css';

/** A switch. */
export interface SwitchProps {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean | undefined;
  /** A line below the words. */
  description?: ReactNode;
  children: ReactNode;
}

/** A switch with its words. */
export function Switch({ isSelected, onChange, isDisabled = false, description, children }: SwitchProps) {
  return (
    <AriaSwitch
      className={markedClass(styles.switch)}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <span className={styles.track} aria-hidden="true">
        <span className={styles.thumb} />
      </span>
      <MarkWords description={description}>{children}</MarkWords>
    </AriaSwitch>
  );
}
