/** Tells a fault in a user's plan from a defect of ours when the attendance engine throws. @module */

import { PlanFault } from '#shared/attendance/index.ts';
import type { UserId } from '#shared/punch/user-id.ts';

/**
 * The engine has thrown something that is not a fault of a plan: a defect of ours, met while computing this user's days.
 * The engine is pure, so the same input fails again until the defect is mended; other users need not wait for that.
 */
export class EngineDefect extends Error {
  override readonly name = 'EngineDefect';
  readonly userId: UserId;

  constructor(userId: UserId, cause: unknown) {
    super(`the engine failed on the days of user ${userId}: a defect of ours, not a fault of their plan`, {
      cause,
    });
    this.userId = userId;
  }
}

/**
 * Calls the engine for a user.
 * @throws PlanFault as the engine does; EngineDefect for everything else that it throws
 */
export function inEngine<T>(userId: UserId, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof PlanFault) throw error;
    throw new EngineDefect(userId, error);
  }
}
