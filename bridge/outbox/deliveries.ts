/** Types what goes into the outbox, what waits in it, and the answer that lets it go. @module */

import type { TaskId } from '#shared/contract/ids.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';

/** Records that one read of a terminal delivered. */
export interface Delivery {
  serial: Serial;
  taskId: TaskId | null;
  /** `new` keeps what was never accepted before; `all` keeps everything once more. */
  mode: 'new' | 'all';
  driftSeconds: number | null;
  records: readonly TerminalRecord[];
  /**
   * True for records that are sound one by one, such as pushed rows: the sender may have them at once. Records of a
   * read wait for `Outbox.release`, because the rest of the log may show that it was misread.
   */
  settled?: boolean;
}

/** The cloud's answer to a batch, as far as the outbox needs it. */
export interface BatchAnswer {
  /** One per record, in their order. */
  results: readonly { result: 'stored' | 'duplicate' | 'quarantined' | 'failed' }[];
  usersCreated: readonly UserId[];
  held: number;
}

/** What waits for the cloud. */
export interface Waiting {
  records: number;
  bytes: number;
  /** Epoch milliseconds at which the oldest waiting record was accepted; `null` when nothing waits. */
  oldestAt: number | null;
}
