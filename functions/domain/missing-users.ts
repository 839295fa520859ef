import type { Settings } from '#shared/contract/settings.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../store/users.ts';
import { recordAuditOnce } from './audit.ts';
import type { Actor } from './caller.ts';

/** Where the punch came from that makes a user necessary. */
export interface PunchSource {
  kind: 'download' | 'push' | 'import';
  terminal: string;
  batchId: string;
  downloadId?: string | undefined;
}

/**
 * Creates the user of a PIN if nobody has that id: the tick of the original product. The audit entry is claimed
 * before the user, so that a crash between the two and any number of racing calls leave one user and one entry.
 * @param firstPunch - local date of the earliest punch at hand
 * @returns the user if this call created it, else `null`
 */
export async function createIfMissing(
  actor: Actor,
  pin: string,
  firstPunch: LocalDate,
  source: PunchSource,
  newUsers: Settings['newUsers'],
): Promise<StoredUser | null> {
  const { stores } = actor;
  const issuedOn = newUsers.issueDate === 'first-punch' ? firstPunch : undefined;
  const user: StoredUser = {
    id: pin,
    status: 'provisional',
    origin: {
      kind: source.kind,
      at: actor.now,
      terminal: source.terminal,
      ...(source.downloadId === undefined ? {} : { downloadId: source.downloadId }),
    },
    ...(issuedOn === undefined ? {} : { issuedOn }),
    ...(newUsers.dutyRosterId === null ? {} : { dutyRosterId: newUsers.dutyRosterId }),
    rosterAssignments:
      newUsers.dutyRosterId === null
        ? []
        : [{ rosterId: newUsers.dutyRosterId, from: issuedOn ?? firstPunch, to: null }],
    issuedOnFollowsPunches: issuedOn !== undefined,
    createdByBatch: source.batchId,
    version: 1,
  };
  await recordAuditOnce(actor, 'user.created', pin, {
    origin: source.kind,
    terminal: source.terminal,
    ...(source.downloadId === undefined ? {} : { downloadId: source.downloadId }),
  });
  if (!(await stores.users.add(user))) return null;
  await stores.unknownUsers.remove(pin);
  return user;
}
