/** One client's conversation with a simulated 4370 terminal: it answers each command in the manner of its modes. @module */

import { BulkAnswers } from '#bridge/simulator/bulk-answers.ts';
import { behaviourNow, type SimulatedDevice } from '#bridge/simulator/device.ts';
import type { AnswerWriter } from '#bridge/simulator/frame-writer.ts';
import { freeSizesAnswer } from '#bridge/simulator/free-sizes-answer.ts';
import { type DatasetSnapshot, eventTime, packedClock } from '#bridge/simulator/memory.ts';
import type { Packet } from '#bridge/terminals/zk/index.ts';
import { decodePackedTime, encodeFrame, framePrefixBytes, replyCodes } from '#bridge/terminals/zk/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';

const noData = new Uint8Array(0);
const checksumAt = 2;
const wrongKeysUntilLocked = 3;
/** CLEAR_DATA, CLEAR_ATTLOG, DELETE_USER, DELETE_USERTEMP, CLEAR_ADMIN, CLEAR_ACC, CLEAR_OPLOG, DEL_FPTMP. */
const destructive: ReadonlySet<number> = new Set([14, 15, 18, 19, 20, 32, 33, 134]);

/** What a connection to a simulated terminal needs. */
export interface ConnectionOptions {
  device: SimulatedDevice;
  session: number;
  transport: 'tcp' | 'udp';
  writer: AnswerWriter;
  /** Ends the connection at once. */
  hangUp: () => void;
  /** Called when the client has said goodbye; the next one may then connect. */
  onGone: () => void;
}

/** One client of a simulated terminal. */
export class SimulatedConnection {
  readonly #device: SimulatedDevice;
  #session: number;
  readonly #writer: AnswerWriter;
  readonly #bulk: BulkAnswers;
  readonly #hangUp: () => void;
  readonly #onGone: () => void;
  readonly #forgetsAfterRequests: number;
  #requests = 0;
  #trusted: boolean;
  #registered = false;
  #prepared: DatasetSnapshot | undefined;

