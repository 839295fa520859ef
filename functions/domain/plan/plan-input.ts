/** Turns a stored user into the part of the engine's input that decides about the user's plan. @module */

import type { AttendanceInput } from '#shared/attendance/index.ts';
import type { StoredUser } from '../../store/users.ts';

/** The part of the engine's input that decides about a user's plan. */
export function planInput(zone: string, user: StoredUser): Pick<AttendanceInput, 'user' | 'assignments'> {
  return {
    user: {
      id: user.id,
      zone,
      issuedOn: user.issuedOn,
      expiresOn: user.expiresOn,
      suspended: user.suspensions,
    },
    assignments: user.rosterAssignments.map((assignment, index) => ({
      id: `${user.id}-${index}`,
      userId: user.id,
      ...assignment,
    })),
  };
}
