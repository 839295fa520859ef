/**
 * Brings the focus back to the page where a dialog or drawer does not know whence it came: where it took the place of another
 * one or of a menu, or where its button was drawn anew meanwhile.
 * @module
 */

import { useEffect, useState } from 'react';

/** What takes keys for itself: dialogs, menus, lists. */
const above = '[data-own-keys]';
/** How long something may take to leave. */
const mostFrames = 60;
/** React Aria brings the focus back by itself in the frame after. */
const framesOfRest = 3;

/** What had the focus last in the page, and in each drawer beside it; the latest last. */
let trail: readonly HTMLElement[] = [];
let isTracking = false;

function note(element: unknown): void {
  if (!(element instanceof HTMLElement) || element === document.body || element.closest(above)) return;
  const layer = element.closest('[role=dialog]');
  trail = [...trail.filter((one) => one.isConnected && one.closest('[role=dialog]') !== layer), element];
}

function track(): void {
  if (isTracking) return;
  isTracking = true;
  const { activeElement } = document;
  // A menu leads back to its button.
  note(activeElement?.closest(above) ? document.querySelector('[aria-expanded=true]') : activeElement);
  document.addEventListener('focusin', ({ target }) => note(target));
}

function giveBack(): void {
  let rest = 0;
  let frames = 0;
  const look = () => {
    frames += 1;
    const isLost = document.activeElement === document.body && document.querySelector(above) === null;
    rest = isLost ? rest + 1 : 0;
    if (rest > framesOfRest) {
      const to = trail.findLast((one) => one.isConnected) ?? document.querySelector('main');
      to?.focus({ preventScroll: true });
    } else if (frames < mostFrames) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Sees to it that the focus is in the page again once nothing lies over it. @param isOpen - whether the caller does */
export function useFocusBack(isOpen: boolean): void {
  // While it is drawn for the first time, the focus is still where it was.
  useState(track);
  useEffect(() => (isOpen ? giveBack : undefined), [isOpen]);
}
