/** Examples of all data of a person, and of an erasure. @module */

import { step } from './step.ts';

/** The steps of this capability, in their order. */
export const privacy = [
  step('getPersonalData', 'The first of all that is kept of a person', {
    params: { userId: '1042' },
    query: { limit: 3 },
  }),
  step('eraseUser', 'A person who left years ago', { params: { userId: '1045' }, body: { confirm: '1045' } }),
];
