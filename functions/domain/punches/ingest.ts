/** Stores a batch of records exactly once, whoever sends it, and has the touched days computed. @module */

import { createHash } from 'node:crypto';
import type { BatchId } from '#shared/contract/ids.ts';
import type { Settings, UnknownUserPolicy } from '#shared/contract/settings.ts';
import { userIdOfPin } from '#shared/punch/claims.ts';
import { type CanonicalPin, canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import { ageOf, latestPlausible, readRecord } from '#shared/punch/plausibility.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { suspectDriftSeconds } from '#shared/time/clock-drift.ts';
import { instantsInLogOrder } from '#shared/time/log-order.ts';
import { dateOf, type LocalDate, type WallTime } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import type { Key } from '../../store/database.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { QuarantinedRecord } from '../../store/quarantine.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { claimsOfPins, type PinClaims } from '../claims.ts';
import { bringIntoSheets, computeCurrentDays } from '../recompute/index.ts';
import { checkZone } from '../terminals/index.ts';
import { computeTouchedDays } from '../touched-days.ts';
import type { KnownUsers, PunchSource } from '../users/index.ts';
import { type BatchUsers, beginLinked, findLateUsers, firstPunches, resolveUsers } from '../users/index.ts';
import { daysOfNewUse, noteUses } from './terminal-uses.ts';

/** Records of one terminal, in log order, with what decides how they are stored. */
export interface IngestBatch {
  source: PunchSource & { batchId: BatchId };
  unknownUsers: UnknownUserPolicy;
  zone: string;
  clockDriftSeconds?: number | undefined;
  /** What an automatically created user gets. */
  newUsers: Settings['newUsers'];
  records: readonly TerminalRecord[];
  /** The first day whose times are kept. Older records are answered as known, and leave no trace. */
  keptFrom?: LocalDate | undefined;
  /** Whether its records were counted before as what the terminal has, under other names. */
  isCounted?: true | undefined;
}

/** What became of one record. */
export interface RecordOutcome {
  result: 'stored' | 'duplicate' | 'quarantined' | 'failed';
  reason?: string;
}

/** What became of a batch: an outcome per record, in their order. */
export interface IngestOutcome {
  results: RecordOutcome[];
  usersCreated: UserId[];
  held: number;
}

/** Why a record counts as known although it is not stored. */
const notKeptReason = 'older than what is kept; it was not stored';

interface ReadBatch {
  punches: { index: number; punch: StoredPunch }[];
  quarantined: { index: number; record: QuarantinedRecord }[];
  /** Places of the records that are older than what is kept. */
  tooOld: number[];
}

function digestOf(serial: Serial, record: TerminalRecord): string {
  const identity = [
    serial,
    record.pin,
    record.time,
    record.status,
    record.verify,
    record.workCode,
    record.raw ?? '',
    ...(record.place === undefined ? [] : [record.place]),
  ];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 40);
}

function readBatch(actor: Actor, batch: IngestBatch): ReadBatch {
  const { terminal: serial, batchId } = batch.source;
  const latest = latestPlausible(actor.now);
  const isClockSuspect = Math.abs(batch.clockDriftSeconds ?? 0) >= suspectDriftSeconds;
  const readable: { index: number; record: TerminalRecord; pin: Pin; wallTime: WallTime }[] = [];
  const quarantined: ReadBatch['quarantined'] = [];
  const tooOld: number[] = [];
  for (const [index, record] of batch.records.entries()) {
    const age = ageOf(record, batch.keptFrom, isClockSuspect ? batch.clockDriftSeconds : 0);
    if (age === 'too-old') {
      tooOld.push(index);
      continue;
    }
    const read = readRecord(record, latest);
    if (read.kind === 'punch' && age === 'kept') {
      readable.push({ index, record, pin: read.pin, wallTime: read.wallTime });
    } else {
      const id = digestOf(serial, record);
      const reason = read.kind === 'punch' ? 'time-not-kept' : read.reason;
      quarantined.push({
        index,
        record: { ...record, id, terminal: serial, reason, receivedAt: actor.now, batchId },
      });
    }
  }
  const instants = instantsInLogOrder(
    readable.map(({ wallTime }) => wallTime),
    zoneNamed(batch.zone),
  );
  const punches = readable.flatMap(({ index, record, pin, wallTime }, at) => {
    const instant = instants[at];
    if (instant === undefined) return [];
    const punch: StoredPunch = {
      serial,
      pin,
      wallTime,
      instant,
      status: record.status,
      verify: record.verify,
      workCode: record.workCode,
      ...(isClockSuspect || record.clockSuspect ? { clockSuspect: true } : {}),
      receivedAt: actor.now,
      batchId,
      order: index,
    };
    return [{ index, punch }];
  });
  return { punches, quarantined, tooOld };
}

