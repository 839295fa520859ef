/** Whether the screen is of some kind: follows it while it turns or is resized. @module */

import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Whether the screen is narrower than 640 px. */
export function useIsPhone(): boolean {
  return useMedia('(max-width: 639.98px)');
}

/** Whether the page is touched rather than pointed at, so that targets are 44 px. */
export function useIsCoarse(): boolean {
  return useMedia('(pointer: coarse)');
}
