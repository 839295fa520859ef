/**
 * Deletes at night what is older than what is kept: a bounded part for each message, which hands on the rest. Every part may be
 * repeated, and whoever is stopped half-way goes on with what is left. It is one line of messages for each organisation, so that
 * it never crowds out the work of the day.
 * @module
 */

import { randomUUID } from 'node:crypto';
import { pinOfUser } from '#shared/punch/claims.ts';
import { type CanonicalPin, canonicalPinOf } from '#shared/punch/pin.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays, compareDates, monthOf } from '#shared/time/calendar.ts';
import { epochOf, type LocalDate } from '#shared/time/wall-time.ts';
import type { DeleteOldTimes } from '../queue/clock-messages.ts';
import type { SendMessages } from '../queue/send.ts';
import { type DeletedTimes, noDeletedTimes } from '../store/old-times.ts';
import type { Actor } from './actor.ts';
import { recordAuditOnce } from './audit.ts';
import { inParallel } from './in-parallel.ts';
import { dueRetention } from './kept-times.ts';

/** Items that one message deletes, about: some seconds of work. */
const mostPerMessage = 4_000;
const mostPerRequest = 250;
/** People or PINs that one message looks at, and at once. */
const ownersPerMessage = 50;
const ownersAtOnce = 4;
const daysPerMessage = 62;
const monthsPerMessage = 60;
const recordsPerMessage = 500;
/** Whoever has taken a night and not begun it for so long was stopped: another one begins. */
const beginsWithinMilliseconds = 10 * 60_000;
/** No version of Rollcall is so old that something has arrived before. */
const firstArrival = '2023-01-01' as LocalDate;
/** No terminal recorded anything before, and nobody enters anything about earlier days. */
const firstMonth = '2000-01-01' as LocalDate;

const stages = ['begin', 'users', 'unknown-users', 'arrivals', 'notes', 'quarantine'] as const;

/** What one message has deleted, and how much more it may. */
class Share {
  readonly deleted: DeletedTimes = { ...noDeletedTimes };
  #left: number;

  /** @param most - items that may be deleted, about */
  constructor(most: number) {
    this.#left = most;
  }

  /** Whether there may be more than this message may delete. */
  get isUsedUp(): boolean {
    return this.#left <= 0;
  }

