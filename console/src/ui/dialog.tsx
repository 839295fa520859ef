/** Dialogs, which ask or show something before the page goes on. @module */

import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button, IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';
import { useFocusBack } from './focus-back.ts';

/** A dialog. */
export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What stands between head and foot; it scrolls where it is long. */
  children: ReactNode;
  /** Buttons; the one that goes on comes last. */
  footer?: ReactNode;
  /** 400, 560 or 880 px; below 640 px every dialog fills the screen. */
  size?: 'small' | 'normal' | 'wide';
  role?: 'dialog' | 'alertdialog';
  /** Whether there is nothing in it but text: it scrolls by keys then. */
  isText?: boolean;
  /** Closes when the page behind is pressed: for dialogs that hold nothing typed. */
  closesOutside?: boolean;
}

/** A dialog over the page, closed by Esc; the focus goes in and comes back. */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  footer,
  size = 'normal',
  role = 'dialog',
  isText = false,
  closesOutside = false,
}: DialogProps) {
  const { t } = useLingui();
  const place = useRef<HTMLElement>(null);
  useFocusBack(isOpen);
  useEffect(() => {
    // A button that starts something and goes away takes the focus with it, and Esc would not reach the dialog any more.
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  });
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={closesOutside}
      className={classNames(styles.veil, 'overlay')}
      data-own-keys=""
    >
      <Modal className={classNames(styles.modal, styles[size])}>
        <AriaDialog ref={place} role={role} className={styles.dialog ?? ''}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title ?? ''}>
              {title}
            </Heading>
            <IconButton label={t`Close`} onPress={onClose}>
              <X />
            </IconButton>
          </header>
          <div className={styles.body} tabIndex={isText ? 0 : undefined}>
            {children}
          </div>
          {footer && <footer className={styles.foot}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A question before something that binds others or cannot be undone. */
export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What will be so afterwards. */
  children: ReactNode;
  /** The verb, never "OK". */
  confirmLabel: string;
  onConfirm: () => void;
  tone?: 'normal' | 'danger';
  isPending?: boolean | undefined;
  isDisabled?: boolean | undefined;
}

/** Asks, and goes on by the verb. */
export function ConfirmDialog({
  confirmLabel,
  onConfirm,
  tone = 'normal',
  isPending = false,
  isDisabled = false,
  ...dialog
}: ConfirmDialogProps) {
  const { t } = useLingui();
  return (
    <Dialog
      {...dialog}
      role="alertdialog"
      size="small"
      footer={
        <>
          <Button onPress={dialog.onClose}>{t`Cancel`}</Button>
          <Button
            variant={tone === 'danger' ? 'danger' : 'primary'}
            onPress={onConfirm}
            isPending={isPending}
            isDisabled={isDisabled}
          >
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
}
