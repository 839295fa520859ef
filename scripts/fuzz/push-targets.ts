/** Fuzz targets for the parsers of what terminals push. @module */

import { readAccRows, readAccUsers } from '#shared/iclock/acc.ts';
import { readAttlogRows } from '#shared/iclock/attlog.ts';
import { readCommandResults } from '#shared/iclock/command-result.ts';
import { bytesOf, countLines } from '#shared/iclock/lines.ts';
import { readOperlog } from '#shared/iclock/operlog.ts';
import { recordLimits } from '#shared/iclock/raw-row.ts';
import { readPollInfo, readTarget, serialOf, stampOf } from '#shared/iclock/request.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { type FuzzSource, must } from './fuzz-source.ts';
import type { FuzzTarget } from './run-fuzz.ts';

const punchRows = [
  '100042\t2026-11-22 08:59:30\t0\t1\t0\t0\t0',
  '0701\t2026-11-22 08:59:30\t255\t15\t\t0\t0',
  '\t2026-11-22 09:00:02\t255\t15\t0\t0\t0',
] as const;
const operationRows = [
  'OPLOG 21\t1\t2026-11-22 08:00:00\t0\t0\t0\t0',
  'USER PIN=7\tName=Sample\tPri=14\tPasswd=hidden\tCard=[15CD5B07]',
  'FP PIN=7\tFID=1\tSize=8\tValid=1\tTMP=hidden',
] as const;
const passageRows = [
  'time=2026-11-22 08:59:30\tpin=7\tevent=0\tinoutstatus=0\tverifytype=1\tindex=1',
  'transaction pin=7\tverified=1\teventtype=0\tinoutstate=1\ttime_second=864291570\tindex=2',
  'time=2026-11-22 08:59:30\tpin=7\tevent=27\tinoutstatus=0\tverifytype=0000000000000001\tindex=3',
] as const;

/** Some rows, sound or damaged. */
function body(source: FuzzSource, rows: readonly [string, ...string[]]): Buffer {
  const count = source.below(6);
  const lines = Array.from({ length: count }, () => source.pick(rows) + source.pick(['\n', '\r\n', '']));
  const bytes = Buffer.from(bytesOf(lines.join('')));
  return source.chance(0.7) ? source.mutated(bytes) : bytes;
}

function mustFit(records: readonly TerminalRecord[]): void {
  for (const { pin, time, status, verify, workCode, raw = '' } of records) {
    must(
      pin.length <= recordLimits.pin && time.length <= recordLimits.time,
      'a PIN or a time too long to be stored',
    );
    must(
      workCode.length <= recordLimits.workCode && raw.length <= 1024,
      'a work code or bytes too long to be stored',
    );
    must(status <= recordLimits.status && verify <= recordLimits.verify, 'a code too large to be stored');
  }
}

function attlog(source: FuzzSource): boolean {
  const bytes = body(source, punchRows);
  const records = readAttlogRows(bytes);
  must(records.length === countLines(bytes), 'a line is neither a record nor kept raw');
  mustFit(records);
  return records.some(({ raw }) => raw === undefined);
}

function operlog(source: FuzzSource): boolean {
  const { lines, users, operations, templates, unreadable } = readOperlog(body(source, operationRows));
  must(users.length + operations.length + templates + unreadable.length === lines, 'a line is not counted');
  mustFit(unreadable);
  return users.length + operations.length + templates > 0;
}

function passages(source: FuzzSource): boolean {
  const bytes = body(source, passageRows);
  const { lines, records, events } = readAccRows(bytes);
  must(records.length + events === lines, 'a line is neither a record nor an event');
  must(readAccUsers(bytes).length <= lines, 'more users than lines');
  mustFit(records);
  return records.some(({ raw }) => raw === undefined);
}

function results(source: FuzzSource): boolean {
  const rows: readonly [string, ...string[]] = [
    'ID=101&Return=0&CMD=DATA\n',
    'ID=9\nReturn=-1002\nCMD=Shell\nContent=x\n',
    'ID=7&AttlogCount=3\n',
  ];
  const found = readCommandResults(body(source, rows));
  for (const { id, values } of found) {
    must(/^[A-Za-z0-9]{1,16}$/.test(id), 'an id that was never given');
    must(
      [...values.values()].every((value) => value.length <= 256),
      'a value longer than any limit',
    );
  }
  return found.length > 0;
}

function targets(source: FuzzSource): boolean {
  const sound = '/iclock/cdata.aspx?SN=TEST0000001&table=ATTLOG&Stamp=9999&INFO=Ver%206.60,1,2,3';
  const text = source.mutated(Buffer.from(sound)).toString('latin1');
  const target = readTarget(text);
  if (target === undefined) return false;
  const stamp = stampOf(target.query);
  must(stamp === undefined || !/[\0-\x20]/.test(stamp), 'a stamp that breaks a line');
  readPollInfo(target.query.get('info') ?? '');
  return serialOf(target.query) !== undefined;
}

/** The parsers of what push terminals send. */
export const pushTargets: readonly FuzzTarget[] = [
  { name: 'push attlog', run: attlog },
  { name: 'push operlog', run: operlog },
  { name: 'push passages', run: passages },
  { name: 'push results', run: results },
  { name: 'push targets', run: targets },
];
