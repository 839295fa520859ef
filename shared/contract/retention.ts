/** Schemas of the setting that says how long times are kept, and of what follows from it. @module */

import * as z from 'zod';
import { InstantField, LocalDateField } from './fields.ts';
import type { Plain } from './plain.ts';

/** The fewest months for which times can be kept: what payroll and its auditors look back to in most countries. */
export const fewestKeptMonths = 24;

const TimesMonths = z.number().int().min(fewestKeptMonths).max(600);
const timesMonthsMeaning =
  'For how many whole months times (punches, rows of sheets, corrections, leaves, overrides of days) are kept; older ones ' +
  'are deleted at night for good';

const Confirmation = LocalDateField.optional().meta({
  description:
    'Needed where times are to be kept for fewer months than before: the first day that is kept then, as ' +
    '`retention.unconfirmed` names it. It is not kept',
});

/** How long times are kept. */
export const RetentionSettings = z
  .strictObject({
    timesMonths: TimesMonths.optional().meta({ description: `${timesMonthsMeaning}. Default: for ever` }),
  })
  .meta({ id: 'RetentionSettings' });

/** How long times are to be kept, as `PUT` takes it. */
export const RetentionInput = RetentionSettings.extend({ confirmKeptFrom: Confirmation }).meta({
  id: 'RetentionInput',
});

/** How long times are to be kept, as `PATCH` takes it. */
export const RetentionPatch = z
  .strictObject({
    timesMonths: TimesMonths.nullable()
      .optional()
      .meta({ description: `${timesMonthsMeaning}; null: for ever` }),
    confirmKeptFrom: Confirmation,
  })
  .meta({ id: 'RetentionPatch' });

/** From which day on times are kept. */
export const KeptTimes = z
  .looseObject({
    from: LocalDateField.optional().meta({
      description:
        'The first day whose times are kept. What is before it is deleted, is taken in no more, and does not come back, ' +
        'whatever is set later. Absent: nothing has been deleted',
    }),
    next: z
      .looseObject({
        at: InstantField.meta({ description: 'The night in which it happens' }),
        from: LocalDateField.meta({ description: 'The first day whose times are kept then' }),
      })
      .optional()
      .meta({
        description: 'When older times are deleted next; absent where nothing is due in the next night',
      }),
  })
  .meta({ id: 'KeptTimes' });
export type KeptTimes = Plain<z.output<typeof KeptTimes>>;
