/** People settle what is in quarantine: records are judged again, set aside with a reason, and opened again. @module */

import { RollcallError } from '#shared/errors.ts';
import { latestPlausible, readRecord } from '#shared/punch/plausibility.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { dateOf } from '#shared/time/wall-time.ts';
import { type QuarantinedRecord, quarantineStateOf, type RecordName } from '../../store/quarantine.ts';
import type { Actor } from '../actor.ts';
import { recordAuditsOnce } from '../audit.ts';
import { inParallel } from '../in-parallel.ts';
import { type Refusal, refusalOf } from '../refusals.ts';
import type { KnownUsers } from '../users/index.ts';
import { ingestLoose } from './loose-records.ts';

/** Records that are written at once: the time goes into waiting for the table. */
const recordsAtOnce = 8;

/** What became of one record that somebody named. */
type Outcome<D extends string> =
  | { result: D; record: QuarantinedRecord }
  | { result: 'refused'; problem: Refusal };

/** What became of the records that somebody named, in the order of their names. */
export interface QuarantineOutcomes<D extends string> {
  items: Outcome<D>[];
  done: number;
  refused: number;
}

const nameOf = ({ terminal, id }: RecordName) => `${terminal}\n${id}`;

/** Settles each record that is named once, and gives an outcome for each name. @param settle - fills in what it settles or refuses */
async function settleEach<D extends string>(
  { stores }: Actor,
  names: readonly RecordName[],
  result: D,
  settle: (
    records: readonly QuarantinedRecord[],
    found: Map<string, QuarantinedRecord | RollcallError>,
  ) => Promise<void>,
): Promise<QuarantineOutcomes<D>> {
  const records = await stores.quarantine.findMany(names);
  const found = new Map<string, QuarantinedRecord | RollcallError>(
    records.map((record) => [nameOf(record), record]),
  );
  await settle(records, found);
  const items = names.map((name): Outcome<D> => {
    const settled = found.get(nameOf(name)) ?? new RollcallError('quarantine.unknown', name);
    return settled instanceof RollcallError
      ? { result: 'refused', problem: refusalOf(settled) }
      : { result, record: settled };
  });
  const refused = items.filter((item) => item.result === 'refused').length;
  return { items, done: items.length - refused, refused };
}

const settledAlready = (code: 'quarantine.dismissed' | 'quarantine.stored', { terminal, id }: RecordName) =>
  new RollcallError(code, { terminal, id });

/**
 * The record as its terminal delivered it. Who replays one that was ahead of its time says that the cloud's clock was the wrong
 * one: it is marked as suspect only where it was when it came.
 */
function asDelivered(record: QuarantinedRecord): TerminalRecord {
  const { pin, time, status, verify, workCode, clockSuspect } = record;
  return { pin, time, status, verify, workCode, clockSuspect };
}

/** Stores open records of one terminal that are punches by now. */
async function replayOfTerminal(
  actor: Actor,
  serial: Serial,
  records: readonly QuarantinedRecord[],
  found: Map<string, QuarantinedRecord | RollcallError>,
  known: KnownUsers,
): Promise<void> {
  const { stores, now, name: by } = actor;
  const [terminal, settings] = await Promise.all([stores.terminals.find(serial), stores.settings.read()]);
  const outcome = await ingestLoose(
    actor,
    {
      source: 'import',
      serial,
      kind: 'quarantine',
      content: Buffer.from(records.map(({ id }) => id).join('\n')),
      records: records.map(asDelivered),
      zone: terminal?.zone ?? settings.zone,
      isCounted: true,
    },
    known,
  );
  const results = outcome.results.map(({ result }, index) => ({ result, record: records[index] }));
  if (results.some(({ result }) => result === 'failed')) {
    throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
  }
  await inParallel(results, recordsAtOnce, async ({ result, record }) => {
    if (record === undefined) return;
    const stored = { at: now, by, ...(result === 'duplicate' ? { wasKnown: true } : {}) };
    const noted = await stores.quarantine.noteStored(record, stored);
    const [settled] = noted === null ? await stores.quarantine.findMany([record]) : [noted];
    if (settled) found.set(nameOf(record), settled);
  });
}

/**
 * Judges records again, by the clock and the zone of their terminal as they are known now: what is a punch is stored as one,
 * with the user that it needs, and its days are computed. Whatever has been stored before is not stored twice, and a record that
 * was replayed before stays as it is.
 * @throws RollcallError service.busy when not everything was stored: the same records again do the rest
 */
