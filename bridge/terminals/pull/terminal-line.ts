/** The connection to one terminal: a single session, kept open between uses to hear of punches. @module */

import type { TerminalConfig } from '#bridge/config/index.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import type { OpenTerminal, TerminalConversation } from './terminal-reader.ts';

/** What a line works with. */
export interface LineOptions {
  terminal: TerminalConfig;
  open: OpenTerminal;
  /** Whether the session may stay open when nobody uses it. @param isKept - whether it has stayed open before */
  mayKeep: (isKept: boolean) => boolean;
  /** Called when the terminal reports that somebody has punched. */
  onPunch: () => void;
  /** Called when a session that was kept open has ended on its own. */
  onLost: () => void;
}

/**
 * The connection to one terminal: one session at a time, which may stay open between its uses to hear of punches. Not
 * to be used by two callers at a time.
 */
export class TerminalLine {
  readonly #options: LineOptions;
  #kept: TerminalConversation | null = null;
  #refusesEvents = false;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  /** Whether a session stays open, also while somebody uses it. */
  get isKept(): boolean {
    return this.#kept !== null;
  }

  /** Whether the terminal has shown that it sends no events, so that a session is not worth keeping. */
  get refusesEvents(): boolean {
    return this.#refusesEvents;
  }

  /**
   * Uses the session that is kept, or opens one. It is closed when the work fails or the signal is aborted, within two
   * seconds and with a farewell to the terminal.
   * @param meet - what each use begins with; a kept session that fails at it is replaced once
   * @throws TerminalFault of the conversation
   */
  async use<M, T>(
    signal: AbortSignal,
    meet: (conversation: TerminalConversation, isFresh: boolean) => Promise<M>,
    work: (met: M) => Promise<T>,
  ): Promise<T> {
    const { conversation, met } = await this.#meet(signal, meet);
    const result = await this.#closingAfterFailure(conversation, signal, () => work(met));
    if (this.#options.mayKeep(this.#kept === conversation)) await this.#keep(conversation);
    else await this.#close(conversation);
    return result;
  }

  /** Closes a session that is kept. */
  async close(): Promise<void> {
    if (this.#kept !== null) await this.#close(this.#kept);
  }

  async #meet<M>(
    signal: AbortSignal,
    meet: (conversation: TerminalConversation, isFresh: boolean) => Promise<M>,
  ): Promise<{ conversation: TerminalConversation; met: M }> {
    const kept = this.#kept;
    if (kept !== null) {
      try {
        const met = await this.#closingAfterFailure(kept, signal, () => meet(kept, false));
        return { conversation: kept, met };
      } catch (error) {
        signal.throwIfAborted();
        if (!isTerminalFault(error, 'connection-lost', 'timeout', 'cancelled', 'busy')) throw error;
      }
    }
    const conversation = await this.#open(signal);
    const met = await this.#closingAfterFailure(conversation, signal, () => meet(conversation, true));
    return { conversation, met };
  }

  /** The signal may end the opening only: a session that is open is left with a farewell. */
  async #open(signal: AbortSignal): Promise<TerminalConversation> {
    signal.throwIfAborted();
    const opening = new AbortController();
    const abort = (): void => opening.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await this.#options.open(this.#options.terminal, opening.signal);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async #keep(conversation: TerminalConversation): Promise<void> {
    if (this.#kept === conversation) return;
    // Before anything is awaited, so that sessions which come up at the same time count each other.
    this.#kept = conversation;
    try {
      await conversation.onEvent(() => this.#options.onPunch());
    } catch (error) {
      if (!isTerminalFault(error)) throw error;
      this.#refusesEvents = isTerminalFault(error, 'unexpected-reply');
      await this.#close(conversation);
      return;
    }
    void conversation.ended.then(() => {
      if (this.#kept !== conversation) return;
      this.#kept = null;
      this.#options.onLost();
    });
  }

  async #close(conversation: TerminalConversation): Promise<void> {
    if (this.#kept === conversation) this.#kept = null;
    await conversation.close();
  }

  async #closingAfterFailure<T>(
    conversation: TerminalConversation,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    const close = (): void => void this.#close(conversation);
    signal.addEventListener('abort', close, { once: true });
    try {
      signal.throwIfAborted();
      return await work();
    } catch (error) {
      await this.#close(conversation);
      throw error;
    } finally {
      signal.removeEventListener('abort', close);
    }
  }
}
