/** Imports a terminal's USB files: logs become punches, user lists complete users, bad lines are reported. @module */

import { readAttlog } from '#shared/punch/attlog.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { readUserFile } from '#shared/punch/user-file.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireTerminal } from '../lookups.ts';
import { isAdministrator } from '../may.ts';
import type { KnownUsers } from '../users/index.ts';
import { completeUser } from '../users/index.ts';
import { ingestLoose } from './loose-records.ts';

/** A file from a terminal. */
export interface TerminalFile {
  terminal: Serial;
  format: 'attlog' | 'user-dat';
  contentBase64: string;
}

/** A line that did not become a new punch or detail. */
interface LineReport {
  line: number;
  result: string;
  reason: string;
}

/** What became of a file. */
export interface ImportReport {
  rows: number;
  stored: number;
  duplicates: number;
  quarantined: number;
  usersCreated: UserId[];
  usersCompleted: number;
  problems: LineReport[];
  problemsLeftOut: number;
}

const mostProblems = 1000;
/** Most bytes of a row that are kept raw: 1,024 characters of base64. */
const rawBytes = 768;

function reportOf(
  found: Partial<ImportReport> & { rows: number },
  lines: readonly LineReport[],
): ImportReport {
  return {
    stored: 0,
    duplicates: 0,
    quarantined: 0,
    usersCreated: [],
    usersCompleted: 0,
    ...found,
    problems: lines.slice(0, mostProblems),
    problemsLeftOut: Math.max(0, lines.length - mostProblems),
  };
}

/**
 * Takes in a file from a known terminal. Punches have the same identity as pulled and pushed ones, so nothing is
 * stored twice; lines that are not punches go to quarantine.
 * @throws RollcallError terminal.unknown; service.busy when not everything was stored: sending the file again does the rest
 */
export async function importFile(actor: Actor, file: TerminalFile, known: KnownUsers): Promise<ImportReport> {
  const content = Buffer.from(file.contentBase64, 'base64');
  const report =
    file.format === 'attlog'
      ? await importAttlog(actor, file.terminal, content, known)
      : await importUsers(actor, file.terminal, content);
  const { rows, stored, quarantined } = report;
  await recordAudit(actor, 'file.imported', file.terminal, {
    format: file.format,
    rows,
    stored,
    quarantined,
  });
  return report;
}

async function importAttlog(
  actor: Actor,
  serial: Serial,
  content: Buffer,
  known: KnownUsers,
): Promise<ImportReport> {
  const terminal = await requireTerminal(actor, serial);
  const zone = terminal.zone ?? (await actor.stores.settings.read()).zone;
  const { rows, problems } = readAttlog(content.toString('utf8'));
  const readable = rows.map(({ line, deviceId: _deviceId, ...record }) => ({ line, record, reason: '' }));
  const unreadable = problems.map(({ line, text, reason }) => ({ line, record: rawRecord(text), reason }));
  const lines = [...readable, ...unreadable].sort((a, b) => a.line - b.line);
  const { results, usersCreated } = await ingestLoose(
    actor,
    { source: 'import', serial, kind: 'attlog', content, records: lines.map(({ record }) => record), zone },
    known,
  );
  const reports = lines.flatMap(({ line, reason }, index) => {
    const outcome = results[index];
    if (outcome === undefined || outcome.result === 'stored') return [];
    return [{ line, result: outcome.result, reason: reason || (outcome.reason ?? 'already stored') }];
  });
  const count = (wanted: string) => results.filter(({ result }) => result === wanted).length;
  return reportOf(
    {
      rows: lines.length,
      stored: count('stored'),
      duplicates: count('duplicate'),
      quarantined: count('quarantined'),
      usersCreated,
    },
    reports,
  );
}

function rawRecord(text: string): TerminalRecord {
  const raw = Buffer.from(text).subarray(0, rawBytes).toString('base64');
  return { pin: '', time: '', status: 255, verify: 255, workCode: '', raw };
}

async function importUsers(actor: Actor, serial: Serial, content: Buffer): Promise<ImportReport> {
  await requireTerminal(actor, serial);
  const file = readUserFile(content);
  const reports = file.problems.map(({ record, reason }) => ({ line: record, result: 'unreadable', reason }));
  let usersCompleted = 0;
  for (const { record, pin, name, privilege, card } of file.rows) {
    const details = {
      pin,
      // A file can say anything: whoever may not set a privilege by hand does not set one by a file.
      ...(isAdministrator(actor) ? { privilege } : {}),
      credentials: { cards: card === undefined ? 0 : 1 },
      ...(name.trim() === '' ? {} : { name }),
    };
    const { result } = await completeUser(actor, details, () => true);
    if (result === 'completed') usersCompleted += 1;
    else
      reports.push({ line: record, result, reason: result === 'unknown' ? 'no such user' : 'nothing new' });
  }
  return reportOf({ rows: file.rows.length + file.problems.length, usersCompleted }, reports);
}
