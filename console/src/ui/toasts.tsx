/** Short notices at the edge of the page. What draws them is no part of the first page. @module */

import { type ComponentType, useEffect, useState } from 'react';
import type { Notice } from './notice.ts';

const region = () => import('./toast-region.tsx');

/** Shows a notice; a pointer or the focus on it stops its time. Returns what takes it away. */
export function toast(notice: Notice): () => void {
  let take: (() => void) | undefined;
  let isWanted = true;
  region().then(
    ({ addNotice }) => {
      if (isWanted) take = addNotice(notice);
    },
    // Where the drawing part cannot be fetched there is nothing to show it with.
    () => {},
  );
  return () => {
    isWanted = false;
    take?.();
  };
}

/** Where notices appear, once what draws them has come. */
export function Toasts() {
  const [Region, setRegion] = useState<ComponentType>();
  useEffect(() => {
    region().then(
      ({ ToastRegion }) => setRegion(() => ToastRegion),
      () => {},
    );
  }, []);
  return Region && <Region />;
}