export async function replayRecords(
  actor: Actor,
  names: readonly RecordName[],
  known: KnownUsers,
): Promise<QuarantineOutcomes<'stored'>> {
  return await settleEach(actor, names, 'stored', async (records, found) => {
    const latest = latestPlausible(actor.now);
    const { timesKept } = await actor.stores.settings.read();
    const from = timesKept?.from;
    const right: QuarantinedRecord[] = [];
    for (const record of records) {
      const state = quarantineStateOf(record);
      if (state === 'stored') continue;
      const read = readRecord(record, latest);
      if (state === 'dismissed') found.set(nameOf(record), settledAlready('quarantine.dismissed', record));
      else if (read.kind === 'punch' && from !== undefined && dateOf(read.wallTime) < from)
        found.set(nameOf(record), new RollcallError('times.not-kept', { from }));
      else if (read.kind === 'punch') right.push(record);
      else {
        const { terminal, id } = record;
        found.set(
          nameOf(record),
          new RollcallError('quarantine.no-punch', { terminal, id, reason: read.reason }),
        );
      }
    }
    for (const [serial, ofTerminal] of Map.groupBy(right, ({ terminal }) => terminal)) {
      // Their order tells the two passes of an hour that the clock has twice apart.
      const inOrder = ofTerminal.sort((a, b) =>
        a.time === b.time ? (a.id < b.id ? -1 : 1) : a.time < b.time ? -1 : 1,
      );
      await replayOfTerminal(actor, serial, inOrder, found, known);
    }
    await noteEach(actor, 'quarantine.replayed', found, ({ stored }) => stored?.at);
  });
}

/** Notes in the audit trail what was settled. @param at - when a record was settled; `undefined` for those that were not */
async function noteEach(
  actor: Actor,
  action: 'quarantine.replayed' | 'quarantine.dismissed',
  found: ReadonlyMap<string, QuarantinedRecord | RollcallError>,
  at: (record: QuarantinedRecord) => string | undefined,
): Promise<void> {
  const events = [...found.values()].flatMap((record) => {
    const moment = record instanceof RollcallError ? undefined : at(record);
    if (record instanceof RollcallError || moment === undefined) return [];
    const { id, terminal, reason, dismissed } = record;
    const why = dismissed === undefined ? {} : { why: dismissed.reason };
    return [{ subject: id, facts: { terminal, reason, ...why }, once: `${terminal}#${id}#${moment}` }];
  });
  await recordAuditsOnce(actor, action, events);
}

/**
 * Sets open records aside that never were punches: they stay on file, and nobody has to look at them any more. One that is
 * dismissed already stays as it is.
 */
export async function dismissRecords(
  actor: Actor,
  names: readonly RecordName[],
  reason: string,
): Promise<QuarantineOutcomes<'dismissed'>> {
  const { stores, now: at, name: by } = actor;
  return await settleEach(actor, names, 'dismissed', async (records, found) => {
    await inParallel(records, recordsAtOnce, async (record) => {
      const moved = record.dismissed ? record : await stores.quarantine.dismiss(record, { at, by, reason });
      const [settled] = moved === null ? await stores.quarantine.findMany([record]) : [moved];
      if (settled?.dismissed) found.set(nameOf(record), settled);
      else found.set(nameOf(record), settledAlready('quarantine.stored', record));
    });
    await noteEach(actor, 'quarantine.dismissed', found, ({ dismissed }) => dismissed?.at);
  });
}

/** Opens records again that were dismissed; those that are open stay as they are. */
export async function restoreRecords(
  actor: Actor,
  names: readonly RecordName[],
  reason: string,
): Promise<QuarantineOutcomes<'restored'>> {
  const { stores, now } = actor;
  return await settleEach(actor, names, 'restored', async (records, found) => {
    const dismissed = records.filter((record) => quarantineStateOf(record) === 'dismissed');
    // Before the records are opened: afterwards nothing on them would say to a second try what the first one did.
    await recordAuditsOnce(
      actor,
      'quarantine.restored',
      dismissed.map((record) => ({
        subject: record.id,
        facts: { terminal: record.terminal, reason: record.reason, why: reason },
        once: `${record.terminal}#${record.id}#${record.dismissed?.at}`,
      })),
    );
    await inParallel(records, recordsAtOnce, async (record) => {
      const isDismissed = quarantineStateOf(record) === 'dismissed';
      const moved = isDismissed ? await stores.quarantine.restore(record, now) : record;
      const [settled] = moved === null ? await stores.quarantine.findMany([record]) : [moved];
      if (settled?.stored) found.set(nameOf(record), settledAlready('quarantine.stored', record));
      else if (settled) found.set(nameOf(record), settled);
    });
  });
}