  constructor({ device, session, transport, writer, hangUp, onGone }: ConnectionOptions) {
    this.#device = device;
    this.#session = session;
    const { checksums } = device.behaviour;
    this.#writer = checksums === 'sound' ? writer : withOtherChecksums(writer, checksums);
    this.#forgetsAfterRequests = behaviourNow(device).forgetsAfterRequests ?? Number.POSITIVE_INFINITY;
    this.#hangUp = hangUp;
    this.#onGone = onGone;
    this.#trusted = device.behaviour.commKey === 0;
    this.#bulk = new BulkAnswers(device.behaviour, transport === 'udp', () =>
      this.#eventFrame(device.memory.records.at(-1)),
    );
  }

  /** Sends the client an event for a new punch, if it has asked for events. */
  announce(record: TerminalRecord): void {
    if (this.#registered) this.#writer.send([this.#eventFrame(record)]);
  }

  #eventFrame(record: TerminalRecord | undefined): Buffer {
    const known = record ?? { pin: '1', time: '2026-01-01 00:00:00', status: 0, verify: 1, workCode: '' };
    const numeric = !['rec40', 'rec49', 'rec36'].includes(this.#device.behaviour.recordLayout);
    const payload = Buffer.alloc(numeric ? 12 : 32);
    if (numeric) payload.writeUInt32LE(Number(known.pin) >>> 0, 0);
    else payload.write(known.pin, 0, 24);
    payload.writeUInt8(known.verify, payload.length - 8);
    payload.writeUInt8(known.status, payload.length - 7);
    eventTime(known).copy(payload, payload.length - 6);
    this.#device.stats.eventsSent += 1;
    return encodeFrame(replyCodes.event, 1, 0, payload);
  }

  /** Answers what the client has sent. */
  serve(packet: Packet): void {
    const { behaviour, stats } = this.#device;
    const { command, replyId, data } = packet;
    if (behaviour.refuseReplyId65535 && replyId === 65_535) {
      this.#hangUp();
      return;
    }
    if (command === replyCodes.ok) {
      stats.eventsAcknowledged += 1;
      return;
    }
    stats.commandsSeen.set(command, (stats.commandsSeen.get(command) ?? 0) + 1);
    if (destructive.has(command)) {
      stats.destructiveCommands.push(command);
      this.#device.onDestructive(command);
      this.#hangUp();
      return;
    }
    this.#requests += 1;
    if (behaviour.mute.has(command)) return;
    const isStrange = behaviour.newSession && command !== 1000 && packet.session !== this.#session;
    if (isStrange || this.#requests > this.#forgetsAfterRequests)
      this.#reply(replyCodes.unauthorised, replyId);
    else if (command === 1000) this.#connect(replyId);
    else if (command === 1102) this.#authenticate(replyId, data);
    else if (this.#trusted) this.#serveTrusted(command, replyId, data);
    else this.#reply(replyCodes.unauthorised, replyId);
  }

  #connect(replyId: number): void {
    const { behaviour } = this.#device;
    if (behaviour.newSession) this.#session = this.#device.nextSession();
    if (behaviour.secureFirmware) this.#reply(replyCodes.secureFirmware, replyId);
    else if (behaviour.locked) this.#reply(replyCodes.locked, replyId);
    else if (!this.#trusted) this.#reply(replyCodes.unauthorised, replyId);
    else this.#reply(replyCodes.ok, replyId, this.#extra());
  }

  #authenticate(replyId: number, token: Buffer): void {
    const { behaviour, stats } = this.#device;
    if (stats.wrongKeys >= wrongKeysUntilLocked) {
      this.#reply(replyCodes.locked, replyId);
      return;
    }
    this.#trusted = tokenProves(token, behaviour.commKey, this.#session);
    if (!this.#trusted) stats.wrongKeys += 1;
    this.#reply(this.#trusted ? replyCodes.ok : replyCodes.unauthorised, replyId);
  }

  #serveTrusted(command: number, replyId: number, data: Buffer): void {
    const { behaviour, stats, memory } = this.#device;
    switch (command) {
      case 1001:
        this.#reply(replyCodes.ok, replyId);
        this.#writer.end();
        this.#onGone();
        return;
      case 1013:
        this.#reply(replyCodes.ok, replyId);
        return;
      case 1002:
      case 1003:
        stats.disabled = command === 1003;
        this.#reply(replyCodes.ok, replyId);
        return;
      case 8:
        stats.usersWritten += 1;
        this.#reply(
          memory.writeUser(data, behaviour.foreignUsers) ? replyCodes.ok : replyCodes.error,
          replyId,
        );
        return;
      case 11:
        this.#option(replyId, data);
        return;
      case 50:
        this.#reply(replyCodes.ok, replyId, freeSizesAnswer(memory, behaviour));
        return;
      case 69: {
        // GET_PINWIDTH: one byte, as the option ~PIN2Width says it.
        const isShort = behaviour.userLayout === 'user28';
        this.#reply(replyCodes.ok, replyId, Uint8Array.of(behaviour.pinWidth ?? (isShort ? 5 : 9)));
        return;
      }
      case 1017:
        // TESTVOICE: it would say "thank you".
        this.#reply(replyCodes.ok, replyId);
        return;
      case 201:
        this.#reply(replyCodes.ok, replyId, this.#time());
        return;
      case 202:
        this.#setClock(replyId, data);
        return;
      case 500:
        this.#registered = data.length >= 4 && data.readUInt32LE(0) !== 0;
        this.#reply(replyCodes.ok, replyId);
        return;
      case 1100:
        this.#reply(replyCodes.ok, replyId, Buffer.from(`${this.#device.firmware}\0`));
        return;
      case 1502:
        this.#prepared = undefined;
        this.#reply(replyCodes.ok, replyId, this.#extra());
        return;
      case 1503:
        this.#prepare(replyId, data);
        return;
      case 1504:
        this.#chunk(replyId, data);
        return;
      case 9:
      case 13:
        this.#direct(command, replyId);
        return;
      default:
        this.#reply(replyCodes.unknownCommand, replyId);
    }
  }

  #prepare(replyId: number, data: Buffer): void {
    const { behaviour, memory } = this.#device;
    if (behaviour.bufferRefusal !== undefined) {
      this.#reply(behaviour.bufferRefusal, replyId);
      return;
    }
    const subCommand = data.length >= 3 ? data.readUInt16LE(1) : 0;
    const datasets = new Map([
      [7, () => memory.templates()],
      [9, () => memory.userList()],
      [13, () => memory.attendance()],
    ]);
    this.#prepared = datasets.get(subCommand)?.();
    if (this.#prepared === undefined) {
      this.#reply(replyCodes.error, replyId);
      return;
    }
    this.#writer.send(this.#bulk.toPrepare(this.#prepared, this.#session, replyId), true);
  }

  #chunk(replyId: number, data: Buffer): void {
    if (this.#prepared === undefined || data.length < 8) {
      this.#reply(replyCodes.error, replyId);
      return;
    }
    const { chunkLimit } = this.#device.behaviour;
    const [offset, askedBytes] = [data.readUInt32LE(0), data.readUInt32LE(4)];
    const length = Math.min(askedBytes, chunkLimit?.bytes ?? askedBytes);
    if (length < askedBytes && chunkLimit?.beyond !== 'short') {
      if (chunkLimit?.beyond === 'refuse') this.#reply(replyCodes.error, replyId);
      return;
    }
    this.#writer.send(this.#bulk.toChunk(this.#prepared, offset, length, this.#session, replyId), true);
  }

  #direct(command: number, replyId: number): void {
    const { memory } = this.#device;
    const dataset = command === 13 ? memory.attendance() : memory.userList();
    this.#writer.send(this.#bulk.toDirect(dataset, this.#session, replyId), true);
  }

  #option(replyId: number, data: Buffer): void {
    const end = data.indexOf(0);
    const key = data.toString('latin1', 0, end < 0 ? data.length : end);
    const { pinWidth } = this.#device.behaviour;
    const value = key === '~PIN2Width' ? pinWidth?.toString() : this.#device.options.get(key);
    if (value === undefined) this.#reply(replyCodes.error, replyId);
    else this.#reply(replyCodes.ok, replyId, Buffer.from(`${key}=${value}\0`));
  }

  #time(): Buffer {
    const { clock, clockSetByMs, zoneOffsetMinutes, behaviour } = this.#device;
    const time = Buffer.alloc(4);
    const shiftMs = behaviour.clockShiftSeconds * 1000 + clockSetByMs;
    time.writeUInt32LE(packedClock(clock() + shiftMs, zoneOffsetMinutes));
    return time;
  }

  #setClock(replyId: number, data: Buffer): void {
    const device = this.#device;
    const { text, sound } = decodePackedTime(data.length >= 4 ? data.readUInt32LE(0) : 0);
    if (!sound) {
      this.#reply(replyCodes.error, replyId);
      return;
    }
    const shownMs = device.clock() + device.behaviour.clockShiftSeconds * 1000;
    const wantedMs = Date.parse(`${text.replace(' ', 'T')}Z`) - device.zoneOffsetMinutes * 60_000;
    device.clockSetByMs = wantedMs - shownMs;
    device.stats.clockSetTo.push(text);
    this.#reply(replyCodes.ok, replyId);
  }

  #extra(): Uint8Array {
    return this.#device.behaviour.ackExtra ? Uint8Array.of(9) : noData;
  }

  #reply(code: number, replyId: number, data: Uint8Array = noData): void {
    this.#writer.send([encodeFrame(code, this.#session, replyId, data)]);
  }
}