const nameOf = (key: Key) => `${key.pk}\n${key.sk}`;

interface Entry<T> {
  index: number;
  name: string;
  value: T;
}

/**
 * Writes what is not there yet. A record that this very batch stored in an earlier try counts as stored again, so that
 * a repeated batch gets the same answer.
 *
 * Two batches that bring the same new record at the same moment, such as a download and an import, both get the
 * answer "stored": it is there once, and counted as new twice. An exact answer would need a conditional put per record.
 * That costs the same write units, but 500 requests a batch instead of 20, and took five times as long where it was
 * measured; a mere count is not worth that.
 * @param results - outcomes by record, filled in here
 * @param outcome - the outcome of a record that is kept
 * @returns the entries that this batch brought, now or in an earlier try
 */
async function writeNew<T>(
  entries: readonly Entry<T>[],
  batchId: BatchId,
  outcome: RecordOutcome['result'],
  results: RecordOutcome[],
  store: {
    findExisting(values: readonly T[]): Promise<{ pk: string; sk: string; batchId: BatchId }[]>;
    addAll(values: readonly T[]): Promise<Key[]>;
  },
): Promise<Entry<T>[]> {
  const first = new Map<string, Entry<T>>();
  for (const entry of entries) {
    if (first.has(entry.name)) results[entry.index] = { result: 'duplicate' };
    else first.set(entry.name, entry);
  }
  const candidates = [...first.values()];
  if (candidates.length === 0) return [];
  const existing = await store.findExisting(candidates.map((entry) => entry.value));
  const broughtBy = new Map(existing.map((item) => [nameOf(item), item.batchId]));
  const fresh = candidates.filter((entry) => !broughtBy.has(entry.name));
  const refused = new Set((await store.addAll(fresh.map((entry) => entry.value))).map(nameOf));
  const brought: Entry<T>[] = [];
  for (const entry of candidates) {
    const by = broughtBy.get(entry.name);
    if (by !== undefined && by !== batchId) {
      results[entry.index] = { result: 'duplicate' };
    } else if (refused.has(entry.name)) {
      results[entry.index] = { result: 'failed', reason: 'the table did not take it; send it again' };
    } else {
      results[entry.index] = { result: outcome };
      brought.push(entry);
    }
  }
  return brought;
}

/** What the punches of a batch touch. */
interface Touched {
  /** The days of users. Of PINs with links that is everybody who may claim the punch: another may be merging terminals. */
  days: Map<UserId, Set<LocalDate>>;
  /** Whose days the punches of each PIN touch. */
  usersOf: Map<CanonicalPin, Set<UserId>>;
  begins: StoredUser[];
  /** Punches that no user claims. */
  held: number;
}

/** The days of known users that the punches of a batch touch, and how many punches no user claims. */
function touchedDays(
  punches: readonly StoredPunch[],
  { users, begun }: BatchUsers,
  claims: PinClaims,
): Touched {
  const touched: Touched = {
    days: new Map(),
    usersOf: new Map(),
    begins: [],
    held: 0,
  };
  const begins = new Map<CanonicalPin, StoredUser>();
  const touch = (pin: CanonicalPin, userId: UserId, date: LocalDate) => {
    touched.days.set(userId, (touched.days.get(userId) ?? new Set<LocalDate>()).add(date));
    touched.usersOf.set(pin, (touched.usersOf.get(pin) ?? new Set<UserId>()).add(userId));
  };
  for (const punch of punches) {
    const canonical = canonicalPinOf(punch.pin);
    const date = dateOf(punch.wallTime);
    const user = users.get(canonical);
    if (user && begun.has(canonical)) begins.set(canonical, user);
    if (claims.hasLinks(canonical)) {
      for (const userId of claims.possibleClaimants(canonical)) touch(canonical, userId, date);
    } else if (user) {
      touch(canonical, user.id, date);
    }
    if (isHeld(punch, users, claims)) touched.held += 1;
  }
  touched.begins = [...begins.values()];
  return touched;
}

/** Whether a punch waits for somebody to say whose it is. */
function isHeld(
  { pin, serial, wallTime }: StoredPunch,
  users: BatchUsers['users'],
  claims: PinClaims,
): boolean {
  const canonical = canonicalPinOf(pin);
  const claimant = claims.claimantOf(canonical, serial, dateOf(wallTime));
  if (claimant.kind !== 'user') return claimant.kind === 'nobody';
  return claimant.userId === userIdOfPin(canonical) && !users.has(canonical);
}

