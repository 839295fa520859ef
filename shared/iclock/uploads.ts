/** Takes in the uploads of a push terminal by table: punches, users, operations and unknown bodies. @module */

import { readAccRows, readAccUsers } from './acc.ts';
import { readAttlogRows } from './attlog.ts';
import { isBackwards } from './checks.ts';
import { markClockSuspects, secondsAhead } from './clock-checks.ts';
import type { IclockHost, PushTerminal } from './host.ts';
import { bodyLines, countLines, readableTextOf } from './lines.ts';
import { readOperlog } from './operlog.ts';
import { offsetMinutesAt, type PushStamps } from './options.ts';
import { unknownBody } from './raw-row.ts';
import { accepted, acknowledged, type IclockResponse, refused } from './reply.ts';
import { stampOf } from './request.ts';
import { isPhoto } from './secrets.ts';

/** An upload on `cdata` or `fdata` of a terminal that may push. */
export interface Upload {
  terminal: PushTerminal;
  query: ReadonlyMap<string, string>;
  body: Uint8Array;
  address: string;
}

/** Tables of templates, photos and identity cards: counted and dropped, whatever the terminal was asked for. */
const droppedTables = new Set([
  'biodata',
  'idcard',
  'attphoto',
  'fingertmp',
  'face',
  'fvein',
  'biophoto',
  'userpic',
]);
const droppedAccTables = new Set([
  'templatev10',
  'biodata',
  'biophoto',
  'userpic',
  'facev7',
  'fvtemplate',
  'identitycard',
  'extuser',
  'mulcarduser',
]);
/** Operations that an administrator should know about: the clock was set, the server's address was changed. */
const clockSet = 21;
const serverChanged = new Set([82, 83]);

const stampTables: Readonly<Record<string, keyof PushStamps>> = {
  attlog: 'ATTLOG',
  operlog: 'OPERLOG',
  attphoto: 'ATTPHOTO',
};

/**
 * Takes in an upload: reads it, has the host store it and save its stamp, and only then answers. The answer counts every
 * line that came, because terminals send again what was not counted.
 */
export async function takeInUpload(host: IclockHost, upload: Upload): Promise<IclockResponse> {
  const table = upload.query.get('table')?.toLowerCase() ?? '';
  const reply = await byTable(host, upload, table);
  await rememberContact(host, upload, reply.status === 200 ? table : '');
  return reply;
}

async function byTable(host: IclockHost, upload: Upload, table: string): Promise<IclockResponse> {
  const { body, query } = upload;
  const now = host.now();
  switch (table) {
    case 'attlog':
      return await takeInAttlog(host, upload);
    case 'operlog':
      return await takeInOperlog(host, upload);
    case 'rtlog':
      await takeInAccRows(host, upload, 'rtlog');
      return accepted('OK', now);
    case 'transaction':
      await takeInAccRows(host, upload, 'transaction');
      return accepted('OK', now);
    case 'tabledata':
      return await takeInTableData(host, upload);
    case 'options':
      await takeInOptions(host, upload);
      return accepted('OK', now);
    case 'rtstate':
    case 'errorlog':
      return accepted('OK', now);
    case 'attphoto':
      return accepted('OK', now);
  }
  if (droppedTables.has(table)) return acknowledged(countLines(body), now);
  // Verification by the server is not served; the answer must never be the one that lets somebody in.
  if (query.has('authtype') || query.get('type')?.toLowerCase() === 'postverifydata')
    return accepted('OK', now);
  if (isPhoto(body)) return accepted('OK', now);
  return await keepUnknown(host, upload, query.get('table') ?? 'no table');
}

/** Every upload is a sign of life: a terminal that sends a long log asks for no commands meanwhile. */
async function rememberContact(host: IclockHost, upload: Upload, table: string): Promise<void> {
  const { terminal, query, address } = upload;
  const stamped = stampTables[table];
  const value = stampOf(query);
  const before = stamped && terminal.memory.stamps[stamped];
  if (stamped === undefined || value === undefined || before === value) {
    await host.remember(terminal, { address });
    return;
  }
  if (isBackwards(before, value)) {
    await host.alert(terminal, { kind: 'stamp-backwards', table: stamped, from: before ?? '', to: value });
  }
  await host.remember(terminal, { address, stamp: { table: stamped, value } });
}

async function takeInAttlog(host: IclockHost, upload: Upload): Promise<IclockResponse> {
  const records = readAttlogRows(upload.body);
  await store(host, upload, 'ATTLOG', records);
  return acknowledged(records.length, host.now());
}

