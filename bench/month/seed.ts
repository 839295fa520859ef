/** Fills a store with users, their punches and their terminals, as a finished download leaves it. @module */

import { newId } from '../../functions/domain/ids.ts';
import type { Stores } from '../../functions/store/index.ts';
import { canonicalPinOf, isPin } from '../../shared/punch/pin.ts';
import { requireUserId } from '../../shared/punch/user-id.ts';
import type { Instant, LocalDate, WallTime } from '../../shared/time/wall-time.ts';
import { pinsOf, recordsOf, serials } from './people.ts';

const peopleAtOnce = 50;
const batchId = newId('bat');
const issuedOn = '2026-10-01' as LocalDate;
const complete = '2026-11-20T00:00:00Z' as Instant;

async function seedPerson(stores: Stores, text: string): Promise<void> {
  if (!isPin(text)) throw new Error(`${text} is no PIN`);
  const pin = text;
  await stores.users.add({
    id: requireUserId(text),
    status: 'active',
    origin: { kind: 'manual', at: complete, by: 'bench' },
    issuedOn,
    rosterAssignments: [],
    version: 1,
    issuedOnFollowsPunches: false,
  });
  const punches = recordsOf(text).map(({ serial, time, status, verify, workCode }, order) => {
    const wallTime = time.replace(' ', 'T') as WallTime;
    const instant = `${wallTime}Z` as Instant;
    return { serial, pin, wallTime, instant, status, verify, workCode, receivedAt: complete, batchId, order };
  });
  const serial = punches[0]?.serial;
  if (serial === undefined) throw new Error(`${pin} has no punches`);
  const uses = ['2026-09-28', '2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26'].map((week) => ({
    pin: canonicalPinOf(pin),
    serial,
    week: week as LocalDate,
    batchId,
  }));
  await Promise.all([stores.punches.addAll(punches), stores.terminalUses.addAll(uses)]);
}

/** Seeds so many people, and the terminals, whose logs are complete. */
export async function seed(stores: Stores, people: number): Promise<void> {
  for (const serial of serials) {
    await stores.terminals.add({
      serial,
      state: 'active',
      version: 1,
      pushes: true,
      completeThrough: complete,
    });
  }
  const pins = pinsOf(people);
  for (let start = 0; start < pins.length; start += peopleAtOnce) {
    await Promise.all(pins.slice(start, start + peopleAtOnce).map((pin) => seedPerson(stores, pin)));
  }
}
