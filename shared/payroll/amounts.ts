/** Writes figures as payroll programs want them: decimal hours, days of N hours, minutes, h:mm, implied decimals. @module */

import * as z from 'zod';

const unit = z
  .enum(['hours', 'days', 'minutes'])
  .default('hours')
  .meta({ description: 'What 1 means; a day has `hoursOfDay` hours' });
const common = {
  hoursOfDay: z
    .number()
    .min(0.5)
    .max(24)
    .default(8)
    .meta({ description: 'Hours of a day, where the unit is days' }),
  round: z.enum(['nearest', 'down', 'up']).default('nearest').meta({
    description:
      'Once, after whole seconds have been summed; a half goes away from zero, `down` goes towards zero',
  }),
  negative: z.enum(['minus', 'refuse']).default('minus').meta({
    description: 'Adjustments can be below zero: a minus sign, or the row is left out and reported',
  }),
  zero: z.enum(['write', 'blank']).default('write').meta({ description: 'How nothing is written' }),
  most: z.number().positive().optional().meta({
    description: 'Largest amount that the payroll takes in one row: hours, days or minutes, as the unit says',
  }),
};
const places = z.int().min(0).max(6).default(2).meta({ description: 'Digits behind the point' });

/** How a figure is written. */
export const AmountFormat = z
  .discriminatedUnion('as', [
    z
      .strictObject({
        as: z.literal('decimal'),
        unit,
        places,
        point: z.enum(['.', ',']).default('.'),
        ...common,
      })
      .meta({ id: 'DecimalAmount' }),
    z
      .strictObject({
        as: z.literal('clock'),
        hourDigits: z
          .int()
          .min(1)
          .max(6)
          .default(1)
          .meta({ description: 'At least so many digits of hours: 2 gives 03:15' }),
        separator: z.enum([':', '.', '']).default(':'),
        ...common,
      })
      .meta({ id: 'ClockAmount', description: 'Hours and minutes: 3:15' }),
    z
      .strictObject({
        as: z.literal('implied'),
        unit,
        places,
        sign: z.enum(['none', 'leading', 'trailing']).default('none'),
        ...common,
      })
      .meta({
        id: 'ImpliedAmount',
        description: 'Without a decimal point: 3.25 is 325; + or - before or behind it',
      }),
  ])
  .meta({ id: 'AmountFormat' });
/** How a figure is written. */
export type AmountFormat = z.output<typeof AmountFormat>;

const secondsOf = { hours: 3600, minutes: 60 };

/** Seconds of the unit of a format. */
function unitSeconds(format: AmountFormat): number {
  if (format.as === 'clock') return 3600;
  return format.unit === 'days' ? Math.round(format.hoursOfDay * 3600) : secondsOf[format.unit];
}

/** A quotient as a whole number of steps, without a fraction in between, so that nothing is rounded twice. */
function rounded(numerator: number, denominator: number, round: AmountFormat['round']): number {
  const size = Math.abs(numerator);
  const down = Math.floor(size / denominator);
  const rest = size - down * denominator;
  const isUp = round === 'up' ? rest > 0 : round === 'nearest' && 2 * rest >= denominator;
  const whole = down + (isUp ? 1 : 0);
  return numerator < 0 && whole !== 0 ? -whole : whole;
}

/** Why an amount cannot be written. */
export type AmountFault = 'negative' | 'too-much';

/**
 * Writes an amount.
 * @param seconds - whole seconds, negative where less is due
 * @returns its text, or why the format has none
 */
export function writeAmount(
  seconds: number,
  format: AmountFormat,
): { text: string } | { fault: AmountFault } {
  const places = format.as === 'clock' ? 0 : format.places;
  const stepsOfUnit = format.as === 'clock' ? 60 : 10 ** places;
  const steps = rounded(seconds * stepsOfUnit, unitSeconds(format), format.round);
  return writeSteps(steps, stepsOfUnit, format);
}

/** Writes a count, such as of days, in the format of its column. */
export function writeCount(count: number, format: AmountFormat): { text: string } | { fault: AmountFault } {
  const stepsOfUnit = format.as === 'clock' ? 1 : 10 ** format.places;
  return writeSteps(count * stepsOfUnit, stepsOfUnit, format);
}

function writeSteps(
  steps: number,
  stepsOfUnit: number,
  format: AmountFormat,
): { text: string } | { fault: AmountFault } {
  if (steps === 0 && format.zero === 'blank') return { text: '' };
  if (steps < 0 && format.negative === 'refuse') return { fault: 'negative' };
  if (format.most !== undefined && Math.abs(steps) > format.most * stepsOfUnit) return { fault: 'too-much' };
  const size = Math.abs(steps);
  const minus = steps < 0 ? '-' : '';
  if (format.as === 'implied') {
    const digits = String(size);
    if (format.sign === 'leading') return { text: `${steps < 0 ? '-' : '+'}${digits}` };
    if (format.sign === 'trailing') return { text: `${digits}${steps < 0 ? '-' : '+'}` };
    return { text: `${minus}${digits}` };
  }
  if (format.as === 'clock') {
    const hours = String(Math.floor(size / stepsOfUnit)).padStart(format.hourDigits, '0');
    const minutes = String(size % stepsOfUnit).padStart(2, '0');
    return { text: `${minus}${hours}${stepsOfUnit === 1 ? '' : `${format.separator}${minutes}`}` };
  }
  const digits = String(size).padStart(format.places + 1, '0');
  const whole = digits.slice(0, digits.length - format.places);
  const fraction = digits.slice(digits.length - format.places);
  return { text: `${minus}${whole}${fraction === '' ? '' : `${format.point}${fraction}`}` };
}
