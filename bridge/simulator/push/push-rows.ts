/** Builds the rows and upload bodies of a simulated push terminal, hostile ones included. @module */

import { zkTimeOf } from '#shared/iclock/zk-time.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { PushBehaviour, StampDialect } from './push-modes.ts';

/** A row of the terminal's log: a punch, or bytes that are not a punch. */
export type LogRow = { punch: TerminalRecord } | { bytes: Buffer };

const flatBatteryTime = '2000-01-01 00:0';

/** What is in the log besides good punches in the mode `mixed-lines`: four rows that are not punches. */
const oddRows: readonly LogRow[] = [
  { punch: { pin: '', time: '2025-03-04 09:00:02', status: 255, verify: 15, workCode: '0' } },
  { punch: { pin: '1001', time: '2025-02-31 09:00:00', status: 0, verify: 1, workCode: '' } },
  { bytes: Buffer.from('this is no row') },
  { bytes: Buffer.from('1001,2025-03-04 09:00:00,0,1') },
];

/** Good punches with PINs and codes that other servers lose. */
const odderPunches: readonly TerminalRecord[] = [
  { pin: '0701', time: '2025-03-04 09:00:00', status: 255, verify: 15, workCode: '' },
  { pin: 'A-7', time: '2025-03-04 09:00:01', status: 5, verify: 25, workCode: '12' },
];

const hostileRows: readonly LogRow[] = [
  { punch: { pin: '../../../etc/passwd', time: '2025-03-04 09:00:05', status: 0, verify: 1, workCode: '' } },
  { bytes: Buffer.from('10\u000001\t2025-03-04 09:00:06\t0\t1\t0') },
  { bytes: Buffer.from(`1001\t2025-03-04 09:00:07\t0\t1\t${'x'.repeat(20_000)}`) },
  { bytes: Buffer.from('1001\tPri=14\tadmin\t2025-03-04 09:00:08\t0\t1') },
];

/** The log of a terminal in its modes. */
export function logRows(punches: readonly TerminalRecord[], behaviour: PushBehaviour): LogRow[] {
  const good = behaviour.mixedLines ? [...punches, ...odderPunches] : punches;
  const rows: LogRow[] = good.map((punch, index) => ({
    punch: {
      ...punch,
      ...(behaviour.powerLoss && index % 10 === 0 ? { time: `${flatBatteryTime}${index % 6}:00` } : {}),
      // Access-control terminals know the way in and the way out, and no work codes.
      ...(behaviour.acc ? { status: punch.status === 1 ? 1 : 0, workCode: '' } : {}),
    },
  }));
  if (behaviour.mixedLines) rows.push(...oddRows);
  if (behaviour.hostile) rows.push(...hostileRows);
  return rows;
}

/** Local time of a row for stamps; empty for rows that have none. */
export function timeOf(row: LogRow): string {
  return 'punch' in row ? row.punch.time : '';
}

/** The stamp after an upload of these rows. */
export function stampOfRows(rows: readonly LogRow[], dialect: StampDialect): string {
  if (dialect === 'new') return '9999';
  const last = rows.map(timeOf).sort().at(-1) ?? '';
  if (dialect === 'iso') return last === '' ? '0' : last.replace(' ', 'T');
  return String(zkTimeOf(last) ?? 0);
}

/**
 * The rows of the next upload. A stamp that is a time says nothing about rows of the same second, so such rows go
 * together.
 * @param waiting - rows that the server has not taken yet
 */
export function batchOf(waiting: readonly LogRow[], rows: number, dialect: StampDialect): LogRow[] {
  if (dialect === 'new') return waiting.slice(0, rows);
  const sorted = waiting.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
  const last = sorted[Math.min(rows, sorted.length) - 1];
  return sorted.filter((row, index) => index < rows || (last !== undefined && timeOf(row) === timeOf(last)));
}

