/** What stands where a screen could not be shown; the rail around it goes on working. @module */

import type { ErrorComponentProps } from '@tanstack/react-router';

/** @param error - what the screen threw */
export function ScreenFailed({ error }: ErrorComponentProps) {
  return <p role="alert">{error instanceof Error ? error.message : String(error)}</p>;
}
