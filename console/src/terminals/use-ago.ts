/** Says how long ago something was. @module */

import { useLingui } from '@lingui/react/macro';
import { useFormat, useServerNow } from '../day/use-format.ts';

/** What is said to be now: heartbeats come every few seconds, and the page looks at the clock less often. */
const nowMilliseconds = 10_000;

/** @returns says how long ago a moment was: "4 min ago", or "just now" */
export function useAgo(): (moment: string) => string {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  return (moment) => (now - Date.parse(moment) < nowMilliseconds ? t`just now` : format.ago(moment, now));
}
