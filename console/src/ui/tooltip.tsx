/** A hint that appears when a control is hovered for a while or reached by the keyboard. @module */

import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { Keys } from './keys.tsx';
import styles from './tooltip.module.css';

/** How long a pointer rests on a control before its hint appears, in milliseconds. */
export const tooltipDelay = 600;

/** What a hint says. */
export interface TooltipProps {
  text: ReactNode;
  /** The keys that do the same. */
  keys?: string | undefined;
  placement?: 'top' | 'bottom' | 'start' | 'end';
  /** One of our buttons. */
  children: ReactNode;
}

/** Gives a button a hint. */
export function Tooltip({ text, keys, placement = 'top', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={tooltipDelay} closeDelay={0}>
      {children}
      <AriaTooltip className={styles.tooltip ?? ''} placement={placement} offset={6}>
        {text}
        {keys && <Keys keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
