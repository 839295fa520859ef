/** The options for reaching and reading a terminal, with their defaults and checks. @module */

import { characterEncoder } from '#bridge/terminals/zk/text-encoder.ts';
import type { TransportKind } from '#bridge/terminals/zk/transport.ts';
import { nameDecoder } from '#shared/punch/terminal-text.ts';

/** How to reach a terminal and how to read it. */
export interface TerminalOptions {
  /** Name or IP address. */
  host: string;
  /** Default 4370. */
  port?: number;
  /** Default `auto`: TCP, and UDP where TCP is refused or does not answer. */
  transport?: TransportKind | 'auto';
  /** Communication key as shown in the terminal's menu, 0 to 999999; 0 or absent when none is set. */
  commKey?: number;
  /** Default 10,000. */
  connectTimeoutMs?: number;
  /** Silence after which a request has failed; starts again with each packet. Default 10,000. */
  idleTimeoutMs?: number;
  /** Bytes asked for at once, 1,024 to 65,472 (the default, the largest in field use); UDP takes 16,384 at most. */
  chunkBytes?: number;
  /** Code page of names on the terminal, such as `gbk`; default UTF-8, with windows-1252 for what is not UTF-8. */
  encoding?: string;
  /** Locks the terminal's keypad and sensors while the log is read. Off by default: reading does not need it. */
  disableWhileReading?: boolean;
  /** Silence after which a conversation that waits for events asks whether the terminal is alive. Default 60,000. */
  keepAliveMs?: number;
  /** Epoch milliseconds of this machine, by which the terminal's clock is read. Default: the system's clock. */
  now?: () => number;
  /** Ends the conversation at once, including the wait for a turn. */
  signal?: AbortSignal;
}

/** Options with their defaults, checked. */
export interface TerminalSettings extends TerminalOptions {
  port: number;
  transport: TransportKind | 'auto';
  connectTimeoutMs: number;
  idleTimeoutMs: number;
  keepAliveMs: number;
  chunkBytes: number;
  now: () => number;
  decodeName: (field: Uint8Array) => string;
  encodeCharacter: (character: string) => Uint8Array | undefined;
}

/** @throws RangeError when an option is out of range */
export function checkedOptions(options: TerminalOptions): TerminalSettings {
  const {
    port = 4370,
    transport = 'auto',
    connectTimeoutMs = 10_000,
    idleTimeoutMs = 10_000,
    keepAliveMs = 60_000,
    chunkBytes = 65_472,
    commKey = 0,
    now = Date.now,
  } = options;
  if (!Number.isInteger(commKey) || commKey < 0 || commKey > 999_999) {
    throw new RangeError('openTerminal: commKey must be a number of up to 6 digits');
  }
  if (!(chunkBytes >= 1_024 && chunkBytes <= 65_472))
    throw new RangeError(`openTerminal: chunkBytes ${chunkBytes}`);
  if (!(connectTimeoutMs > 0 && idleTimeoutMs > 0 && keepAliveMs > 0))
    throw new RangeError('openTerminal: time-outs must be above 0');
  return {
    ...options,
    port,
    transport,
    connectTimeoutMs,
    idleTimeoutMs,
    keepAliveMs,
    now,
    chunkBytes: Math.floor(chunkBytes),
    decodeName: nameDecoder(options.encoding),
    encodeCharacter: characterEncoder(options.encoding),
  };
}
