/** Listens for the signals that end `npm start`, and ends it in time. @module */

import { constants } from 'node:os';
import { StartFailure } from '../start-failure.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;
type EndSignal = (typeof signals)[number];

/** Service managers and containers kill what has not stopped ten seconds after a signal. */
const patienceMilliseconds = 6_000;
/** Ctrl-C reaches us and npm, which sends it on to us: within this time it is one and the same signal. */
const echoMilliseconds = 300;

/** A signal has ended the start before its job was done. */
export class StoppedBySignal extends StartFailure {
  override readonly name = 'StoppedBySignal';
  /** As shells report a program that a signal has ended: 128 and the signal's number. */
  readonly exitCode: number;

  constructor(signal: EndSignal) {
    super(`Stopped by ${signal}. Nothing is lost: the next start goes on from here.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** How a running start is asked to end. */
export interface Ending {
  /** Aborted with the reason: {@link StoppedBySignal}, or whatever was given to `end`. */
  signal: AbortSignal;
  /** Resolves when something has asked for the end. */
  requested: Promise<void>;
  /** Asks for the end because something failed. */
  end(reason: StartFailure): void;
}

/**
 * Takes the signals over. The first one asks for the end; what has not ended some seconds later is cut off, and another
 * signal ends everything at once. The stores are safe against that: they write before they confirm, and end with us.
 */
export function listenForSignals(): Ending {
  const controller = new AbortController();
  const requested = Promise.withResolvers<void>();
  let first: { signal: EndSignal; at: number } | undefined;

  function end(reason: StartFailure, exitCode = 1): void {
    if (controller.signal.aborted) return;
    controller.abort(reason);
    requested.resolve();
    setTimeout(() => {
      process.stderr.write(`${reason.message}\n`);
      process.exit(exitCode);
    }, patienceMilliseconds).unref();
  }

  function onSignal(signal: EndSignal): void {
    const stopped = new StoppedBySignal(signal);
    const now = performance.now();
    if (first === undefined) {
      first = { signal, at: now };
      end(stopped, stopped.exitCode);
    } else if (first.signal !== signal || now - first.at > echoMilliseconds) {
      process.exit(stopped.exitCode);
    }
  }

  for (const signal of signals) process.on(signal, onSignal);
  return { signal: controller.signal, requested: requested.promise, end };
}
