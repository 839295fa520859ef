/** When a terminal's zone changes, the cloud derives the instants of its stored punches again. @module */

import { canonicalPinOf } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import { wallSeconds } from '#shared/time/clock-text.ts';
import { instantsInLogOrder } from '#shared/time/log-order.ts';
import { dateOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import { type Zone, zoneNamed } from '#shared/time/zone.ts';
import type { RederiveInstants } from '../../queue/sheet-messages.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { claimsOfPins } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';
import { computeTouchedDays } from '../touched-days.ts';

/** No punch arrived anywhere before this day: it stands in where a terminal's registration date is unknown. */
const firstArrivals = '2026-01-01' as LocalDate;
/** Days of arrivals in each of the first messages, which are worked on in parallel. */
const daysPerMessage = 16;
/** Pages of arrivals that one call of the worker looks through; an empty day has one for each shard. */
const pagesPerCall = 96;
/** Number of corrections that take as long as a page without any. */
const punchesLikeOnePage = 25;
const changesAtOnce = 16;
/** Punches stored a moment ago were read with the old zone: after this delay the index is sure to show them. */
const recentDelaySeconds = 3;

/** The zone of a terminal's clock; of one that is merged into another, the other's. */
async function zoneOf(actor: Actor, serial: Serial): Promise<string> {
  const { terminals, settings } = actor.stores;
  const [terminal, { zone }] = await Promise.all([terminals.findUnmarked(serial), settings.read()]);
  const right =
    terminal?.mergedInto === undefined ? terminal : await terminals.findUnmarked(terminal.mergedInto);
  return right?.zone ?? zone;
}

/**
 * Has the instants of a terminal's punches derived again after its zone has changed, and the touched days computed. The
 * wall times, which the terminal has recorded, stay as they are, and so do the punches' identities.
 */
export async function noteZoneChange(actor: Actor, serial: Serial, from: string, to: string): Promise<void> {
  if (from === to) return;
  await recordAudit(actor, 'terminal.zone-changed', serial, { from, to });
  const merged = (await actor.stores.terminals.marks()).filter(({ mergedInto }) => mergedInto === serial);
  for (const each of [serial, ...merged.map((terminal) => terminal.serial)]) await rederiveAll(actor, each);
}

/** Has the instants of all punches of a terminal derived again, and the days of all of them computed. */
export async function rederiveAll(actor: Actor, serial: Serial): Promise<void> {
  const tomorrow = addDays(actor.now.slice(0, 10) as LocalDate, 1);
  const messages: RederiveInstants[] = [];
  const registeredAt = (await actor.stores.terminals.find(serial))?.registeredAt;
  const first = registeredAt === undefined ? firstArrivals : (registeredAt.slice(0, 10) as LocalDate);
  for (let day = first; day < tomorrow; day = addDays(day, daysPerMessage)) {
    const until = daysBetween(day, tomorrow) > daysPerMessage ? addDays(day, daysPerMessage) : tomorrow;
    messages.push({ ...rederivation(actor, serial), day, until });
  }
  await actor.sendToSheets(messages.slice(0, -1));
  await actor.sendToSheets(messages.slice(-1), { delaySeconds: recentDelaySeconds });
}

function rederivation({ stores: { organisation } }: Actor, serial: Serial) {
  return { kind: 'rederive-instants', organisation, serial, after: null } as const;
}

/**
 * Corrects punches that were read with one zone while the terminal was given another: the pass that corrected the stored
 * punches may have missed these.
 * @param zone - the zone with which they were read
 */
export async function checkZone(actor: Actor, serial: Serial, zone: string): Promise<void> {
  if ((await zoneOf(actor, serial)) === zone) return;
  const today = actor.now.slice(0, 10) as LocalDate;
  const message = { ...rederivation(actor, serial), day: today, until: addDays(today, 1) };
  await actor.sendToSheets([message], { delaySeconds: recentDelaySeconds });
}

/**
 * Derives again the instants of a terminal's punches that arrived on some days: as many as one call can do, and the rest
 * by further messages. Doing it twice changes nothing; the terminal's present zone counts, not that of the request.
 */
export async function rederiveInstants(actor: Actor, message: RederiveInstants): Promise<void> {
  const { stores } = actor;
  const { serial, until } = message;
  const zone = zoneNamed(await zoneOf(actor, serial));
  const batches = new Map<string, Promise<ReadonlyMap<string, Instant>>>();
  let { day, after } = message;
  for (let budget = pagesPerCall; budget > 0 && day < until; budget -= 1) {
    const arrivals = await stores.punches.arrivalsOfTerminal(serial, day, after);
    await correct(actor, zone, arrivals.items, batches);
    budget -= Math.floor(arrivals.items.length / punchesLikeOnePage);
    after = arrivals.after;
    if (after === null) day = addDays(day, 1);
  }
  if (day < until) await actor.sendToSheets([{ ...message, day, after } satisfies RederiveInstants]);
}

async function correct(
  actor: Actor,
  zone: Zone,
  punches: readonly StoredPunch[],
  batches: Map<string, Promise<ReadonlyMap<string, Instant>>>,
): Promise<void> {
  const { stores } = actor;
  const claims = await claimsOfPins(
    stores,
    punches.map(({ pin }) => canonicalPinOf(pin)),
  );
  const touched = new Map<UserId, Set<LocalDate>>();
  await inParallel(punches, changesAtOnce, async (punch) => {
    const instant = await instantIn(actor, zone, punch, batches);
    if (instant !== punch.instant) await stores.punches.setInstant(punch, instant);
    // A merge of terminals may have moved the punch from one claimant of its PIN to another.
    for (const userId of claims.possibleClaimants(canonicalPinOf(punch.pin))) {
      const dates = touched.get(userId) ?? new Set<LocalDate>();
      touched.set(userId, dates.add(dateOf(punch.wallTime)));
    }
  });
  // Also days that an earlier try has corrected: it may have died before it sent them.
  await computeTouchedDays(actor, touched);
}

/** The instant of a punch: in the hour that comes twice, its place in its batch, which is in log order, decides. */
async function instantIn(
  actor: Actor,
  zone: Zone,
  punch: StoredPunch,
  batches: Map<string, Promise<ReadonlyMap<string, Instant>>>,
): Promise<Instant> {
  const wall = wallSeconds(punch.wallTime);
  const [alone = punch.instant] = instantsInLogOrder([punch.wallTime], zone);
  if (zone.toEpoch(wall, 'earlier') === zone.toEpoch(wall, 'later')) return alone;
  const { batchId, receivedAt } = punch;
  const name = `${batchId}#${receivedAt}`;
  const batch = batches.get(name) ?? instantsOfBatch(actor, zone, punch);
  batches.set(name, batch);
  return (await batch).get(identityOf(punch)) ?? alone;
}

async function instantsOfBatch(
  { stores }: Actor,
  zone: Zone,
  { serial, batchId, receivedAt }: StoredPunch,
): Promise<ReadonlyMap<string, Instant>> {
  const punches = (await stores.punches.arrivedAt(receivedAt)).filter(
    (punch) => punch.serial === serial && punch.batchId === batchId,
  );
  punches.sort((a, b) => a.order - b.order);
  const instants = instantsInLogOrder(
    punches.map(({ wallTime }) => wallTime),
    zone,
  );
  return new Map(punches.map((punch, index) => [identityOf(punch), instants[index] ?? punch.instant]));
}

function identityOf({ pin, wallTime, status }: StoredPunch): string {
  return `${pin}#${wallTime}#${status}`;
}
