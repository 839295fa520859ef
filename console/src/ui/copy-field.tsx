/** A command, a key or a number to be copied. @module */

import { useLingui } from '@lingui/react/macro';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './button.tsx';
import styles from './copy-field.module.css';

/** Text to be copied. */
export interface CopyFieldProps {
  /** What it is. */
  label: string;
  value: string;
  isLabelHidden?: boolean;
}

/** Text that is copied by a press; it can be selected by hand too. */
export function CopyField({ label, value, isLabelHidden = false }: CopyFieldProps) {
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Without leave to use the clipboard the text can still be selected.
      setCopied(false);
    }
  };
  return (
    <div className={styles.field}>
      <span className={isLabelHidden ? 'visually-hidden' : styles.label}>{label}</span>
      <div className={styles.box}>
        <code className={styles.value}>{value}</code>
        <IconButton label={isCopied ? t`Copied` : t`Copy ${label}`} onPress={copy}>
          {isCopied ? <Check /> : <Copy />}
        </IconButton>
      </div>
      <span role="status" className="visually-hidden">
        {isCopied ? t`Copied` : ''}
      </span>
    </div>
  );
}
