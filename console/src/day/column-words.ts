/** The six columns of the sheet and the figures of a row, in words. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Column } from '#shared/attendance/model/index.ts';

/** The heads of the six columns, in their order on the day. */
export const columnWords = {
  in: msg({ message: 'In', context: 'column' }),
  break: msg({ message: 'Break', context: 'column' }),
  resume: msg({ message: 'Resume', context: 'column' }),
  out: msg({ message: 'Out', context: 'column' }),
  ot: msg({ message: 'OT', context: 'column' }),
  done: msg({ message: 'Done', context: 'column' }),
} as const satisfies Record<Column, MessageDescriptor>;
