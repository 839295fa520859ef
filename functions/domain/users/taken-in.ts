/** What the dates and rosters of a merged user make of those of the other one, and back; nothing here reads or writes anything. @module */

import type { LinkId } from '#shared/contract/ids.ts';
import { assignmentsSince, type Planned, type StoredUser, type TakenIn } from '../../store/users.ts';
import { isSameStored } from '../is-same.ts';

function plannedOf({ issuedOn, issuedOnFollowsPunches, dutyRosterId, rosterAssignments }: Planned): Planned {
  return { issuedOn, issuedOnFollowsPunches, dutyRosterId, rosterAssignments };
}

/** What a user has after another one was merged into it: its own rosters, and before the first of them those of the other. */
function plannedAfter(target: Planned, from: Planned): Planned {
  const [first] = target.rosterAssignments.map((each) => each.from).sort();
  const earlier = from.rosterAssignments.flatMap((each) => {
    if (first === undefined) return [each];
    if (each.from >= first) return [];
    return [{ ...each, to: each.to === null || each.to > first ? first : each.to }];
  });
  const [issuedOn] = [target.issuedOn, from.issuedOn].filter((date) => date !== undefined).sort();
  return {
    issuedOn,
    issuedOnFollowsPunches: target.issuedOnFollowsPunches,
    dutyRosterId: target.dutyRosterId ?? (first === undefined ? from.dutyRosterId : undefined),
    rosterAssignments: [...earlier, ...target.rosterAssignments],
  };
}

/** A user with the date and rosters of another one that is merged into it; `null` where they have come in before. */
export function withTakenIn(user: StoredUser, from: StoredUser, merge: LinkId): StoredUser | null {
  const { takenIn = [] } = user;
  if (takenIn.some((each) => each.merge === merge)) return null;
  const one = { merge, before: plannedOf(user), brought: plannedOf(from) };
  return { ...user, ...afterOf(one), takenIn: [...takenIn, one] };
}

const afterOf = ({ before, brought }: TakenIn) => plannedAfter(before, brought);

/**
 * A user without what a merge has brought into it; `null` where nothing of it is there. The issuance date and the rosters
 * each go back unless somebody has edited them since: a date that only followed the punches was not edited, nor were
 * rosters that moved with it. What later merges have brought stays.
 */
export function withoutTakenIn(user: StoredUser, merge: LinkId): StoredUser | null {
  const { takenIn = [] } = user;
  const place = takenIn.findIndex((each) => each.merge === merge);
  const one = takenIn[place];
  if (one === undefined) return null;
  const kept = takenIn.slice(0, place);
  let after = afterOf(one);
  let without = one.before;
  for (const later of takenIn.slice(place + 1)) {
    // Where somebody has edited the user in between, the later merge goes on from that.
    const goesOn = isSameStored(later.before, after);
    const now = goesOn ? { ...later, before: without } : later;
    kept.push(now);
    if (!goesOn) continue;
    after = afterOf(later);
    without = afterOf(now);
  }
  const hasFollowed = after.issuedOnFollowsPunches && user.issuedOnFollowsPunches;
  const rosters = [after.rosterAssignments];
  if (hasFollowed && user.issuedOn !== undefined) rosters.push(assignmentsSince(after, user.issuedOn));
  const isDateAsMerged = hasFollowed || isSameStored(user.issuedOn, after.issuedOn);
  const areRostersAsMerged = rosters.some((each) => isSameStored(user.rosterAssignments, each));
  const isRosterAsMerged = isSameStored(user.dutyRosterId, after.dutyRosterId);
  return {
    ...user,
    ...(isDateAsMerged ? { issuedOn: without.issuedOn } : {}),
    ...(areRostersAsMerged ? { rosterAssignments: without.rosterAssignments } : {}),
    ...(isRosterAsMerged ? { dutyRosterId: without.dutyRosterId } : {}),
    takenIn: kept.length === 0 ? undefined : kept,
  };
}
