/** Answers one request of a push terminal, whatever it asks; a host does all storing for it. @module */

import { accConfigurationBlock, accHandshakeBlock, registryCodeOf } from './acc.ts';
import { addressAlert, admissionProblem, isHandshake, keyIn } from './checks.ts';
import { settlingAfterHandshake } from './clock-checks.ts';
import { readCommandResults } from './command-result.ts';
import { type PushCommand, type PushDialect, pollAnswer } from './commands.ts';
import { unpackedBody } from './content-encoding.ts';
import { IclockBusy, type IclockHost, type PushTerminal } from './host.ts';
import { countLines, readableTextOf } from './lines.ts';
import { plainAddress } from './network.ts';
import { handshakeBlock, offsetMinutesAt } from './options.ts';
import { accepted, type IclockResponse, refused } from './reply.ts';
import { type IclockRequest, type IclockTarget, readPollInfo, readTarget, serialOf } from './request.ts';
import { keepUnknown, takeInUpload } from './uploads.ts';
import { zkTimeOf } from './zk-time.ts';

/** How the protocol is served. */
export interface IclockSettings {
  /** How often idle terminals ask for commands, 2 to 60. */
  delaySeconds: number;
  /**
   * Whether header names reach terminals in the letter case that they are written in: only then do terminals set their
   * clocks by the replies.
   */
  setsClocks: boolean;
  /** Largest body, also after it was unpacked. */
  bodyBytes: number;
}

interface Served {
  host: IclockHost;
  settings: IclockSettings;
  terminal: PushTerminal;
  request: IclockRequest;
  target: IclockTarget;
  address: string;
}

/**
 * Answers one request of a push terminal. Whatever goes wrong, the answer is either one that the terminal takes for
 * success, and then everything is stored, or one that it cannot take for success.
 */
export async function answerIclock(
  host: IclockHost,
  settings: IclockSettings,
  request: IclockRequest,
): Promise<IclockResponse> {
  try {
    return await answer(host, settings, request);
  } catch (error) {
    if (error instanceof IclockBusy) return refused('busy', host.now());
    host.failed(error);
    return refused('failed', host.now());
  }
}

async function answer(
  host: IclockHost,
  settings: IclockSettings,
  request: IclockRequest,
): Promise<IclockResponse> {
  const target = readTarget(request.target);
  // `/iclock/file` reads any file of the server in another product (CVE-2023-38950); no terminal needs it.
  if (target === undefined || target.endpoint === 'file') return refused('not-served', host.now());
  if (request.method !== 'GET' && request.method !== 'POST') return refused('wrong-method', host.now());
  const serial = serialOf(target.query);
  if (serial === undefined) return refused('bad-request', host.now());
  const address = plainAddress(request.address);
  const key = keyIn(target.query);
  const terminal = await host.findTerminal(serial, {
    address,
    ...(key === undefined ? {} : { key }),
    isHandshake: isHandshake(target.query),
  });
  if (terminal === undefined) {
    await host.unknownTerminal(serial, address);
    return refused(target.endpoint === 'registry' ? 'registration-refused' : 'unregistered', host.now());
  }
  const problem = admissionProblem(terminal, target.query, address);
  if (problem !== undefined) {
    if (problem !== 'too-often') await host.alert(terminal, { kind: problem, address });
    return refused(problem, host.now());
  }
  const moved = addressAlert(terminal.memory, address, host.now());
  if (moved !== undefined) await host.alert(terminal, moved);
  const { body, contentEncoding } = request;
  const unpacked = await unpackedBody(body, contentEncoding, settings.bodyBytes);
  if ('refusal' in unpacked) return refused(unpacked.refusal, host.now());
  return await serve({
    host,
    settings,
    terminal,
    request: { ...request, body: unpacked.body },
    target,
    address,
  });
}

async function serve(served: Served): Promise<IclockResponse> {
  const { host, terminal, request, target, address } = served;
  const upload = { terminal, query: target.query, body: request.body, address };
  switch (target.endpoint) {
    case 'cdata':
      return request.method === 'GET' ? await readingOf(served) : await takeInUpload(host, upload);
    case 'fdata':
      return await takeInUpload(host, {
        ...upload,
        query: new Map([...target.query, ['table', 'ATTPHOTO']]),
      });
    case 'getrequest':
      return await poll(served);
    case 'devicecmd':
      await host.remember(terminal, { address });
      await host.commandResults(terminal, readCommandResults(request.body));
      return accepted('OK', host.now());
    case 'ping':
      await host.remember(terminal, { address });
      return accepted('OK', host.now());
    case 'registry':
      await host.remember(terminal, { address, dialect: 'acc' });
      return accepted(`RegistryCode=${registryCodeOf(terminal.serial)}`, host.now());
    case 'push':
      await host.remember(terminal, { address, dialect: 'acc' });
      return accepted(accConfigurationBlock(), host.now());
    case 'querydata':
      return await queryData(served);
    case 'rtdata':
      await host.remember(terminal, { address });
      return accepted(accTime(terminal, host.now()), host.now());
    default:
      await host.remember(terminal, { address });
      if (request.body.length === 0) return accepted('OK', host.now());
      return await keepUnknown(host, upload, target.path);
  }
}