/** The body of an ATTLOG upload. */
export function attlogBody(rows: readonly LogRow[], behaviour: PushBehaviour): Buffer {
  const lineEnd = behaviour.mixedLines ? '\r\n' : '\n';
  const lines = rows.map((row, index) => {
    if ('bytes' in row) return row.bytes;
    const { pin, time, status, verify, workCode } = row.punch;
    const columns = behaviour.mixedLines ? index % 13 : 3;
    const extra =
      columns === 0 && workCode === '' ? '' : `\t${workCode}${'\t0'.repeat(Math.max(0, columns - 1))}`;
    return Buffer.from(`${pin}\t${time}\t${status}\t${verify}${extra}`);
  });
  const joined = Buffer.concat(lines.flatMap((line) => [line, Buffer.from(lineEnd)]));
  return behaviour.mixedLines ? joined.subarray(0, joined.length - lineEnd.length) : joined;
}

/** The body of an access-control terminal's upload: passages, refusals and alarms. */
export function accBody(rows: readonly LogRow[], live: boolean): Buffer {
  const lines = rows.flatMap((row, index) => {
    if (!('punch' in row)) return [];
    const { pin, time, status, verify } = row.punch;
    const mask = verify.toString(2).padStart(16, '0');
    const passage = live
      ? `time=${time}\tpin=${pin}\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=${status}\tverifytype=${mask}\tindex=${index}`
      : `transaction cardno=0\tpin=${pin}\tverified=${verify}\tdoorid=1\teventtype=0\tinoutstate=${status}` +
        `\ttime_second=${zkTimeOf(time) ?? 0}\tindex=${index}`;
    const denied = `time=${time}\tpin=${pin}\tcardno=0\teventaddr=1\tevent=27\tinoutstatus=0\tverifytype=1\tindex=9${index}`;
    return live && index % 5 === 0 ? [passage, denied] : [passage];
  });
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
}

/** What must never be stored or logged, wherever it turns up. */
export const secretMarkers = ['sample-password', 'c2FtcGxlLXRlbXBsYXRl', 'sample-jpeg'] as const;

/** What a terminal uploads in its modes although nobody has asked for it. */
export function unsolicitedUploads(
  { photo, templates, hostile }: PushBehaviour,
  serial: string,
  pins: readonly string[],
): { table: string; body: Buffer }[] {
  return [
    ...(templates || hostile ? [{ table: 'OPERLOG', body: operlogBody(pins, hostile) }] : []),
    ...(photo || hostile ? [{ table: 'ATTPHOTO', body: photoBody(serial, hostile) }] : []),
  ];
}

/** An upload of users with everything that a server must drop. */
function operlogBody(pins: readonly string[], hostile: boolean): Buffer {
  const [password, template] = secretMarkers;
  const name = hostile ? 'A\tPri=14\tName=B' : 'Sample';
  const fileName = hostile ? '../../../etc/cron.d/x' : 'photo.jpg';
  return Buffer.from(
    pins
      .flatMap((pin) => [
        `USER PIN=${pin}\tName=${name} ${pin}\tPri=0\tPasswd=${password}\tCard=[15CD5B07]\tGrp=1`,
        `FP PIN=${pin}\tFID=1\tSize=20\tValid=1\tTMP=${template}`,
        `FACE PIN=${pin}\tFID=0\tSIZE=20\tVALID=1\tTMP=${template}`,
        `BIOPHOTO PIN=${pin}\tFileName=${fileName}\tType=9\tSize=20\tContent=${template}`,
      ])
      .map((line) => `${line}\n`)
      .join(''),
  );
}

/** A photo upload; the bytes after the NUL are not text. */
function photoBody(serial: string, hostile: boolean): Buffer {
  const name = hostile ? '../../../etc/cron.d/x' : '20250304090000-1001.jpg';
  const head = `PIN=${name}\nSN=${serial}\nsize=${secretMarkers[2].length}\nCMD=uploadphoto\0`;
  return Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(secretMarkers[2])]);
}
