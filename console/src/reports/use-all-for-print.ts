/** How many lines are shown: more as the end comes in sight, and all of them on paper. @module */

import { type RefObject, useEffect, useRef, useState } from 'react';
import { usePrinting } from '../ui/use-printing.ts';

const step = 300;

/**
 * How many of so many lines are shown.
 * @returns the number, and the place behind the last line that is watched
 */
export function useShownLines(count: number): [number, RefObject<HTMLDivElement | null>] {
  const [limit, setLimit] = useState(step);
  const isPrinted = usePrinting();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element || limit >= count) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setLimit((old) => old + step);
      },
      { rootMargin: '100% 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [count, limit]);
  return [isPrinted ? count : Math.min(limit, count), end];
}