/** Names in a query that ask for something else than the handshake. */
const otherReadings = ['table', 'type', 'pin', 'authtype'];

/**
 * What a GET on `cdata` asks for: the handshake, the time, or something that is not served. A bare one is a handshake:
 * a terminal that gets `OK` there takes the connection for failed.
 */
async function readingOf(served: Served): Promise<IclockResponse> {
  const { host, target, terminal, address } = served;
  if (target.query.has('options') || !otherReadings.some((name) => target.query.has(name))) {
    return await handshake(served);
  }
  await host.remember(terminal, { address });
  if (target.query.get('type')?.toLowerCase() === 'time') {
    return accepted(`Time=${timeWithOffset(terminal.zone, host.now())}`, host.now());
  }
  return accepted('OK', host.now());
}

function dialectOf({ target, terminal }: Served): PushDialect {
  const type = target.query.get('devicetype')?.toLowerCase();
  if (type === undefined) return terminal.memory.dialect ?? 'att';
  return type === 'acc' ? 'acc' : 'att';
}

async function handshake(served: Served): Promise<IclockResponse> {
  const { host, settings, terminal, target, address } = served;
  const { serial, transFlag, oneHourInMinutes } = terminal;
  const dialect = target.query.has('devicetype') ? dialectOf(served) : 'att';
  const offsetMinutes = offsetMinutesAt(terminal.zone, host.now());
  await host.remember(terminal, {
    address,
    dialect,
    ...(dialect === 'acc'
      ? {}
      : {
          offsetMinutesSent: offsetMinutes,
          clockSettling: settings.setsClocks
            ? settlingAfterHandshake(terminal.memory, offsetMinutes, host.now())
            : null,
        }),
    ...(terminal.acceptsKey === undefined ? {} : { keyAddress: address }),
  });
  if (dialect === 'acc') return accepted(accHandshakeBlock(serial), host.now());
  const block = handshakeBlock({
    serial,
    stamps: terminal.memory.stamps,
    offsetMinutes,
    delaySeconds: settings.delaySeconds,
    ...(transFlag === undefined ? {} : { transFlag }),
    ...(oneHourInMinutes === undefined ? {} : { oneHourInMinutes }),
  });
  return accepted(block, host.now());
}

async function poll(served: Served): Promise<IclockResponse> {
  const { host, terminal, target, address } = served;
  const info = target.query.get('info');
  const dialect = dialectOf(served);
  const { clockSettling, offsetMinutesSent: sent } = terminal.memory;
  await host.remember(terminal, {
    address,
    ...(info === undefined ? {} : { info: readPollInfo(info) }),
    ...(clockSettling && clockSettling.until === undefined
      ? { clockSettling: { ...clockSettling, until: host.now() } }
      : {}),
  });
  const zoneChanged = sent !== undefined && sent !== offsetMinutesAt(terminal.zone, host.now());
  // The zone is a plain offset that only a handshake renews: after a change of clocks the terminal has to shake hands.
  const due: PushCommand[] = zoneChanged && dialect === 'att' ? [{ kind: 'check' }] : [];
  const commands = await host.nextCommands(terminal, due);
  return accepted(pollAnswer(commands, dialect), host.now());
}

/** Answers to `DATA QUERY` of an access-control terminal: table data under another path. */
async function queryData(served: Served): Promise<IclockResponse> {
  const { host, terminal, request, target, address } = served;
  if (target.query.get('type')?.toLowerCase() === 'tabledata') {
    const query = new Map([...target.query, ['table', 'tabledata']]);
    return await takeInUpload(host, { terminal, query, body: request.body, address });
  }
  await host.remember(terminal, { address });
  const name = /^[a-z0-9_]{1,32}$/i.exec(target.query.get('tablename') ?? '')?.[0];
  const told = countForm.exec(readableTextOf(request.body.subarray(0, 64)))?.[1];
  return accepted(name === undefined ? 'OK' : `${name}=${told ?? countLines(request.body)}`, host.now());
}

/** The answer names the table and counts: the rows that came, or what the terminal says that there are. */
const countForm = /^[a-z0-9_]{1,32}=(\d{1,9})\s*$/i;

const twoDigits = (number: number) => String(number).padStart(2, '0');

function offsetText(offsetMinutes: number, separator: string): string {
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}${separator}${twoDigits(minutes % 60)}`;
}

function timeWithOffset(zone: string, now: number): string {
  const offset = offsetMinutesAt(zone, now);
  return new Date(now + offset * 60_000).toISOString().slice(0, 19) + offsetText(offset, ':');
}

/** `rtdata?type=time`: sources differ about UTC and local time; the packed time is UTC, and the zone is named with it. */
function accTime(terminal: PushTerminal, now: number): string {
  const packed = zkTimeOf(new Date(now).toISOString().slice(0, 19)) ?? 0;
  return `DateTime=${packed},ServerTZ=${offsetText(offsetMinutesAt(terminal.zone, now), '')}`;
}
