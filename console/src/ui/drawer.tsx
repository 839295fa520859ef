/** The drawer at the end of the page: it shows one thing, while the page beside it stays usable. @module */

import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './drawer.module.css';
import { useFocusBack } from './focus-back.ts';
import { useIsPhone } from './use-media.ts';

/** A drawer. */
export interface DrawerProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** A line below the title. */
  subtitle?: ReactNode;
  /** Small buttons beside the one that closes. */
  actions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

/** A drawer of 480 px, on phones a full screen. Esc closes it; the focus goes in and comes back. */
export function Drawer({ isOpen, ...drawer }: DrawerProps) {
  const isPhone = useIsPhone();
  if (!isPhone) return isOpen ? <Beside {...drawer} /> : null;
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) drawer.onClose();
      }}
      className={classNames(styles.cover, 'overlay')}
    >
      <Modal className={styles.full ?? ''}>
        <Over {...drawer} />
      </Modal>
    </ModalOverlay>
  );
}

type ContentProps = Omit<DrawerProps, 'isOpen'>;

function Over(drawer: ContentProps) {
  const id = useId();
  return (
    <AriaDialog className={styles.sheet ?? ''} aria-labelledby={id}>
      <Content {...drawer} titleId={id} />
    </AriaDialog>
  );
}

/** Open drawers, the latest last: Esc closes that one. */
const open: symbol[] = [];

function Beside(drawer: ContentProps) {
  const id = useId();
  useFocusBack(true);
  const place = useRef<HTMLElement>(null);
  const close = useRef(drawer.onClose);
  useEffect(() => {
    close.current = drawer.onClose;
  });
  useEffect(() => {
    const me = Symbol();
    const element = place.current;
    const before = document.activeElement;
    open.push(me);
    element?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || open.at(-1) !== me) return;
      event.preventDefault();
      close.current();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      open.splice(open.indexOf(me), 1);
      const now = document.activeElement;
      // Whoever has moved on in the page meanwhile stays there.
      const wasInside = now === null || now === document.body || element?.contains(now);
      if (wasInside && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <section
      ref={place}
      role="dialog"
      aria-labelledby={id}
      tabIndex={-1}
      className={classNames(styles.sheet, styles.beside, 'overlay')}
    >
      <Content {...drawer} titleId={id} />
    </section>
  );
}

function Content({
  onClose,
  title,
  subtitle,
  actions,
  footer,
  children,
  titleId,
}: ContentProps & { titleId: string }) {
  const { t } = useLingui();
  return (
    <>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
        </div>
        <div className={styles.actions}>
          {actions}
          <IconButton label={t`Close`} keys="Escape" onPress={onClose}>
            <X />
          </IconButton>
        </div>
      </header>
      <div className={styles.body}>{children}</div>
      {footer && <footer className={styles.foot}>{footer}</footer>}
    </>
  );
}
