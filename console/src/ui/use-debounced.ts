/** A value that follows another one once it rests. @module */

import { useEffect, useState } from 'react';

/** The value as it was when it had not changed for `delayMs` milliseconds. */
export function useDebounced<T>(value: T, delayMs = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
