/** Shows the text of an API key, the only time that anybody can. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './fields.module.css';

/** A key that was made just now. */
export interface ShownKeyDialogProps {
  title: ReactNode;
  value: string;
  /** What to do with it. */
  children: ReactNode;
  onClose: () => void;
}

/** A key, until the dialog is closed. */
export function ShownKeyDialog({ title, value, children, onClose }: ShownKeyDialogProps) {
  const { t } = useLingui();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        <Button variant="primary" onPress={onClose}>
          <Trans>I have copied it</Trans>
        </Button>
      }
    >
      <div className={styles.stack}>
        <CopyField label={t`API key`} value={value} />
        <Banner tone="warning" title={<Trans>It is shown only now</Trans>}>
          {children}
        </Banner>
      </div>
    </Dialog>
  );
}
