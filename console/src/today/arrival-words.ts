/** The words of the keys that people press at a terminal. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** By the number that a terminal stores; other numbers have no word, and 255 means that none was pressed. */
export const keyWords: Readonly<Record<number, MessageDescriptor>> = {
  0: msg({ message: 'in', context: 'key of a terminal' }),
  1: msg({ message: 'out', context: 'key of a terminal' }),
  2: msg({ message: 'break', context: 'key of a terminal' }),
  3: msg({ message: 'back', context: 'key of a terminal' }),
  4: msg({ message: 'overtime in', context: 'key of a terminal' }),
  5: msg({ message: 'overtime out', context: 'key of a terminal' }),
};
