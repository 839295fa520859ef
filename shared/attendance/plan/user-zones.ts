import { dayNumber } from '#shared/time/calendar.ts';
import { type Zone, zoneNamed } from '#shared/time/zone.ts';
import type { EngineUser } from '../model/index.ts';

/** The zones of a user over time. */
export interface UserZones {
  /** Zone in force on a date. */
  onDay(day: number): Zone;
  /** Zone in force at an instant (epoch seconds). */
  at(epoch: number): Zone;
}

/** The zone of a user who never moves, or the zones of one who does. A change takes effect at its date's local midnight. */
export function zonesOf(user: EngineUser): UserZones {
  const first = zoneNamed(user.zone);
  if (!user.zoneChanges || user.zoneChanges.length === 0) return { onDay: () => first, at: () => first };
  const changes = user.zoneChanges
    .map((change) => {
      const zone = zoneNamed(change.zone);
      const day = dayNumber(change.from);
      return { zone, day, epoch: zone.startOfDay(day) };
    })
    .sort((a, b) => a.day - b.day);
  return {
    onDay: (day) => changes.findLast((change) => change.day <= day)?.zone ?? first,
    at: (epoch) => changes.findLast((change) => change.epoch <= epoch)?.zone ?? first,
  };
}
