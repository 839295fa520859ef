/** Writes users to a terminal and reads them back, so that each result says what the terminal has kept. @module */

import type { TransferOptions } from '#bridge/terminals/zk/bulk-transfer.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { refreshData } from '#bridge/terminals/zk/terminal-info.ts';
import { layoutByTrial, writeUserRecord } from '#bridge/terminals/zk/user-layout-trial.ts';
import { pinOfRecord } from '#bridge/terminals/zk/user-layouts.ts';
import { readUserRecords } from '#bridge/terminals/zk/user-read.ts';
import {
  changedUserRecord,
  newUserRecord,
  pinProblem,
  type UserToWrite,
} from '#bridge/terminals/zk/user-record-write.ts';
import { withoutLeadingZeros } from '#shared/punch/leading-zeros.ts';
import { type UserLayoutName, userRecordLayouts } from '#shared/punch/user-record.ts';
import { type Phrase, phrase, type Told, told } from '#shared/reasons/index.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

const lastSlot = 65_535;

/** What became of one user. */
export interface UserWriteResult {
  /** As it was asked for. */
  pin: string;
  result: 'created' | 'updated' | 'unchanged' | 'refused';
  /** The slot; absent when the terminal does not have the user. */
  uid?: number;
  /** For people, in English; present when the user was refused. */
  reason?: string;
  /** The same with its key and values. */
  told?: Told;
}

/** A refusal with its reason. */
function refusedFor(why: Phrase): Pick<UserWriteResult, 'result' | 'reason' | 'told'> {
  const said = told(why);
  return { result: 'refused', reason: said.text, told: said };
}

/** How users are written. */
export interface UserWriteOptions extends TransferOptions {
  encodeCharacter: (character: string) => Uint8Array | undefined;
  userCount: () => Promise<number | null>;
}

/**
 * Writes users to the terminal: name, card and privilege as given, everything else (password, group, time zones) as it
 * is there. Users are matched without leading zeros; new ones take the lowest free slot. Nothing is deleted. What was
 * written is read back, so a result says what the terminal has kept.
 * @throws TerminalFault see {@link readUserRecords}; `layout-unknown` when the terminal has no user whose layout could
 *   be followed, and keeps none in a layout that is known
 */
export async function writeUsers(
  session: ZkSession,
  users: readonly UserToWrite[],
  options: UserWriteOptions,
): Promise<UserWriteResult[]> {
  if (users.length === 0) return [];
  const { layout: followed, records } = await recordsOfTerminal(session, options);
  // The slot that the trial used is written again below, so the records still count as none.
  const layout = followed ?? (await layoutOfEmptyTerminal(session, users, options));
  const slots = new Set([...records.values()].map((record) => record.readUInt16LE(0)));
  const written = new Set<UserToWrite>();
  const results: UserWriteResult[] = [];
  let ended: unknown;
  for (const user of users) {
    const key = withoutLeadingZeros(user.pin);
    const before = records.get(key);
    const after =
      ended === undefined
        ? recordToWrite(user, before, slots, layout, options.encodeCharacter)
        : phrase('user-refused.not-tried', {});
    if (!Buffer.isBuffer(after)) {
      results.push({ pin: user.pin, ...refusedFor(after) });
      continue;
    }
    const uid = after.readUInt16LE(0);
    if (before?.equals(after)) {
      results.push({ pin: user.pin, result: 'unchanged', uid });
      continue;
    }
    const refusal = await writeUserRecord(session, after).catch((error: unknown) => {
      if (!isTerminalFault(error, 'timeout')) ended = error;
      return undefined;
    });
    if (refusal !== undefined) {
      results.push({ pin: user.pin, ...refusedFor(refusal) });
      continue;
    }
    slots.add(uid);
    records.set(key, after);
    written.add(user);
    results.push({ pin: user.pin, result: before === undefined ? 'created' : 'updated', uid });
  }
  if (ended !== undefined) throw ended;
  if (written.size === 0) return results;
  await refreshData(session);
  const kept = (await recordsOfTerminal(session, options)).records;
  return results.map((result, index) => {
    const user = users[index];
    const record = kept.get(withoutLeadingZeros(result.pin));
    if (user === undefined || !written.has(user)) return result;
    if (record !== undefined && isAsWanted(record, layout, user, options)) {
      return { ...result, uid: record.readUInt16LE(0) };
    }
    return {
      pin: result.pin,
      ...refusedFor(phrase('user-refused.not-kept', {})),
      ...(record === undefined ? {} : { uid: record.readUInt16LE(0) }),
    };
  });
}

async function layoutOfEmptyTerminal(
  session: ZkSession,
  users: readonly UserToWrite[],
  options: UserWriteOptions,
): Promise<UserLayoutName> {
  const layout = await layoutByTrial(session, {
    recordIn: (candidate) =>
      users
        .map((user) => recordToWrite(user, undefined, new Set(), candidate, options.encodeCharacter))
        .find((record) => Buffer.isBuffer(record)),
    write: (record) => writeUserRecord(session, record),
    readBack: async () => (await recordsOfTerminal(session, options)).layout,
  });
  if (layout !== undefined) return layout;
  throw new TerminalFault('layout-unknown', { address: session.address, bytes: 0, records: 0 });
}

/** The records as they stand in the terminal, by user id without leading zeros. They hold passwords and stay in this file. */
async function recordsOfTerminal(
  session: ZkSession,
  options: UserWriteOptions,
): Promise<{ layout: UserLayoutName | undefined; records: Map<string, Buffer> }> {
  const records = new Map<string, Buffer>();
  const layout = await readUserRecords(session, options, await options.userCount(), (bytes, own) => {
    for (let at = 0; at < bytes.length; at += userRecordLayouts[own].bytes) {
      const record = Buffer.from(bytes.subarray(at, at + userRecordLayouts[own].bytes));
      records.set(withoutLeadingZeros(pinOfRecord(record, own).pin), record);
    }
  });
  return { layout, records };
}

function recordToWrite(
  user: UserToWrite,
  before: Buffer | undefined,
  slots: ReadonlySet<number>,
  layout: UserLayoutName,
  encodeCharacter: UserWriteOptions['encodeCharacter'],
): Buffer | Phrase {
  if (before !== undefined) return changedUserRecord(before, layout, user, encodeCharacter);
  const problem = pinProblem(user.pin, layout);
  if (problem !== undefined) return problem;
  let uid = 1;
  while (slots.has(uid)) uid += 1;
  if (uid > lastSlot) return phrase('user-refused.no-slot', {});
  return changedUserRecord(newUserRecord(uid, user.pin, layout), layout, user, encodeCharacter);
}

/** What the terminal keeps is as wanted when there is nothing left to change in it. */
function isAsWanted(
  record: Buffer,
  layout: UserLayoutName,
  user: UserToWrite,
  { encodeCharacter }: UserWriteOptions,
): boolean {
  const changed = changedUserRecord(record, layout, user, encodeCharacter);
  return Buffer.isBuffer(changed) && changed.equals(record);
}
