/** Tracks one request until its reply is complete: repetition, silence and damaged packets. @module */

import type { Packet } from '#bridge/terminals/zk/packet.ts';
import type { TerminalFault } from '#shared/terminal-fault.ts';

/**
 * Shortens the silence that is allowed from here on, in milliseconds. Where the reply is already good without what may
 * still come, `otherwise` is the result when the silence lasts; without it the exchange has then failed.
 */
export type WaitAtMost<T> = (milliseconds: number, otherwise?: T) => void;

/**
 * Takes a packet of a reply and returns the result, or `undefined` while more must come; what it throws is the
 * exchange's failure.
 */
export type ReplyStep<T> = (packet: Packet, waitAtMost: WaitAtMost<T>) => T | undefined;

/** How one exchange is carried out. */
export interface PendingExchangeOptions<T> {
  step: ReplyStep<T>;
  /** Silence after which it has failed; starts again with each packet of the reply. */
  idleTimeoutMs: number;
  /** The same before the first packet. */
  firstReplyMs: number;
  /** Silence after which the request is sent again, doubled each time; absent: it is sent once. */
  repeatAfterMs?: number;
  /** Sends the request under a new reply id, which it returns. */
  send: () => number;
  faultOfSilence: (waitedMs: number) => TerminalFault;
}

/** One request and its reply. */
export class PendingExchange<T> {
  readonly result: Promise<T>;
  readonly #options: PendingExchangeOptions<T>;
  readonly #resolve: (result: T) => void;
  readonly #reject: (error: unknown) => void;
  readonly #replyIds: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #repeatTimer: NodeJS.Timeout | undefined;
  #heard = false;
  #suspended = false;

  constructor(options: PendingExchangeOptions<T>) {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.result = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#options = options;
    this.#replyIds.push(options.send());
    this.#waitAtMost(options.firstReplyMs);
    if (options.repeatAfterMs !== undefined) this.#repeatAfter(options.repeatAfterMs);
  }

  /** Whether a packet with this reply id belongs to the exchange. */
  accepts(replyId: number): boolean {
    return this.#replyIds.includes(replyId);
  }

  /** Takes a packet that {@link accepts} has let in. */
  take(packet: Packet): void {
    if (this.#heard) {
      this.#timer?.refresh();
    } else {
      this.#heard = true;
      clearTimeout(this.#repeatTimer);
      // A request that was repeated may be answered twice; the packets of two answers are never put together.
      this.#replyIds.splice(0, this.#replyIds.length, packet.replyId);
      this.#waitAtMost(this.#options.idleTimeoutMs);
    }
    try {
      const { step, idleTimeoutMs } = this.#options;
      const result = step(packet, (milliseconds, otherwise) =>
        this.#waitAtMost(Math.min(milliseconds, idleTimeoutMs), otherwise),
      );
      if (result !== undefined) this.#succeed(result);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Ends the exchange without a result. */
  fail(error: unknown): void {
    this.#settle();
    this.#reject(error);
  }

  /** While suspended, silence is our own doing and not a fault. */
  suspend(suspended: boolean): void {
    this.#suspended = suspended;
    this.#timer?.refresh();
  }

  #succeed(result: T): void {
    this.#settle();
    this.#resolve(result);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#repeatTimer);
    this.#timer = undefined;
    this.#replyIds.length = 0;
  }

  #waitAtMost(milliseconds: number, otherwise?: T): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#suspended) this.#timer?.refresh();
      else if (otherwise !== undefined) this.#succeed(otherwise);
      else this.fail(this.#options.faultOfSilence(milliseconds));
    }, milliseconds);
  }

  #repeatAfter(milliseconds: number): void {
    this.#repeatTimer = setTimeout(() => {
      this.#replyIds.push(this.#options.send());
      this.#repeatAfter(milliseconds * 2);
    }, milliseconds);
  }
}
