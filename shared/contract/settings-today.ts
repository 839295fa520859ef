/** Schemas of what follows from the settings today: when schedules are due next, and the payroll periods of now. @module */

import * as z from 'zod';
import { InstantField, LocalDateField, SiteName, ZoneField } from './fields.ts';
import type { Plain } from './plain.ts';

/** Days, `from ≤ date < to`. */
const PeriodDays = z
  .looseObject({
    from: LocalDateField.meta({ description: 'First day', example: '2026-02-21' }),
    to: LocalDateField.meta({ description: 'The day after the last one', example: '2026-03-21' }),
  })
  .meta({ id: 'PeriodDays' });

/** When a schedule is due next. */
export const NextRuns = z
  .looseObject({
    downloadAt: InstantField.optional().meta({ description: 'The next download; absent when it is off' }),
    sites: z
      .array(
        z.looseObject({
          site: SiteName,
          zone: ZoneField.meta({ description: 'The zone of its times' }),
          downloadAt: InstantField.optional(),
        }),
      )
      .optional()
      .meta({ description: 'Of sites with a schedule of their own' }),
    nightlyAt: InstantField.optional().meta({ description: 'The next nightly generation' }),
  })
  .meta({ id: 'NextRuns' });
/** The payroll periods that people look at most. */
export const PayrollPeriods = z
  .looseObject({ current: PeriodDays, previous: PeriodDays })
  .meta({ id: 'PayrollPeriods' });
export type PayrollPeriods = Plain<z.output<typeof PayrollPeriods>>;
export type NextRuns = Plain<z.output<typeof NextRuns>>;
