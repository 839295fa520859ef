/** Asks a terminal who it is, how full it is and what time it shows, and sets its clock. @module */

import { replyCodes, sendableCommands } from '#bridge/terminals/zk/commands.ts';
import { type FreeSizes, readFreeSizes } from '#bridge/terminals/zk/free-sizes.ts';
import { ask } from '#bridge/terminals/zk/optional-request.ts';
import { decodePackedTime, encodePackedTime } from '#bridge/terminals/zk/packed-time.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { deviceText } from '#shared/punch/terminal-text.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';
import type { WallTime } from '#shared/time/wall-time.ts';

const noData = new Uint8Array(0);
const serialKey = '~SerialNumber';

/** Who a terminal is and how full it is. What it does not report is absent. */
export interface TerminalInfo extends FreeSizes {
  /** May be empty on some firmware: then it does not identify the terminal. */
  serial: string;
  model: string;
  firmware: string;
  platform?: string;
  mac?: string;
}

/** One reading of the terminal's clock. */
export interface ClockReading {
  /** Wall time of the terminal, `YYYY-MM-DD HH:MM:SS`; empty when it answers with its null time. */
  terminalTime: string;
  /** This machine's clock in the middle of the round trip, milliseconds since 1970-01-01T00:00:00Z. */
  measuredAtMs: number;
  roundTripMs: number;
}

/** The terminal's counts and capacities; empty when it does not report them. */
export async function freeSizes(session: ZkSession): Promise<FreeSizes> {
  const reply = await ask(session, sendableCommands.freeSizes, noData, 'asking for the counts');
  return reply?.command === replyCodes.ok ? readFreeSizes(reply.data) : {};
}

/** Asks for everything that says who the terminal is. Firmware need not answer a request that it does not know. */
export async function readInfo(session: ZkSession): Promise<TerminalInfo> {
  const version = await ask(session, sendableCommands.version, noData, 'asking for the firmware version');
  const serial = await readSerial(session);
  const model = await readOption(session, '~DeviceName');
  const platform = await readOption(session, '~Platform');
  const mac = await readOption(session, 'MAC');
  return {
    serial: serial ?? '',
    model: model ?? '',
    firmware: version?.command === replyCodes.ok ? deviceText(version.data) : '',
    ...(platform === undefined ? {} : { platform }),
    ...(mac === undefined ? {} : { mac }),
    ...(await freeSizes(session)),
  };
}

/**
 * The serial number identifies the terminal, so the bridge asks for it with full patience before it counts as missing:
 * a moment's silence must not turn it into another terminal.
 */
async function readSerial(session: ZkSession): Promise<string | undefined> {
  try {
    const reply = await session.request(...optionRequest(serialKey));
    return reply.command === replyCodes.ok ? optionValue(reply.data, serialKey) : undefined;
  } catch (error) {
    if (isTerminalFault(error, 'timeout')) return undefined;
    throw error;
  }
}

/** Reads one option; `undefined` when the terminal does not know it, or answers about something else or not at all. */
async function readOption(session: ZkSession, key: string): Promise<string | undefined> {
  const reply = await ask(session, ...optionRequest(key));
  return reply?.command === replyCodes.ok ? optionValue(reply.data, key) : undefined;
}

/** An option that is a number, such as `~PIN2Width`; `undefined` when the terminal does not report it. */
export async function readNumberOption(session: ZkSession, key: string): Promise<number | undefined> {
  const value = await readOption(session, key);
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function optionRequest(key: string) {
  return [sendableCommands.optionRead, Buffer.from(`${key}\0`), `asking for ${key}`] as const;
}

/** The value in an option's answer (`key=value`); `undefined` when it is about another key or none. */
export function optionValue(answer: Buffer, key: string): string | undefined {
  const [name, ...value] = deviceText(answer).split('=');
  return name === key ? value.join('=') : undefined;
}

/**
 * Reads the terminal's clock.
 * @param now - epoch milliseconds of this machine
 * @throws TerminalFault `corrupt` when the answer has no time, or there is none
 */
export async function readClock(session: ZkSession, now: () => number): Promise<ClockReading> {
  const during = 'reading the clock';
  const sentAtMs = now();
  const startedMs = performance.now();
  const reply = await ask(session, sendableCommands.timeRead, noData, during);
  const roundTripMs = performance.now() - startedMs;
  if (reply !== undefined) session.expectOk(reply, during);
  if (reply === undefined || reply.data.length < 4) {
    throw new TerminalFault('corrupt', {
      address: session.address,
      reason: 'the clock answered without a time',
    });
  }
  const { text } = decodePackedTime(reply.data.readUInt32LE(0));
  return { terminalTime: text, measuredAtMs: Math.round(sentAtMs + roundTripMs / 2), roundTripMs };
}

/** A time that terminals cannot keep: their clocks know the years 2000 to 2099. */
export class UnkeepableTime extends RangeError {
  override readonly name = 'UnkeepableTime';

  constructor(wallTime: WallTime) {
    super(`a terminal cannot keep the time ${wallTime}`);
  }
}

/**
 * Sets the terminal's clock, and has it refresh its display as vendor software does.
 * @throws UnkeepableTime outside the years 2000 to 2099
 */
export async function writeClock(session: ZkSession, wallTime: WallTime): Promise<void> {
  const packed = encodePackedTime(wallTime);
  if (packed === null || packed === 0 || wallTime >= '2100') {
    throw new UnkeepableTime(wallTime);
  }
  const time = Buffer.alloc(4);
  time.writeUInt32LE(packed);
  const during = 'setting the clock';
  session.expectOk(await session.request(sendableCommands.timeWrite, time, during), during);
  await refreshData(session);
}

/** Has the terminal take up what was written. Its answer decides nothing: not all firmware knows the command. */
export async function refreshData(session: ZkSession): Promise<void> {
  await session.request(sendableCommands.refreshData, noData, 'refreshing the terminal');
}
