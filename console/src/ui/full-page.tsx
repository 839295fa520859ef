/** Something that covers the whole page, such as what is shown on a wall. @module */

import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classNames } from './class-names.ts';
import { useFocusBack } from './focus-back.ts';
import styles from './full-page.module.css';

/** Something that covers the whole page. */
export interface FullPageProps {
  /** How it is called aloud. */
  label: string;
  /** Esc. */
  onClose: () => void;
  children: ReactNode;
}

/** Covers the whole page until Esc is pressed. */
export function FullPage({ label, onClose, children }: FullPageProps) {
  useFocusBack(true);
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={classNames(styles.cover, 'overlay')}
      data-own-keys=""
    >
      <Modal className={styles.page ?? ''}>
        <AriaDialog aria-label={label} className={styles.content ?? ''}>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
