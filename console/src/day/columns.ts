/** The six columns of the sheet in their order, without the engine's schemas and without words. @module */

import type { Column } from '#shared/attendance/model/index.ts';

/** The six columns, in their order on the day. */
export const columns = ['in', 'break', 'resume', 'out', 'ot', 'done'] as const satisfies readonly Column[];
