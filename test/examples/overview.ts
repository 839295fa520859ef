/** Examples of the organisation at a glance. @module */

import { step } from './step.ts';

/** The steps of this capability, in their order. */
export const overview = [
  step('getOverview', 'What is to be done, and how the terminals are', {}),
  step('getPresence', 'Who is in, of one department', {
    query: { date: '2026-03-26', department: 'Stores' },
  }),
];