/** Frames of a terminal that computes no checksums, or different ones. */
function withOtherChecksums(writer: AnswerWriter, checksums: 'none' | 'odd'): AnswerWriter {
  const at = framePrefixBytes + checksumAt;
  return {
    send: (frames, bulk) => {
      for (const frame of frames) {
        frame.writeUInt16LE(checksums === 'none' ? 0 : (frame.readUInt16LE(at) + 77) & 0xffff, at);
      }
      writer.send(frames, bulk);
    },
    end: () => writer.end(),
  };
}

/**
 * Whether AUTH's four bytes prove the key: undoes what the client did, with the tick that travels in byte 2. Written
 * apart from the client's own token, so that one checks the other.
 */
function tokenProves(token: Buffer, commKey: number, session: number): boolean {
  if (token.length !== 4) return false;
  const [t0 = 0, t1 = 0, tick = 0, t3 = 0] = token;
  const secret = Buffer.from('ZKSO', 'latin1');
  const bits = commKey.toString(2).padStart(32, '0');
  const reversed = Number.parseInt([...bits].reverse().join(''), 2);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE((reversed + session) % 2 ** 32);
  const mixed = sum.map((byte, index) => byte ^ (secret[index] ?? 0));
  return (t0 ^ tick) === mixed[2] && (t1 ^ tick) === mixed[3] && (t3 ^ tick) === mixed[1];
}
