/** A connected 4370 session: it sends one request at a time and matches replies, events and the final fault. @module */

import { setTimeout } from 'node:timers/promises';
import { commKeyToken } from '#bridge/terminals/zk/comm-key.ts';
import {
  isSendable,
  isWrite,
  replyCodes,
  type SendableCommand,
  sendableCommands,
} from '#bridge/terminals/zk/commands.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';
import { PendingExchange, type ReplyStep } from '#bridge/terminals/zk/pending-exchange.ts';
import type { Transport, TransportHandlers, TransportKind } from '#bridge/terminals/zk/transport.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

/** The reply id runs from 0 to 65534 and starts again; 65535 is never used (pyzk, gozk). */
const replyIdCount = 65_535;
const tries = 3;
const farewellTimeoutMs = 1_000;
/** First repetition of a request over UDP; the later ones double it. */
const usualRepeatMs = 500;
/** How long the replies to a repeated CONNECT may follow the first one beyond the requests' own distance. */
const settlingMarginMs = 250;
const longestSettlingMs = 2_000;
const noData = new Uint8Array(0);

/** A reply of one packet, with data of its own. */
export interface Reply {
  command: number;
  session: number;
  data: Buffer;
}

/** What a session has noticed so far. */
export interface SessionCounters {
  /** Packets whose checksum did not match, including those of a terminal that computes another one or none. */
  checksumErrors: number;
  /** Packets that answered nothing that was asked, such as late frames of an abandoned try. */
  strays: number;
  /** Realtime events received. */
  events: number;
  /** DATA packets received. */
  dataFrames: number;
}

/** Options of a session. */
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

/** What the session needs of an exchange, whatever its result is. */
type Outstanding = Pick<PendingExchange<unknown>, 'accepts' | 'take' | 'fail' | 'suspend'>;

/** Silence that is tolerated, in milliseconds; what is absent is the session's idle time-out. */
export interface Patience {
  idleTimeoutMs?: number;
  /** Before the first packet of the reply. */
  firstReplyMs?: number;
  /** Over UDP: before the request is sent a second time. */
  repeatAfterMs?: number;
}

/**
 * One connected session: sends requests one at a time, gives each its reply by reply id, acknowledges events, and ends
 * with a fault that every later call repeats.
 */
