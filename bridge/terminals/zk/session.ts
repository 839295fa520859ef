import { commKeyToken } from '#bridge/terminals/zk/comm-key.ts';
import {
  isSendable,
  replyCodes,
  type SendableCommand,
  sendableCommands,
} from '#bridge/terminals/zk/commands.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';
import type { Transport, TransportHandlers } from '#bridge/terminals/zk/transport.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

/** The reply id runs from 0 to 65534 and starts again; 65535 is never used (pyzk, gozk). */
const replyIdCount = 65_535;
const tries = 3;
const farewellTimeoutMs = 1_000;
const noData = new Uint8Array(0);

/** A reply of one packet, with data of its own. */
export interface Reply {
  command: number;
  session: number;
  data: Buffer;
}

/** What a session has noticed so far. */
export interface SessionCounters {
  /** Packets whose checksum did not fit. */
  checksumErrors: number;
  /** Packets that answered nothing that was asked, such as late frames of an abandoned try. */
  strays: number;
  /** Realtime events received. */
  events: number;
}

/** How a session talks. */
export interface SessionOptions {
  /** host:port, for faults. */
  address: string;
  idleTimeoutMs: number;
  /** Makes the transport; called once. */
  openTransport: (handlers: TransportHandlers) => Promise<Transport>;
  /** Receives the code and the bytes of each realtime event; the bytes are valid during the call only. */
  onEvent: (code: number, data: Buffer) => void;
  /** Where the reply id starts; 0 unless a test wants the wrap. */
  firstReplyId?: number;
}

interface Outstanding {
  replyId: number;
  take: (packet: Packet) => void;
  fail: (fault: TerminalFault) => void;
}

/**
 * One connected session: sends requests one at a time, gives each its reply by reply id, acknowledges events, and ends
 * with a fault that every later call repeats.
 */
