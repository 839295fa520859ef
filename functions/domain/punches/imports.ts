/** Reads a terminal's USB files and takes in any stretch of their rows: logs become punches, user lists complete users. @module */

import { createHash } from 'node:crypto';
import { readAttlog } from '#shared/punch/attlog.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { readUserFile } from '#shared/punch/user-file.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Told } from '#shared/reasons/index.ts';
import type { Actor } from '../actor.ts';
import { requireTerminal } from '../lookups.ts';
import { isAdministrator } from '../may.ts';
import type { KnownUsers } from '../users/index.ts';
import { completeClaimants } from '../users/index.ts';
import { ingestLoose } from './loose-records.ts';

/** A file from a terminal. */
export interface TerminalFile {
  terminal: Serial;
  format: 'attlog' | 'user-dat';
}

/** A row that did not become a new punch or detail. */
export interface LineReport {
  line: number;
  result: string;
  reason: string;
  /** The same with a key and values, of a line that cannot be read. */
  told?: Told | undefined;
}

/** What became of some rows of a file. */
export interface TakenIn {
  stored: number;
  duplicates: number;
  quarantined: number;
  usersCreated: UserId[];
  usersCompleted: number;
  problems: LineReport[];
}

/** A file that has been read. */
export interface ReadFile {
  /** Lines that are not blank, or records. */
  rows: number;
  /**
   * Takes in the rows `from ≤ row < to`. Punches have the same identity as pulled and pushed ones, so nothing is stored
   * twice, and the same rows get the same answer again; lines that are not punches go to quarantine.
   * @throws RollcallError service.busy when not everything was stored: the same rows again do the rest
   */
  takeIn(from: number, to: number): Promise<TakenIn>;
}

/** Most bytes of a row that are kept raw: 1,024 characters of base64. */
const rawBytes = 768;

/**
 * Reads a file from a known terminal.
 * @param name - what makes this import another one than that of the same file before; empty: its repeat
 * @throws RollcallError terminal.unknown
 */
export async function readFile(
  actor: Actor,
  { terminal, format }: TerminalFile,
  content: Buffer,
  known: KnownUsers,
  name = '',
): Promise<ReadFile> {
  return format === 'attlog'
    ? await readLog(actor, terminal, content, known, name)
    : await readUsers(actor, terminal, content);
}

async function readLog(
  actor: Actor,
  serial: Serial,
  content: Buffer,
  known: KnownUsers,
  name: string,
): Promise<ReadFile> {
  const terminal = await requireTerminal(actor, serial);
  const zone = terminal.zone ?? (await actor.stores.settings.read()).zone;
  const digest = createHash('sha256').update(`${name}\n`).update(content).digest('hex');
  const { rows, problems } = readAttlog(content.toString('utf8'));
  const readable = rows.map(({ line, deviceId: _deviceId, ...record }) => ({ line, record, why: undefined }));
  const unreadable = problems.map((why) => ({ line: why.line, record: rawRecord(why.text), why }));
  const lines = [...readable, ...unreadable].sort((a, b) => a.line - b.line);
  return {
    rows: lines.length,
    async takeIn(from, to) {
      const taken = lines.slice(from, to);
      const records = taken.map(({ record }) => record);
      const { results, usersCreated } = await ingestLoose(
        actor,
        {
          source: 'import',
          serial,
          kind: 'attlog',
          content: Buffer.from(`${digest} ${from}`),
          records,
          zone,
        },
        known,
      );
      const count = (wanted: string) => results.filter(({ result }) => result === wanted).length;
      return {
        stored: count('stored'),
        duplicates: count('duplicate'),
        quarantined: count('quarantined'),
        usersCreated,
        usersCompleted: 0,
        problems: taken.flatMap(({ line, why }, index) => {
          const outcome = results[index];
          if (outcome === undefined || outcome.result === 'stored') return [];
          const { result } = outcome;
          if (why !== undefined)
            return [{ line, result, reason: why.reason, ...(why.told && { told: why.told }) }];
          return [{ line, result, reason: outcome.reason ?? 'already stored' }];
        }),
      };
    },
  };
}

function rawRecord(text: string): TerminalRecord {
  const raw = Buffer.from(text).subarray(0, rawBytes).toString('base64');
  return { pin: '', time: '', status: 255, verify: 255, workCode: '', raw };
}

async function readUsers(actor: Actor, serial: Serial, content: Buffer): Promise<ReadFile> {
  await requireTerminal(actor, serial);
  const file = readUserFile(content);
  const unreadable = file.problems.map((why) => ({ line: why.record, user: undefined, why }));
  const readable = file.rows.map((user) => ({ line: user.record, user, why: undefined }));
  const rows = [...readable, ...unreadable].sort((a, b) => a.line - b.line);
  return {
    rows: rows.length,
    async takeIn(from, to) {
      const problems: LineReport[] = [];
      let usersCompleted = 0;
      const part = rows.slice(from, to);
      const told = part.flatMap(({ line, user }) => {
        if (user === undefined) return [];
        const { pin, name, privilege, card } = user;
        const details = {
          pin,
          // A file can say anything: whoever may not set a privilege by hand does not set one by a file.
          ...(isAdministrator(actor) ? { privilege } : {}),
          credentials: { cards: card === undefined ? 0 : 1 },
          ...(name.trim() === '' ? {} : { name }),
        };
        return [{ line, details }];
      });
      const results = await completeClaimants(
        actor,
        serial,
        told.map(({ details }) => details),
        () => true,
      );
      const resultOf = new Map(told.map(({ line }, index) => [line, results[index]?.result ?? 'unchanged']));
      for (const { line, why } of part) {
        const result = resultOf.get(line);
        if (result === 'completed') usersCompleted += 1;
        else if (result === undefined)
          problems.push({ line, result: 'unreadable', reason: why?.reason ?? '', told: why?.told });
        else problems.push({ line, result, reason: result === 'unknown' ? 'no such user' : 'nothing new' });
      }
      return { stored: 0, duplicates: 0, quarantined: 0, usersCreated: [], usersCompleted, problems };
    },
  };
}
