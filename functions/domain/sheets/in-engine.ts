/**
 * Tells apart what is wrong with a user's plan and what is wrong with us when the attendance engine throws.
 * @module
 */
import { PlanFault } from '#shared/attendance/index.ts';
import type { UserId } from '#shared/punch/user-id.ts';

/**
 * The engine has thrown something that is no fault of a plan: a defect of ours, met while computing this user's days.
 * It is pure, so that the same input fails again until it has been mended; other users need not wait for that.
 */
export class EngineDefect extends Error {
  override readonly name = 'EngineDefect';
  readonly userId: UserId;

  constructor(userId: UserId, cause: unknown) {
    super(`the engine failed on the days of user ${userId}; nothing says that their plan is wrong`, {
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
