/** Every domain function that changes something gets an actor: who acts, when, and on whose stores. @module */

import type { Role } from '#shared/contract/access.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { SendToSheets } from '../queue/send.ts';
import type { Stores } from '../store/index.ts';

/** A request with an `Idempotency-Key`, all of whose tries are one. */
export interface RepeatableRequest {
  /** A ULID that all tries have in common. */
  id: string;
  /** When it came first. */
  since: Instant;
  /** Whether an earlier try broke off: what it was to do may have been done, or a part of it. */
  isRepeat: boolean;
}

/** Who is acting, when, and on which organisation's stores. Every domain function that changes something gets it. */
export interface Actor {
  stores: Stores;
  /** For the audit trail: `key:<id>`, `person:<id>`, `bridge:<id>`, `schedule`. Never a person's name. */
  name: string;
  role: Role | 'bridge' | 'system';
  now: Instant;
  /** The request that it acts on, where that may be repeated. */
  request?: RepeatableRequest | undefined;
  /** When the message that it acts on was sent: what was read after that moment is recent enough. Absent: reads anew. */
  askedAt?: Instant | undefined;
  /** Sends requests for recomputation to the sheets queue, or has them gathered first. */
  sendToSheets: SendToSheets;
}