  /** Deletes by as many requests as it takes, or as are left. @param kind - what it is counted as; uses and notes are not */
  async take(kind: keyof DeletedTimes | null, some: (most: number) => Promise<number>): Promise<void> {
    while (!this.isUsedUp) {
      const most = Math.min(mostPerRequest, this.#left);
      const count = await some(most);
      this.#left -= count;
      if (kind !== null) this.deleted[kind] += count;
      if (count < most) return;
    }
  }
}

/**
 * Begins the deletion of a night, once, where times are not kept for ever or some were deleted before. The nights after it find
 * what was on its way while it was deleted.
 */
export async function startDueDeletion({ stores, now }: Actor, send: SendMessages): Promise<void> {
  const settings = await stores.settings.read();
  const due = dueRetention(settings, now);
  if (due === undefined) return;
  const name = `times#${due.at}`;
  const taken = await stores.dueTimes.find(name);
  if (taken?.settled) return;
  const own = `${now}#${randomUUID()}`;
  const owner = await stores.dueTimes.take(name, own, now);
  if (owner !== own && epochOf(now) - Date.parse(owner.slice(0, now.length)) < beginsWithinMilliseconds)
    return;
  const message: DeleteOldTimes = {
    kind: 'delete-old-times',
    organisation: stores.organisation,
    night: due.at,
    before: due.from,
    moved: due.from !== settings.timesKept?.from,
    stage: 'begin',
    cursor: null,
    deleted: noDeletedTimes,
  };
  await send([message]);
  await stores.dueTimes.settle(name);
}

/** Moves the first day that is kept on, before anything is deleted. @returns false where the settings no longer say so */
async function moveOn({ stores, now }: Actor, before: LocalDate): Promise<boolean> {
  for (;;) {
    const settings = await stores.settings.read();
    const kept = settings.timesKept?.from;
    if (kept !== undefined && compareDates(kept, before) >= 0) return true;
    const due = dueRetention(settings, now);
    if (due === undefined || due.from < before) return false;
    if (await stores.settings.keepTimesFrom(before, settings.version)) return true;
  }
}

async function deleteOfPin(
  { stores }: Actor,
  pin: CanonicalPin,
  before: LocalDate,
  share: Share,
): Promise<void> {
  await share.take('punches', (most) => stores.oldTimes.deletePunches(pin, before, most));
  await share.take(null, (most) => stores.oldTimes.deleteUses(pin, before, most));
}

async function deleteOfPins(
  actor: Actor,
  pins: readonly CanonicalPin[],
  before: LocalDate,
  share: Share,
): Promise<void> {
  await inParallel(pins, ownersAtOnce, (pin) => deleteOfPin(actor, pin, before, share));
}

/** Deletes what is old of a page of people: of everybody who was ever created, also of those who are another one by now. */
async function deleteOfUsers(
  actor: Actor,
  { before, cursor }: DeleteOldTimes,
  share: Share,
): Promise<string | undefined> {
  const { users, enteredMonths, oldTimes } = actor.stores;
  const page = await users.list({}, ownersPerMessage, cursor ?? undefined);
  const ids = page.items.map(({ id }): UserId => id);
  const marks = await enteredMonths.ofMany(ids);
  await inParallel(ids, ownersAtOnce, async (userId) => {
    const linked = marks.get(canonicalUserId(userId))?.linkedPins ?? [];
    for (const pin of new Set([pinOfUser(userId), ...linked])) await deleteOfPin(actor, pin, before, share);
    await share.take('rows', (most) => oldTimes.deleteRows(userId, before, most));
    await share.take('entries', (most) => oldTimes.deleteEntries(userId, before, most));
    if (!share.isUsedUp) await oldTimes.forgetMonths(userId, before);
  });
  return page.nextCursor;
}

/** The same of punches that no user claims. */
async function deleteOfUnknown(
  actor: Actor,
  { before, cursor }: DeleteOldTimes,
  share: Share,
): Promise<string | undefined> {
  const page = await actor.stores.unknownUsers.list(ownersPerMessage, cursor ?? undefined);
  const pins = page.items.map(({ pin }) => canonicalPinOf(pin));
  await deleteOfPins(actor, pins, before, share);
  return page.nextCursor;
}

/** The same of PINs that are on no list because HR has ignored them before they punched: they are found by what has arrived. */
async function deleteArrived(
  actor: Actor,
  { before, cursor, moved }: DeleteOldTimes,
  share: Share,
): Promise<string | undefined> {
  if (!moved) return undefined;
  // A terminal's clock may be in any zone, and a day ahead.
  const end = addDays(before, 2);
  let day = (cursor ?? firstArrival) as LocalDate;
  for (let days = 0; day < end && days < daysPerMessage; days += 1) {
    await deleteOfPins(actor, await actor.stores.oldTimes.pinsArrivedOn(day, before), before, share);
    if (share.isUsedUp) return day;
    day = addDays(day, 1);
  }
  return day < end ? day : undefined;
}

/** The notes by which entries are found by their month. */
async function deleteNotes(
  { stores }: Actor,
  { before, cursor, moved }: DeleteOldTimes,
  share: Share,
): Promise<string | undefined> {
  if (!moved) return undefined;
  let first = (cursor ?? firstMonth) as LocalDate;
  for (let months = 0; first < before && months < monthsPerMessage; months += 1) {
    const month = first.slice(0, 7);
    await share.take(null, (most) => stores.oldTimes.deleteNotes(month, most));
    if (share.isUsedUp) return first;
    first = monthOf(first).to;
  }
  return first < before ? first : undefined;
}

const quarantineStates = ['open', 'dismissed', 'stored'] as const;

/** Records that could not become punches, and tell a day that is no longer kept. */
async function deleteQuarantined(
  { stores }: Actor,
  { before, cursor }: DeleteOldTimes,
  share: Share,
): Promise<string | undefined> {
  const [named, after = ''] = cursor?.split(' ') ?? [];
  const state = quarantineStates.find((each) => each === named) ?? 'open';
  const page = await stores.quarantine.list(state, recordsPerMessage, after === '' ? undefined : after);
  share.deleted.quarantined += await stores.oldTimes.deleteQuarantined(page.items, before);
  if (page.nextCursor !== undefined) return `${state} ${page.nextCursor}`;
  const next = quarantineStates[quarantineStates.indexOf(state) + 1];
  return next && `${next} `;
}

const work = {
  users: deleteOfUsers,
  'unknown-users': deleteOfUnknown,
  arrivals: deleteArrived,
  notes: deleteNotes,
  quarantine: deleteQuarantined,
} satisfies Record<Exclude<DeleteOldTimes['stage'], 'begin'>, unknown>;

function sumOf(a: DeletedTimes, b: DeletedTimes): DeletedTimes {
  return {
    punches: a.punches + b.punches,
    rows: a.rows + b.rows,
    entries: a.entries + b.entries,
    quarantined: a.quarantined + b.quarantined,
  };
}

/**
 * Does what one message asks for, and hands on the rest; at the end the audit trail says how much it was.
 * @param most - items that it deletes, about
 */
export async function deleteOldTimes(
  actor: Actor,
  message: DeleteOldTimes,
  send: SendMessages,
  most = mostPerMessage,
): Promise<void> {
  const { before, stage, night } = message;
  const share = new Share(most);
  let cursor: string | undefined;
  if (stage === 'begin') {
    if (!(await moveOn(actor, before))) return;
  } else {
    const after = await work[stage](actor, message, share);
    // Owners that are looked at again have nothing left of what is deleted.
    cursor = share.isUsedUp && stage !== 'arrivals' && stage !== 'notes' ? (message.cursor ?? '') : after;
  }
  const deleted = sumOf(message.deleted, share.deleted);
  if (cursor !== undefined) {
    await send([{ ...message, cursor: cursor === '' ? null : cursor, deleted } satisfies DeleteOldTimes]);
    return;
  }
  const next = stages[stages.indexOf(stage) + 1];
  if (next !== undefined) {
    await send([{ ...message, stage: next, cursor: null, deleted } satisfies DeleteOldTimes]);
    return;
  }
  if (Object.values(deleted).some((count) => count > 0)) {
    await recordAuditOnce(actor, 'times.deleted', before, { ...deleted }, night);
  }
}
