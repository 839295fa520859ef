import { lockAddress } from '#bridge/terminals/zk/address-lock.ts';
import { type AttendanceSummary, readAttendance } from '#bridge/terminals/zk/attendance-read.ts';
import { BulkTransfer } from '#bridge/terminals/zk/bulk-transfer.ts';
import { replyCodes, sendableCommands } from '#bridge/terminals/zk/commands.ts';
import { datasets } from '#bridge/terminals/zk/datasets.ts';
import { attendanceEventCode, decodeEvent, type TerminalEvent } from '#bridge/terminals/zk/events.ts';
import { type FreeSizes, readFreeSizes } from '#bridge/terminals/zk/free-sizes.ts';
import { decodePackedTime } from '#bridge/terminals/zk/packed-time.ts';
import { type SessionCounters, ZkSession } from '#bridge/terminals/zk/session.ts';
import { openTcpTransport } from '#bridge/terminals/zk/tcp-transport.ts';
import { deviceText, nameDecoder } from '#bridge/terminals/zk/text.ts';
import { decodeUsers, detectUserLayout, type TerminalUser } from '#bridge/terminals/zk/user-layouts.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

const noData = new Uint8Array(0);
const disableSeconds = 120;

/** How to reach a terminal and how to read it. */
export interface TerminalOptions {
  /** Name or IP address. */
  host: string;
  /** Default 4370. */
  port?: number;
  /** Communication key as shown in the terminal's menu, 0 to 999999; 0 or absent when none is set. */
  commKey?: number;
  /** Default 10,000. */
  connectTimeoutMs?: number;
  /** Silence after which a request has failed; starts again with each packet. Default 10,000. */
  idleTimeoutMs?: number;
  /** Bytes asked for at once, 1,024 to 65,472 (the default, the largest in field use). Smaller helps on bad lines. */
  chunkBytes?: number;
  /** Code page of names on the terminal, such as `gbk`; default UTF-8 with windows-1252 for what is no UTF-8. */
  encoding?: string;
  /** Locks the terminal's keypad and sensors while the log is read. Off by default: reading does not need it. */
  disableWhileReading?: boolean;
  /** Ends the conversation at once, also the waiting for a turn. */
  signal?: AbortSignal;
}

