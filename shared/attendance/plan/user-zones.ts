/** Finds the time zone in force for a user on a date or at an instant, also when the user moves. @module */

import { dayNumber } from '#shared/time/calendar.ts';
import { findZone, type Zone } from '#shared/time/zone.ts';
import type { EngineUser } from '../model/index.ts';
import { PlanFault } from './plan-fault.ts';

/** The zones of a user over time. */
export interface UserZones {
  /** Zone in force on a date. */
  onDay(day: number): Zone;
  /** Zone in force at an instant (epoch seconds). */
  at(epoch: number): Zone;
}

function zoneOf(userId: string, name: string): Zone {
  const zone = findZone(name);
  if (zone === undefined) throw new PlanFault('zone.unknown', { userId, zone: name });
  return zone;
}

/**
 * The zone of a user who never moves, or the zones of one who does. A change takes effect at its date's local midnight.
 * @throws PlanFault zone.unknown
 */
export function zonesOf(user: EngineUser): UserZones {
  const first = zoneOf(user.id, user.zone);
  if (user.zoneChanges === undefined || user.zoneChanges.length === 0)
    return { onDay: () => first, at: () => first };
  const changes = user.zoneChanges
    .map((change) => {
      const zone = zoneOf(user.id, change.zone);
      const day = dayNumber(change.from);
      return { zone, day, epoch: zone.startOfDay(day) };
    })
    .sort((a, b) => a.day - b.day);
  return {
    onDay: (day) => changes.findLast((change) => change.day <= day)?.zone ?? first,
    at: (epoch) => changes.findLast((change) => change.epoch <= epoch)?.zone ?? first,
  };
}
