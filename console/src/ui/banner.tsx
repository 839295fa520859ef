/** A message that belongs to the page or to a part of it. @module */

import { useLingui } from '@lingui/react/macro';
import { CircleCheck, Info, OctagonAlert, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';
import { IconButton } from './button.tsx';

/** A message. */
export interface BannerProps {
  tone?: 'info' | 'warning' | 'danger' | 'success';
  title: ReactNode;
  /** What happened and what to do. */
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
  onDismiss?: (() => void) | undefined;
  /** Comes as an answer to something: said aloud at once. */
  isAnswer?: boolean;
}

const signs = { info: Info, warning: TriangleAlert, danger: OctagonAlert, success: CircleCheck };

/** A message with a sign, a title and what can be done. */
export function Banner({
  tone = 'info',
  title,
  children,
  actions,
  onDismiss,
  isAnswer = false,
}: BannerProps) {
  const { t } = useLingui();
  const Sign = signs[tone];
  return (
    <div className={styles.banner} data-tone={tone} role={isAnswer ? 'alert' : undefined}>
      <Sign className={styles.sign} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {children && <div className={styles.text}>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {onDismiss && (
        <IconButton label={t`Dismiss`} size="small" onPress={onDismiss}>
          <X />
        </IconButton>
      )}
    </div>
  );
}