/** Who a terminal is and how full it is. What it does not tell is absent. */
export interface TerminalInfo extends FreeSizes {
  /** May be empty on some firmware: then it is no identity. */
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

/** What may be asked of a read of the log. */
export interface ReadAttendanceOptions {
  /** Told after each chunk, in bytes of the whole transfer. */
  onProgress?: (receivedBytes: number, expectedBytes: number) => void;
}

/** A conversation with one terminal. Only one bulk read may run at a time. */
export interface TerminalSession {
  /** host:port. */
  readonly address: string;
  readonly counters: Readonly<SessionCounters>;
  /** Resolves with the cause when the conversation is over (`cancelled` after close); never rejects. */
  readonly ended: Promise<TerminalFault>;
  info(): Promise<TerminalInfo>;
  clock(): Promise<ClockReading>;
  /** All users of the terminal, without their passwords. */
  users(): Promise<TerminalUser[]>;
  /**
   * The whole log in batches while it arrives; the generator's return value is the summary. It throws unless
   * everything came, also at the very end: discard what was yielded when it does.
   */
  readAttendance(
    options?: ReadAttendanceOptions,
  ): AsyncGenerator<TerminalRecord[], AttendanceSummary, undefined>;
  /** Asks for attendance events and passes each on. Events are hints; the log is the truth. */
  onEvent(listener: (event: TerminalEvent) => void): Promise<void>;
  /** Takes leave and lets the next client of this address in. Never throws; may be called again. */
  close(): Promise<void>;
}

/**
 * Opens a conversation with a terminal over TCP. Waits for its turn when this process already speaks to that address.
 * @throws TerminalFault `refused`, `unreachable`, `busy`, `comm-key-required`, `comm-key-wrong`, `locked`,
 *   `secure-firmware`, `access-panel`, `not-a-terminal`, `timeout`, `unexpected-reply`, `cancelled`
 * @throws RangeError when an option is out of range
 */
export async function openTerminal(options: TerminalOptions): Promise<TerminalSession> {
  const settings = checkedOptions(options);
  const { host, port, signal } = settings;
  const address = `${host}:${port}`;
  const unlock = await lockAddress(address, signal).catch((error: unknown) => {
    throw new TerminalFault('cancelled', { address }, { cause: error });
  });
  const listeners = new Set<(event: TerminalEvent) => void>();
  const session = new ZkSession({
    address,
    idleTimeoutMs: settings.idleTimeoutMs,
    openTransport: (handlers) => openTcpTransport(settings, handlers),
    onEvent: (code, data) => {
      if (listeners.size === 0) return;
      const event = decodeEvent(code, data);
      // Not within the reading of the stream: a listener that throws must not leave it half read.
      for (const listener of listeners) queueMicrotask(() => listener(event));
    },
  });
  void session.ended.then(unlock);
  try {
    await session.connect(settings.commKey);
    // A client that died while it had the terminal disabled leaves it so (pyzk #61).
    if (settings.disableWhileReading) await setEnabled(session, true);
  } catch (error) {
    await session.close();
    throw error;
  }
  return conversation(session, settings, listeners);
}

interface Settings extends TerminalOptions {
  port: number;
  connectTimeoutMs: number;
  idleTimeoutMs: number;
  chunkBytes: number;
  decodeName: (field: Buffer) => string;
}

function checkedOptions(options: TerminalOptions): Settings {
  const {
    port = 4370,
    connectTimeoutMs = 10_000,
    idleTimeoutMs = 10_000,
    chunkBytes = 65_472,
    commKey = 0,
  } = options;
  if (!Number.isInteger(commKey) || commKey < 0 || commKey > 999_999) {
    throw new RangeError('openTerminal: commKey is a number of up to 6 digits');
  }
  if (!(chunkBytes >= 1_024 && chunkBytes <= 65_472))
    throw new RangeError(`openTerminal: chunkBytes ${chunkBytes}`);
  if (!(connectTimeoutMs > 0 && idleTimeoutMs > 0))
    throw new RangeError('openTerminal: time-outs are above 0');
  const decodeName = nameDecoder(options.encoding);
  return {
    ...options,
    port,
    connectTimeoutMs,
    idleTimeoutMs,
    chunkBytes: Math.floor(chunkBytes),
    decodeName,
  };
}

function conversation(
  session: ZkSession,
  settings: Settings,
  listeners: Set<(event: TerminalEvent) => void>,
): TerminalSession {
  const users = async (): Promise<TerminalUser[]> => {
    const { users: userCount } = await freeSizes(session);
    return readUsers(session, settings, userCount ?? null);
  };
  return {
    address: session.address,
    counters: session.counters,
    ended: session.ended,
    info: () => readInfo(session),
    clock: () => readClock(session),
    users,
    readAttendance: async function* ({ onProgress } = {}) {
      const { records } = await freeSizes(session);
      const disabled = settings.disableWhileReading === true;
      if (disabled) await setEnabled(session, false);
      try {
        return yield* readAttendance(session, {
          chunkBytes: settings.chunkBytes,
          onProgress,
          recordCount: records ?? null,
          nowMs: Date.now(),
          readUserIds: async () => new Map((await users()).map(({ uid, pin }) => [uid, pin])),
        });
      } finally {
        // What ended the read counts; a terminal that is not enabled here frees itself when its time is up.
        if (disabled) await setEnabled(session, true).catch(ignoreFault);
      }
    },
    onEvent: async (listener) => {
      listeners.add(listener);
      const mask = Uint8Array.of(attendanceEventCode, 0, 0, 0);
      session.expectOk(
        await session.request(sendableCommands.events, mask, 'asking for events'),
        'asking for events',
      );
    },
    close: () => session.close(),
  };
}

function ignoreFault(error: unknown): void {
  if (!isTerminalFault(error)) throw error;
}

async function setEnabled(session: ZkSession, enabled: boolean): Promise<void> {
  const during = enabled ? 'enabling the terminal' : 'disabling the terminal';
  const command = enabled ? sendableCommands.enable : sendableCommands.disable;
  // With a time limit a terminal frees itself when we cannot do it.
  const data = enabled ? noData : Uint8Array.of(disableSeconds, 0, 0, 0);
  await session.request(command, data, during);
}

async function freeSizes(session: ZkSession): Promise<FreeSizes> {
  const reply = await session.request(sendableCommands.freeSizes, noData, 'asking for the counts');
  return reply.command === replyCodes.ok ? readFreeSizes(reply.data) : {};
}

async function readInfo(session: ZkSession): Promise<TerminalInfo> {
  const version = await session.request(sendableCommands.version, noData, 'asking for the firmware version');
  const serial = await readOption(session, '~SerialNumber');
  const model = await readOption(session, '~DeviceName');
  const platform = await readOption(session, '~Platform');
  const mac = await readOption(session, 'MAC');
  return {
    serial: serial ?? '',
    model: model ?? '',
    firmware: version.command === replyCodes.ok ? deviceText(version.data) : '',
    ...(platform === undefined ? {} : { platform }),
    ...(mac === undefined ? {} : { mac }),
    ...(await freeSizes(session)),
  };
}

/** Reads one option; `undefined` when the terminal does not know it or answers about something else. */
async function readOption(session: ZkSession, key: string): Promise<string | undefined> {
  const reply = await session.request(
    sendableCommands.optionRead,
    Buffer.from(`${key}\0`),
    `asking for ${key}`,
  );
  const [name, ...value] = deviceText(reply.data).split('=');
  return reply.command === replyCodes.ok && name === key ? value.join('=') : undefined;
}

async function readClock(session: ZkSession): Promise<ClockReading> {
  const during = 'reading the clock';
  const sentAtMs = Date.now();
  const startedMs = performance.now();
  const reply = await session.request(sendableCommands.timeRead, noData, during);
  const roundTripMs = performance.now() - startedMs;
  session.expectOk(reply, during);
  if (reply.data.length < 4) {
    throw new TerminalFault('corrupt', {
      address: session.address,
      reason: 'the clock answered without a time',
    });
  }
  const { text } = decodePackedTime(reply.data.readUInt32LE(0));
  return { terminalTime: text, measuredAtMs: Math.round(sentAtMs + roundTripMs / 2), roundTripMs };
}

async function readUsers(
  session: ZkSession,
  settings: Settings,
  userCount: number | null,
): Promise<TerminalUser[]> {
  const transfer = await BulkTransfer.start(session, datasets.users, { chunkBytes: settings.chunkBytes });
  const chunks: Buffer[] = [];
  for await (const chunk of transfer.chunks()) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) return [];
  const layout = detectUserLayout(bytes, userCount);
  if (layout !== undefined) return decodeUsers(bytes, layout, settings.decodeName);
  throw new TerminalFault('layout-unknown', {
    address: session.address,
    bytes: bytes.length,
    records: userCount,
  });
}
