/** The field that asks why, and offers what was said before. @module */

import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { TextField } from '../ui/text-field.tsx';
import styles from './entries.module.css';
import { lastReasons } from './reasons.ts';

/** @param isOptional - where the API takes an empty reason */
export function ReasonField({
  value,
  onChange,
  isOptional = false,
  autoFocus = false,
}: {
  value: string;
  onChange: (value: string) => void;
  isOptional?: boolean;
  autoFocus?: boolean;
}) {
  const { t } = useLingui();
  const [offered] = useState(lastReasons);
  const shown = offered.filter(
    (reason) => reason !== value && reason.toLowerCase().includes(value.toLowerCase()),
  );
  return (
    <div className={styles.reason}>
      <TextField
        label={isOptional ? t`Reason (optional)` : t`Reason`}
        value={value}
        onChange={onChange}
        isRequired={!isOptional}
        maxLength={500}
        autoFocus={autoFocus}
      />
      {shown.length > 0 && (
        <ul className={styles.offered} aria-label={t`Reasons given before`}>
          {shown.slice(0, 4).map((reason) => (
            <li key={reason}>
              <button type="button" className={styles.offer} onClick={() => onChange(reason)}>
                {reason}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