/**
 * Counts what is stored now of a terminal that pushes: the nightly check compares it with the terminal's own count. Records
 * that were there before are counted too, because whoever stored them may have been stopped before this.
 */
async function countForChecks(
  { stores, now }: Actor,
  { source, records, isCounted }: IngestBatch,
  entries: readonly Entry<unknown>[],
  results: readonly RecordOutcome[],
): Promise<void> {
  // Bridges hold the logs that they read against the terminals' own counts themselves.
  if (source.kind === 'download' || isCounted) return;
  const kept = entries.flatMap(({ index, name }) => {
    const wallTime = records[index]?.time;
    return results[index]?.result === 'failed' || wallTime === undefined ? [] : [{ name, wallTime }];
  });
  await stores.storedRecords.add(source.terminal, kept, now);
}

/**
 * Takes in records of one terminal: creates missing users, stores the punches under their PINs, keeps what is not a
 * punch in quarantine, and has the touched days computed. Repeating a batch changes nothing and gives the same answer.
 * @param known - users that this process has seen
 * @throws RollcallError service.busy when days could not be queued: everything is stored, the repeat will queue them
 */
export async function ingest(actor: Actor, batch: IngestBatch, known: KnownUsers): Promise<IngestOutcome> {
  const { stores } = actor;
  const { batchId } = batch.source;
  const read = readBatch(actor, batch);
  const pins = firstPunches(read.punches.map(({ punch }) => punch));
  const batchUsers = await resolveUsers(actor, batch, pins, known);

  const results: RecordOutcome[] = batch.records.map(() => ({ result: 'failed' }));
  const punchEntries = read.punches.map(({ index, punch }) => ({
    index,
    name: nameOf(stores.punches.keyOf(punch)),
    value: punch,
  }));
  const quarantineEntries = read.quarantined.map(({ index, record }) => ({
    index,
    name: nameOf(stores.quarantine.keyOf(record)),
    value: record,
  }));
  const [brought] = await Promise.all([
    writeNew<StoredPunch>(punchEntries, batchId, 'stored', results, stores.punches),
    writeNew(quarantineEntries, batchId, 'quarantined', results, stores.quarantine),
  ]);
  // Known to be done with, by every bridge that there is: what is stored it need not know.
  for (const index of read.tooOld) results[index] = { result: 'duplicate', reason: notKeptReason };
  for (const { index, record } of read.quarantined) {
    const outcome = results[index];
    if (outcome?.result === 'quarantined') outcome.reason = record.reason;
  }

  await countForChecks(actor, batch, [...punchEntries, ...quarantineEntries], results);
  const { grown, remember } = await noteUses(
    actor,
    brought.map(({ value }) => value),
    batchId,
    known,
  );
  await findLateUsers(actor, pins, batchUsers);
  // After the punches are stored: whoever links a PIN later than this finds them.
  const claims = await claimsOfPins(stores, [...pins.keys()]);
  const { downloadId } = batch.source;
  if (downloadId !== undefined) {
    const heldPins = read.punches.flatMap(({ punch }) =>
      isHeld(punch, batchUsers.users, claims) ? [canonicalPinOf(punch.pin)] : [],
    );
    const createdIds = batchUsers.created.map(({ id }) => id);
    await stores.downloads.note(
      downloadId,
      batchId,
      { createdIds, heldPins: [...new Set(heldPins)] },
      expiryOf(actor.now),
    );
  }
  const { created } = batchUsers;
  const broughtPunches = brought.map(({ value }) => value);
  const begunByLinks = await beginLinked(actor, broughtPunches, claims, known);
  const createdIds = new Set(created.map((user) => user.id));
  const { days, usersOf, begins, held } = touchedDays(broughtPunches, batchUsers, claims);
  for (const [pin, since] of grown) {
    for (const userId of usersOf.get(pin) ?? []) {
      for (const date of daysOfNewUse(actor, since, batch.zone)) days.get(userId)?.add(date);
    }
  }
  for (const id of createdIds) days.delete(id);
  await computeTouchedDays(actor, days);
  remember();
  const begun = [...begins, ...begunByLinks];
  if (begun.length > 0) await computeCurrentDays(actor, begun);
  await bringIntoSheets(actor, created);
  if (brought.length > 0) await checkZone(actor, batch.source.terminal, batch.zone);
  return { results, usersCreated: [...createdIds].sort(), held };
}
