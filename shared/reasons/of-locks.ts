/** What locks of periods do to days: adjustments of locked days, and locks that are opened again. @module */

import { entry } from './entry.ts';

/** The sentences around locks. */
export const ofLocks = {
  'lock.holds': entry(
    'The period from {from} to the day before {to} is locked: the sheet says {status}, worked {worked}',
    { from: 'date', to: 'date', status: 'status', worked: 'seconds' },
  ),
  'lock.unchanged': entry('Nothing has changed since'),
  adjustment: entry('changed after the period was locked: {changes}', { changes: 'parts' }),
  'changed.figure': entry('{figure} {before} → {now}', {
    figure: 'figure',
    before: 'seconds',
    now: 'seconds',
  }),
  'changed.code': entry('{code} {difference}', { code: 'payCode', difference: 'difference' }),
  'changed.leave': entry('leave {type} {difference}', { type: 'leaveType', difference: 'difference' }),
  'changed.status': entry('status {before} → {now}', { before: 'status', now: 'status' }),
} as const;
