/** A step of the examples: one call of an operation, whose request and answer the OpenAPI document shows. @module */

import type { Stores } from '#functions/store/index.ts';
import type { contract } from '#shared/contract/index.ts';
import type { RouteCall, RouteResult } from '#shared/contract/route.ts';
import type { Instant, LocalDate, WallTime } from '#shared/time/wall-time.ts';

type Contract = typeof contract;
/** The name of an operation. */
export type OperationName = keyof Contract;

/** As JSON has it: dates and times are texts. */
type Json<T> = T extends Instant | LocalDate | WallTime
  ? string
  : T extends object
    ? { [K in keyof T]: Json<T[K]> }
    : T;
type CallOf<K extends OperationName> = Json<RouteCall<Contract[K]>>;

/** What earlier steps were answered. */
export interface Past {
  /** The last answer of an operation. @throws Error when no step has called it yet */
  answer<K extends OperationName>(operation: K): RouteResult<Contract[K]>;
  /** The ETag of the last answer of an operation. @throws Error when it had none */
  etag(operation: OperationName): string;
}

/** The parts of a call, whatever the route. */
export interface AnyCall {
  params?: Record<string, unknown> | undefined;
  query?: Record<string, unknown> | undefined;
  body?: unknown;
  ifMatch?: string | undefined;
}

/** One call of an operation. */
export interface Step {
  operation: OperationName;
  /** What somebody wants, in one sentence. */
  summary: string;
  call: (past: Past) => AnyCall;
  /** Seconds that pass before it. */
  afterSeconds: number;
  /** Whose key it is called with: that of an administrator, or that of somebody of HR. */
  by: 'administrator' | 'second-person';
  /** Brings about what no call does for certain, such as work that has not begun. */
  before?: ((stores: Stores) => Promise<unknown>) | undefined;
}

/**
 * A step: what is called, why, and with what.
 * @param call - the call, or a function when it needs what an earlier step was answered
 * @param how.afterSeconds - how long somebody waits before it
 * @param how.by - who calls, where that is not the administrator
 * @param how.before - brings about what no call does for certain
 */
export function step<K extends OperationName>(
  operation: K,
  summary: string,
  call: CallOf<K> | ((past: Past) => CallOf<K>),
  {
    afterSeconds = 1,
    by = 'administrator',
    before,
  }: Partial<Pick<Step, 'afterSeconds' | 'by' | 'before'>> = {},
): Step {
  return {
    operation,
    summary,
    call: typeof call === 'function' ? call : () => call,
    afterSeconds,
    by,
    before,
  };
}
