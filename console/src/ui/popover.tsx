/** A small box that a button opens beside itself. @module */

import type { ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { classNames } from './class-names.ts';
import styles from './popover.module.css';

/** A box and the button that opens it. */
export interface PopoverProps {
  /** One of our buttons. */
  trigger: ReactNode;
  /** The name of the box. */
  label: string;
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end' | 'end' | 'start';
  /** What is in the box; it may close it. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A button and the box that it opens. */
export function Popover({ trigger, label, placement = 'bottom start', children }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className={popoverClass} placement={placement} offset={4} data-own-keys="">
        <Dialog className={styles.dialog ?? ''} aria-label={label}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}

/** The class of all boxes that float beside a control. */
export const popoverClass = classNames(styles.popover, 'overlay');