export class ZkSession {
  readonly address: string;
  readonly counters: SessionCounters = { checksumErrors: 0, strays: 0, events: 0, dataFrames: 0 };
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
  /** When CONNECT was sent, by reply id. */
  readonly #connects = new Map<number, number>();
  #connected = false;
  /** Whether the terminal has done anything for this session. */
  #admitted = false;
  /** Whether a checksum has ever matched. Where none does from the first packet on, they prove nothing. */
  #hasChecksums = false;
  #closing = false;
  #lastHeardMs = performance.now();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.address = options.address;
    this.#nextReplyId = options.firstReplyId ?? 0;
    const { promise, resolve } = Promise.withResolvers<TerminalFault>();
    this.ended = promise;
    this.#resolveEnded = resolve;
  }

  /** How the terminal is reached; `tcp` before it is. */
  get transport(): TransportKind {
    return this.#transport?.kind ?? 'tcp';
  }

  /** Milliseconds since the terminal last said anything. */
  get silentMs(): number {
    return performance.now() - this.#lastHeardMs;
  }

  /** The silence after which a request has failed. */
  get idleTimeoutMs(): number {
    return this.#options.idleTimeoutMs;
  }

  /**
   * Connects and, where the terminal asks for it, proves the communication key.
   * @param commKey - 0 or absent: none is configured
   * @param answerMs - how long the terminal may take to answer; by default the idle time-out
   * @throws TerminalFault what the transport throws; `busy` when the terminal hangs up at once; `comm-key-required`,
   *   `comm-key-wrong`, `locked`, `secure-firmware`, `unexpected-reply`, `timeout`
   */
  async connect(commKey = 0, answerMs = this.#options.idleTimeoutMs): Promise<void> {
    this.#transport = await this.#options.openTransport({
      onPacket: (packet) => this.#route(packet),
      onEnd: (fault) => this.#end(fault),
    });
    try {
      const reply = await this.request(sendableCommands.connect, noData, 'connecting', answerMs);
      this.#sessionId = reply.session;
      await this.#settleConnects();
      if (reply.command === replyCodes.unauthorised) await this.#authenticate(commKey);
      else this.expectOk(reply, 'connecting');
      this.#connected = true;
    } catch (error) {
      await this.close();
      const noAnswer = this.transport === 'udp' && !this.#answered && isTerminalFault(error, 'timeout');
      if (!noAnswer) throw error;
      const reason = `no answer over UDP within ${error.facts.waitedSeconds} s`;
      throw new TerminalFault('unreachable', { address: this.address, reason }, { cause: error });
    }
  }

  /**
   * Over UDP a terminal that is slow to answer has got CONNECT more than once, and may have given a session for each: the
   * last one counts. Its replies follow each other as the requests did.
   */
  async #settleConnects(): Promise<void> {
    const [first, last] = [this.#connects.values().next().value, [...this.#connects.values()].at(-1)];
    if (first === undefined || last === undefined || first === last) return;
    await setTimeout(Math.min(longestSettlingMs, last - first + settlingMarginMs));
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
   * Sends a request and feeds its packets to `step` until that returns something. Over UDP a request that changes
   * nothing on the terminal is repeated until the first packet of a reply is there.
   * @param during - names the step in faults, such as "reading the clock"
   * @param patience - silence after which it has failed: before the first packet, and after each
   * @throws TerminalFault `timeout`, or the fault with which the session ended
   */
  async exchange<T>(
    command: SendableCommand,
    data: Uint8Array,
    during: string,
    step: ReplyStep<T>,
    patience: Patience = {},
  ): Promise<T> {
    const myTurn = this.#turn;
    const { promise, resolve: passTurn } = Promise.withResolvers<void>();
    this.#turn = promise;
    await myTurn;
    try {
      return await this.#exchangeNow(command, data, during, step, patience);
    } finally {
      this.#outstanding = undefined;
      passTurn();
    }
  }

  #exchangeNow<T>(
    command: SendableCommand,
    data: Uint8Array,
    during: string,
    step: ReplyStep<T>,
    {
      idleTimeoutMs = this.#options.idleTimeoutMs,
      firstReplyMs = idleTimeoutMs,
      repeatAfterMs = usualRepeatMs,
    }: Patience,
  ): Promise<T> {
    const { address } = this;
    if (this.#endFault !== undefined) throw this.#endFault;
    if (this.#closing && command !== sendableCommands.exit) throw new TerminalFault('cancelled', { address });
    const pending = new PendingExchange<T>({
      step,
      idleTimeoutMs,
      firstReplyMs,
      ...(this.#transport?.kind === 'udp' && !isWrite(command)
        ? { repeatAfterMs: Math.min(repeatAfterMs, firstReplyMs / 8) }
        : {}),
      send: () => {
        const replyId = this.#nextReplyId;
        this.#nextReplyId = (replyId + 1) % replyIdCount;
        this.#transmit(command, replyId, data);
        return replyId;
      },
      faultOfSilence: (waitedMs) =>
        new TerminalFault('timeout', { address, waitedSeconds: waitedMs / 1000, during }),
    });
    this.#outstanding = pending;
    return pending.result;
  }

  /** Leaves what the terminal sends in the network; the silence until {@link resume} is not a fault. */
  pause(): void {
    this.#outstanding?.suspend(true);
    this.#transport?.pause();
  }

  /** Goes on after {@link pause}. */
  resume(): void {
    this.#outstanding?.suspend(false);
    this.#transport?.resume();
  }

  /** Ends the conversation for a fault that was found above it. */
  abandon(fault: TerminalFault): void {
    this.#transport?.destroy(fault);
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
      const reply = await this.exchange(command, data, during, copyIntact, { idleTimeoutMs });
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

  /** Sends EXIT where the connection is still alive, and closes it. Never throws; may be called again. */
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
    if (command === sendableCommands.connect) this.#connects.set(replyId, performance.now());
    if (!isSendable(command)) throw new RangeError(`command ${command} is not on the closed list`);
    this.#transport?.send(command, this.#sessionId, replyId, data);
  }

  #route(packet: Packet): void {
    this.#lastHeardMs = performance.now();
    this.#hasChecksums ||= packet.intact;
    if (!packet.intact) this.counters.checksumErrors += 1;
    // As many damaged packets in a row as a request has tries, and nothing else ever: that is how this terminal works.
    packet.intact ||= !this.#hasChecksums && this.counters.checksumErrors >= tries;
    if (packet.command === replyCodes.event) {
      this.counters.events += 1;
      // A damaged event is still a hint that there is something to download, so it is passed on without its bytes.
      this.#transmit(sendableCommands.acknowledge, 0, noData);
      this.#options.onEvent(packet.session, packet.intact ? packet.data : packet.data.subarray(0, 0));
      return;
    }
    this.#answered = true;
    if (packet.command === replyCodes.data) this.counters.dataFrames += 1;
    if (!this.#outstanding?.accepts(packet.replyId)) {
      this.counters.strays += 1;
      const isLaterConnect = !this.#connected && packet.intact && this.#connects.has(packet.replyId);
      if (isLaterConnect) this.#sessionId = packet.session;
      return;
    }
    if (packet.intact && packet.command === replyCodes.unauthorised && this.#admitted) {
      // It no longer knows the client that it served a moment ago: it has restarted, or given the session to another.
      const facts = { address: this.address, received: 0, expected: 0 };
      this.#outstanding.fail(new TerminalFault('connection-lost', facts));
      return;
    }
    this.#admitted ||= this.#connected && packet.command !== replyCodes.unauthorised;
    this.#outstanding.take(packet);
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
