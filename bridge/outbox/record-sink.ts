/** Puts records that arrive row by row, from a file or a push terminal, into the outbox. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Delivery } from './deliveries.ts';
import type { Outbox } from './outbox.ts';

/** Why rows come: for a task, of everything or of what is new. */
export type RowsOrder = Pick<Delivery, 'taskId' | 'mode'>;

const unasked: RowsOrder = { taskId: null, mode: 'new' };

/**
 * Where records go that arrive row by row, from a push terminal or a file. Once `accept` has returned, they are on
 * disk, so that the sender of the rows may be answered "OK".
 */
export interface RecordSink {
  /**
   * Takes records of one terminal, in log order.
   * @param order - the task that asked for them; none unless given
   * @returns how many were not known before
   * @throws TerminalFault `outbox-full` when they do not fit; none of them is kept then
   */
  accept(serial: Serial, records: readonly TerminalRecord[], order?: RowsOrder): number;
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
    accept(serial, records, { taskId, mode } = unasked) {
      const accepted = outbox.accept({
        serial,
        taskId,
        mode,
        driftSeconds: null,
        records,
        settled: true,
      });
      if (accepted > 0) sender.wake();
      return accepted;
    },
  };
}