export class ZkSession {
  readonly address: string;
  readonly counters: SessionCounters = { checksumErrors: 0, strays: 0, events: 0 };
  /** Resolves with the cause when the conversation is over; never rejects. */
  readonly ended: Promise<TerminalFault>;
  readonly #options: SessionOptions;
  readonly #resolveEnded: (fault: TerminalFault) => void;
  #transport: Transport | undefined;
  #sessionId = 0;
  #nextReplyId: number;
  #outstanding: Outstanding | undefined;
  #turn: Promise<void> = Promise.resolve();
  #endFault: TerminalFault | undefined;
  #answered = false;
  #closing = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.address = options.address;
    this.#nextReplyId = options.firstReplyId ?? 0;
    const { promise, resolve } = Promise.withResolvers<TerminalFault>();
    this.ended = promise;
    this.#resolveEnded = resolve;
  }

  /**
   * Connects and, where the terminal asks for it, proves the communication key.
   * @param commKey - 0 or absent: none is configured
   * @throws TerminalFault what the transport throws; `busy` when the terminal hangs up at once; `comm-key-required`,
   *   `comm-key-wrong`, `locked`, `secure-firmware`, `unexpected-reply`, `timeout`
   */
  async connect(commKey = 0): Promise<void> {
    this.#transport = await this.#options.openTransport({
      onPacket: (packet) => this.#route(packet),
      onEnd: (fault) => this.#end(fault),
    });
    try {
      const reply = await this.request(sendableCommands.connect, noData, 'connecting');
      this.#sessionId = reply.session;
      if (reply.command === replyCodes.unauthorised) await this.#authenticate(commKey);
      else this.expectOk(reply, 'connecting');
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async #authenticate(commKey: number): Promise<void> {
    const { address } = this;
    if (commKey === 0) throw new TerminalFault('comm-key-required', { address });
    // One try only: terminals lock after wrong keys, and a damaged refusal must not cost a second one.
    const token = commKeyToken(commKey, this.#sessionId);
    const code = await this.exchange(
      sendableCommands.authenticate,
      token,
      'authentication',
      (p) => p.command,
    );
    if (code === replyCodes.ok) return;
    if (code === replyCodes.unauthorised) throw new TerminalFault('comm-key-wrong', { address });
    throw this.faultOfReply(code, 'authentication');
  }

  /**
   * Sends a request and feeds its packets to `step` until that returns something.
   * @param during - names the step in faults, such as "reading the clock"
   * @param step - called with each packet of the reply; `undefined` means that more must come; what it throws is thrown
   * @param idleTimeoutMs - silence after which the request has failed; starts again with each packet of the reply
   * @throws TerminalFault `timeout`, or the fault with which the session ended
   */
  async exchange<T>(
    command: SendableCommand,
    data: Uint8Array,
    during: string,
    step: (packet: Packet) => T | undefined,
    idleTimeoutMs = this.#options.idleTimeoutMs,
  ): Promise<T> {
    const myTurn = this.#turn;
    const { promise, resolve: passTurn } = Promise.withResolvers<void>();
    this.#turn = promise;
    await myTurn;
    try {
      return await this.#exchangeNow(command, data, during, step, idleTimeoutMs);
    } finally {
      passTurn();
    }
  }

  #exchangeNow<T>(
    command: SendableCommand,
    data: Uint8Array,
    during: string,
    step: (packet: Packet) => T | undefined,
    idleTimeoutMs: number,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#endFault !== undefined) {
        reject(this.#endFault);
        return;
      }
      if (this.#closing && command !== sendableCommands.exit) {
        reject(new TerminalFault('cancelled', { address: this.address }));
        return;
      }
      const settle = (): void => {
        clearTimeout(timer);
        this.#outstanding = undefined;
      };
      const fail = (error: unknown): void => {
        settle();
        reject(error);
      };
      const timer = setTimeout(() => {
        fail(
          new TerminalFault('timeout', {
            address: this.address,
            waitedSeconds: idleTimeoutMs / 1000,
            during,
          }),
        );
      }, idleTimeoutMs);
      const replyId = this.#nextReplyId;
      this.#nextReplyId = (replyId + 1) % replyIdCount;
      this.#outstanding = {
        replyId,
        fail,
        take: (packet) => {
          timer.refresh();
          try {
            const result = step(packet);
            if (result === undefined) return;
            settle();
            resolve(result);
          } catch (error) {
            fail(error);
          }
        },
      };
      this.#transmit(command, replyId, data);
    });
  }

  /**
   * Sends a request that is answered by one packet, and asks again when that packet is damaged.
   * @throws TerminalFault `checksum` when the reply was damaged in every try; see {@link exchange}
   */
  async request(
    command: SendableCommand,
    data: Uint8Array,
    during: string,
    idleTimeoutMs = this.#options.idleTimeoutMs,
  ): Promise<Reply> {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const reply = await this.exchange(command, data, during, copyIntact, idleTimeoutMs);
      if (reply !== 'damaged') return reply;
    }
    throw new TerminalFault('checksum', { address: this.address, during });
  }

  /** The fault that a reply code means where success was expected. */
  faultOfReply(code: number, during: string): TerminalFault {
    const { address } = this;
    if (code === replyCodes.unauthorised) return new TerminalFault('comm-key-required', { address });
    if (code === replyCodes.locked) return new TerminalFault('locked', { address });
    if (code === replyCodes.secureFirmware) return new TerminalFault('secure-firmware', { address });
    return new TerminalFault('unexpected-reply', { address, during, reply: code });
  }

  /** Passes when the reply is ACK_OK; throws {@link faultOfReply} otherwise. */
  expectOk(reply: Reply, during: string): void {
    if (reply.command !== replyCodes.ok) throw this.faultOfReply(reply.command, during);
  }

  /** Says EXIT where the connection still lives, and closes it. Never throws; may be called again. */
  async close(): Promise<void> {
    const { address } = this;
    this.#closing = true;
    this.#outstanding?.fail(new TerminalFault('cancelled', { address }));
    try {
      if (this.#transport !== undefined) {
        const waitMs = Math.min(farewellTimeoutMs, this.#options.idleTimeoutMs);
        await this.request(sendableCommands.exit, noData, 'closing', waitMs);
        this.#endFault ??= new TerminalFault('cancelled', { address });
        await this.#transport.hangUp();
      }
    } catch (error) {
      if (!isTerminalFault(error)) throw error;
    }
    this.#endFault ??= new TerminalFault('cancelled', { address });
    this.#transport?.destroy(this.#endFault);
    this.#resolveEnded(this.#endFault);
  }

  #transmit(command: number, replyId: number, data: Uint8Array): void {
    if (!isSendable(command)) throw new RangeError(`command ${command} is not on the closed list`);
    this.#transport?.send(command, this.#sessionId, replyId, data);
  }

  #route(packet: Packet): void {
    if (!packet.intact) this.counters.checksumErrors += 1;
    if (packet.command === replyCodes.event) {
      this.counters.events += 1;
      // A damaged event is still a hint that there is something to download, so it is passed on without its bytes.
      this.#transmit(sendableCommands.acknowledge, 0, noData);
      this.#options.onEvent(packet.session, packet.intact ? packet.data : packet.data.subarray(0, 0));
      return;
    }
    this.#answered = true;
    if (this.#outstanding !== undefined && packet.replyId === this.#outstanding.replyId) {
      this.#outstanding.take(packet);
      return;
    }
    this.counters.strays += 1;
  }

  #end(fault: TerminalFault): void {
    if (this.#endFault !== undefined) return;
    // A terminal that serves another client takes the connection and hangs up (node-zklib #43, pyzk #39).
    const hungUpAtOnce = !this.#answered && isTerminalFault(fault, 'connection-lost');
    this.#endFault = hungUpAtOnce
      ? new TerminalFault('busy', { address: this.address }, { cause: fault.cause })
      : fault;
    this.#outstanding?.fail(this.#endFault);
    this.#resolveEnded(this.#endFault);
  }
}

function copyIntact(packet: Packet): Reply | 'damaged' {
  if (!packet.intact) return 'damaged';
  return { command: packet.command, session: packet.session, data: Buffer.from(packet.data) };
}
