/** The words for why a record of a terminal is no punch. @module */

import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { QuarantineReason } from '#shared/punch/plausibility.ts';

/** Why a record is no punch, and what to do. */
export function useReasonWords(): { [R in QuarantineReason]: { word: string; todo: string } } {
  const { t } = useLingui();
  return useMemo(
    () => ({
      'row-blank': {
        word: t`The record is blank`,
        todo: t`The terminal has lost what stood there. Enter the times by hand and set the record aside.`,
      },
      'row-unreadable': {
        word: t`The record cannot be read`,
        todo: t`It is kept as it came. Enter the times by hand and set the record aside.`,
      },
      'no-pin': { word: t`There is no PIN`, todo: t`Nobody can be told from it. Set the record aside.` },
      'pin-unreadable': {
        word: t`The PIN cannot be read`,
        todo: t`Enter the times by hand and set the record aside.`,
      },
      'time-impossible': {
        word: t`There is no such time`,
        todo: t`Enter the time by hand and set the record aside.`,
      },
      'time-too-early': {
        word: t`The time is before 2010`,
        todo: t`The terminal’s clock was reset. Enter the time by hand and set the record aside.`,
      },
      'time-not-kept': {
        word: t`The time is older than what is kept`,
        todo: t`The terminal’s clock is wrong by so much that it may be of today. If it is, enter the time by hand; set the record aside.`,
      },
      'time-in-future': {
        word: t`The time is in the future`,
        todo: t`Set clock and zone of the terminal right, then judge the record again.`,
      },
    }),
    [t],
  );
}