async function store(
  host: IclockHost,
  { terminal, body, address }: Upload,
  table: string,
  records: ReturnType<typeof readAttlogRows>,
): Promise<void> {
  if (records.length === 0) return;
  const now = host.now();
  const offsetMinutes = offsetMinutesAt(terminal.zone, now);
  const clock = { offsetMinutes, now, settling: terminal.memory.clockSettling };
  const { records: marked, settling } = markClockSuspects(records, clock);
  await host.storeRecords({ serial: terminal.serial, table, records: marked, body, address });
  const ahead = secondsAhead(records, clock);
  if (settling > 0) await host.alert(terminal, { kind: 'clock-settling', rows: settling });
  if (ahead !== undefined) await host.alert(terminal, { kind: 'clock-ahead', seconds: ahead });
  const unreadable = records.filter(({ raw }) => raw !== undefined).length;
  if (unreadable > 0) await host.alert(terminal, { kind: 'unreadable-rows', table, rows: unreadable });
}

async function takeInOperlog(host: IclockHost, upload: Upload): Promise<IclockResponse> {
  const { terminal, body } = upload;
  const operlog = readOperlog(body);
  await store(host, upload, 'OPERLOG', operlog.unreadable);
  if (operlog.users.length > 0) await host.storeUsers(terminal, operlog.users);
  for (const { code, time, operator } of operlog.operations) {
    if (code === clockSet) await host.alert(terminal, { kind: 'clock-set', time, operator });
    if (serverChanged.has(code)) await host.alert(terminal, { kind: 'server-changed', time, operator });
  }
  return acknowledged(operlog.lines, host.now());
}

async function takeInAccRows(host: IclockHost, upload: Upload, table: string): Promise<void> {
  await store(host, upload, table, readAccRows(upload.body).records);
}

/** Uploads of an access-control terminal's tables: the answer names the table and counts its rows. */
async function takeInTableData(host: IclockHost, upload: Upload): Promise<IclockResponse> {
  const { terminal, query, body } = upload;
  const named = /^[a-z0-9_]{1,32}$/i.exec(query.get('tablename') ?? '')?.[0] ?? '';
  const name = named.toLowerCase();
  if (name === 'transaction') {
    await takeInAccRows(host, upload, name);
  } else if (name === 'user') {
    const users = readAccUsers(body);
    if (users.length > 0) await host.storeUsers(terminal, users);
  } else if (!droppedAccTables.has(name)) {
    const kept = await keepUnknown(host, upload, `tabledata ${named}`);
    if (kept.status !== 200) return kept;
  }
  return accepted(named === '' ? 'OK' : `${named}=${countLines(body)}`, host.now());
}

/**
 * Keeps a body that nobody understands, raw, and only then says OK.
 * @param kind - what the terminal called it
 */
export async function keepUnknown(host: IclockHost, upload: Upload, kind: string): Promise<IclockResponse> {
  const { terminal, body, address } = upload;
  const records = unknownBody(kind, body);
  if (records === undefined) {
    await host.alert(terminal, { kind: 'too-large', table: kind.slice(0, 64), bytes: body.length });
    return refused('too-large', host.now());
  }
  if (records.length > 0) {
    await host.storeRecords({ serial: terminal.serial, table: 'unknown', records, body, address });
  }
  await host.alert(terminal, { kind: 'unknown-table', table: kind.slice(0, 64) });
  return accepted('OK', host.now());
}

/** `table=options`: one line `k=v,k=v,~k=v`. Only model and firmware are kept. */
async function takeInOptions(host: IclockHost, { terminal, body, address }: Upload): Promise<void> {
  const options = new Map<string, string>();
  for (const line of bodyLines(body.subarray(0, 64 * 1024))) {
    for (const part of readableTextOf(line).split(',')) {
      const equals = part.indexOf('=');
      if (equals > 0)
        options.set(part.slice(0, equals).replace('~', '').toLowerCase(), part.slice(equals + 1));
    }
  }
  const visible = (name: string) => /^[\x20-\x7e]{1,64}$/.exec(options.get(name) ?? '')?.[0];
  const model = visible('devicename');
  const firmware = visible('fwversion') ?? visible('firmver');
  if (model === undefined && firmware === undefined) return;
  await host.remember(terminal, {
    address,
    info: { ...(model === undefined ? {} : { model }), ...(firmware === undefined ? {} : { firmware }) },
  });
}
