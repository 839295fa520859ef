/** Problems of departments: one that is unknown, or one that is in use. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const departmentProblems = {
  'department.unknown': problem<{ department: string }>({
    status: 404,
    says: ({ department }) => `There is no department "${department}".`,
    todo: 'Put it on the list first, or choose another one.',
  }),
  'department.in-use': problem<{ department: string; userIds: string[]; parts: string[]; more: boolean }>({
    status: 409,
    says: ({ department, userIds, parts, more }) =>
      [
        `The department "${department}" is in use:`,
        ...(userIds.length > 0 ? [`users ${userIds.join(', ')}${more ? ' and others' : ''} have it`] : []),
        ...(userIds.length > 0 && parts.length > 0 ? ['and'] : []),
        ...(parts.length > 0 ? [`${parts.map((part) => `"${part}"`).join(', ')} belong to it`] : []),
      ]
        .join(' ')
        .concat('.'),
    todo: 'Name a department of the list in "moveTo", which takes at most 500 users, or move them first.',
  }),
};
