import type { AttendanceInput } from '#shared/attendance/index.ts';
import type { StoredUser } from '../../store/users.ts';

/** What decides about a user's plan, for the engine. */
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
