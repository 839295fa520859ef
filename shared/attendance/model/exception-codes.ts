/** Lists every exception that a day can raise, with its default severity. @module */

/** What can be unusual about a day, and how serious it is where the rules do not say otherwise. */
export const defaultSeverity = {
  unscheduled: 'warning',
  'not-scheduled-day': 'warning',
  'early-in': 'info',
  'late-in': 'warning',
  'early-out': 'warning',
  'late-out': 'info',
  'missing-in': 'error',
  'missing-out': 'error',
  'missing-break': 'warning',
  'extended-break': 'warning',
  'short-break': 'info',
  'over-daily': 'warning',
  'over-weekly': 'warning',
  'under-schedule': 'warning',
  'no-punch': 'warning',
  'clock-suspect': 'error',
  'double-punch': 'info',
  'unused-punch': 'error',
  'auto-closed': 'warning',
  'worked-on-leave': 'warning',
  'leave-conflict': 'warning',
} as const satisfies Record<string, 'info' | 'warning' | 'error'>;

/** The codes alone, for schemas. */
export const exceptionCodes = Object.keys(defaultSeverity) as (keyof typeof defaultSeverity)[];
