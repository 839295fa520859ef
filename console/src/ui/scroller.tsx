/** A box that scrolls what is too long or too wide for it. @module */

import type { ReactNode } from 'react';

/** What scrolls. */
export interface ScrollerProps {
  /** How it is called aloud. */
  label: string;
  /** Its size. */
  className: string | undefined;
  /** Texts: where something in it can be pressed, the keys come to it without this. */
  children: ReactNode;
}

/** Scrolls by keys as well as with the mouse. */
export function Scroller({ label, className, children }: ScrollerProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div role="group" aria-label={label} tabIndex={0} className={className ?? ''}>
      {children}
    </div>
  );
}
