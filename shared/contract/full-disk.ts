/** The schema of a full disk, which bridges report and the API shows. @module */

import * as z from 'zod';
import { Count } from './fields.ts';

/** The disk of a bridge, while it is full. */
export const FullDisk = z
  .looseObject({
    path: z.string().max(200).meta({ description: 'Its state folder' }),
    freeBytes: Count,
  })
  .meta({ id: 'FullDisk' });
