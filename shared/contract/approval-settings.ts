/** Schema of the settings that say which entries of HR need the approval of a second person. @module */

import * as z from 'zod';
import type { Plain } from './plain.ts';

const Need = z.enum(['none', 'second-person']).optional();

/**
 * Which entries take effect only once somebody else than who has entered them has approved them. It holds for entries that
 * are made from then on: what waits goes on waiting when a kind is set back to `none`.
 */
export const ApprovalSettings = z
  .strictObject({
    corrections: Need.meta({ description: 'Default: `none`' }),
    leaves: Need.meta({ description: 'Default: `none`' }),
    dayOverrides: Need.meta({ description: 'Default: `none`' }),
  })
  .meta({
    id: 'ApprovalSettings',
    description:
      'Entries of a kind set to `second-person` wait until somebody else approves them. What waits goes on waiting when the ' +
      'kind is set back to `none`',
  });
export type ApprovalSettings = Plain<z.output<typeof ApprovalSettings>>;
