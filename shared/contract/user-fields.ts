/** Schemas of what terminals keep of a user, apart from the routes, so that the bridge's function loads these alone. @module */

import * as z from 'zod';
import { Count } from './fields.ts';

/** What is enrolled at the terminals: counts, never templates, never keypad passwords. */
export const Credentials = z
  .looseObject({
    cards: Count.optional(),
    fingers: Count.optional(),
    faces: Count.optional(),
    passwords: Count.optional(),
  })
  .meta({ id: 'Credentials', description: 'How many of each kind are enrolled' });

/** Number of a card as terminals keep it: 32 bits, in decimal digits. */
export const CardNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,9})$/, 'must be decimal digits without leading zeros')
  .refine((digits) => Number(digits) <= 0xffff_ffff, 'must be at most 4294967295')
  .meta({ id: 'CardNumber', example: '1234567' });

/** Levels at a terminal: 0 user, 1 enroller, 3 administrator, 7 super administrator. */
export const Privilege = z
  .union([z.literal(0), z.literal(1), z.literal(3), z.literal(7)])
  .meta({ id: 'Privilege', description: '0 user, 1 enroller, 3 administrator, 7 super administrator' });
