/** Puts records that arrive row by row, from a file or a push terminal, into the outbox. @module */

import type { Outbox } from '#bridge/outbox/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';

/**
 * Where records go that arrive row by row, from a push terminal or a file. Once `accept` has returned, they are on
 * disk, so that the sender of the rows may be answered "OK".
 */
export interface RecordSink {
  /**
   * Takes records of one terminal, in log order.
   * @returns how many were not known before
   * @throws TerminalFault `outbox-full` when they do not fit; none of them is kept then
   */
  accept(serial: Serial, records: readonly TerminalRecord[]): number;
}

/** What a sink leads to. */
export interface SinkTarget {
  outbox: Outbox;
  /** Woken when there is something to send. */
  sender: { wake(): void };
}

/** The sink that leads through the outbox to the cloud. */
export function outboxSink({ outbox, sender }: SinkTarget): RecordSink {
  return {
    accept(serial, records) {
      const accepted = outbox.accept({
        serial,
        taskId: null,
        mode: 'new',
        driftSeconds: null,
        records,
        settled: true,
      });
      if (accepted > 0) sender.wake();
      return accepted;
    },
  };
}
