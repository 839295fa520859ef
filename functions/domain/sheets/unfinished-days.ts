/** Says which days are not finished, so that a lock without force does not seal them. @module */

import type { DayResult } from '#shared/attendance/index.ts';
import type { SheetRow } from '../../store/stored-row.ts';

/** The statuses of a day that is not finished: its log has not come yet, or half of a pair is missing. */
export const unfinishedStatuses = ['pending', 'incomplete'] as const satisfies readonly DayResult['status'][];

/** A day that is pending or incomplete. */
export type UnfinishedDay = Pick<SheetRow, 'userId' | 'date' | 'status'>;
