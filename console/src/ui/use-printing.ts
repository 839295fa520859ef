/** Whether the page is being printed: then all is drawn, also what is drawn otherwise only where it is in sight. @module */

import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** True from just before the browser takes its picture until it has taken it. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    // The browser takes its picture as soon as the listener returns.
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return isPrinting;
}
