/** How many lines are shown: more as the end comes in sight, and all of them on paper. @module */

import { type RefObject, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

const step = 300;

/**
 * How many of so many lines are shown.
 * @returns the number, and the place behind the last line that is watched
 */
export function useShownLines(count: number): [number, RefObject<HTMLDivElement | null>] {
  const [limit, setLimit] = useState(step);
  const [isPrinted, setPrinted] = useState(false);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The browser takes its picture of the page right after these events.
    const before = () => flushSync(() => setPrinted(true));
    const after = () => setPrinted(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
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
