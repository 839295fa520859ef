/** Problems of the plan: clocking schedules, duty rosters, holiday calendars, and how they fit together. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const planProblems = {
  'schedule.unknown': problem<{ scheduleId: string }>({
    status: 404,
    says: ({ scheduleId }) => `There is no clocking schedule "${scheduleId}".`,
    todo: null,
  }),
  'roster.unknown': problem<{ rosterId: string }>({
    status: 404,
    says: ({ rosterId }) => `There is no duty roster "${rosterId}".`,
    todo: null,
  }),
  'calendar.unknown': problem<{ calendarId: string }>({
    status: 404,
    says: ({ calendarId }) => `There is no holiday calendar "${calendarId}".`,
    todo: null,
  }),
  'plan.archived': problem<{ part: 'clocking schedule' | 'duty roster' | 'holiday calendar'; id: string }>({
    status: 409,
    says: ({ part, id }) =>
      `The ${part} "${id}" is archived: it counts where it is used, and is given to nobody new.`,
    todo: 'Choose another one, or restore it first.',
  }),
  'plan.overlap': problem<{
    userId?: string;
    rosterId?: string;
    scheduleId?: string;
    first: string;
    second: string;
  }>({
    status: 409,
    says: ({ userId, rosterId, scheduleId, first, second }) => {
      const whose =
        userId !== undefined
          ? `User ${userId}`
          : rosterId !== undefined
            ? `Duty roster ${rosterId}`
            : `Clocking schedule ${scheduleId}`;
      return `${whose}: the shifts ${first} and ${second} overlap.`;
    },
    todo: 'Change one of them.',
  }),
};
