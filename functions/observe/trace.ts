/**
 * Says which invocation of which function is at work, and on whose behalf: every log line carries it. The id that tells work
 * apart goes with messages from queue to queue, so that one search finds all that a terminal's log has set off.
 * @module
 */

import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the work at hand. */
export interface Trace {
  /** Name of the function, as in infra/lambdas.ts. */
  function: string;
  /** Version of Rollcall. */
  version: string;
  /** Whether this is the first invocation of its instance. */
  coldStart: boolean;
  /** Of the request at the gateway, which callers are told; otherwise of the invocation. */
  requestId: string | undefined;
  /** Of whatever set the work off: several where messages were joined. */
  correlationIds: readonly string[];
}

/** Ids that one message may carry; those of further messages that were joined stand in the log of whoever joined them. */
export const mostCorrelationIds = 20;

const traces = new AsyncLocalStorage<Trace>();

/** An id that may stand in a log: no blanks, no names of people, no line ends. */
const idForm = /^[\w.:-]{6,64}$/;

/** The ids in a text that came from outside: a header of a request, or an attribute of a message. */
export function readCorrelationIds(text: string | undefined): string[] {
  const ids = (text ?? '').split(' ').filter((id) => idForm.test(id));
  return [...new Set(ids)].slice(0, mostCorrelationIds);
}

/** Runs some work as a part of an invocation. */
export function withTrace<T>(trace: Trace, work: () => T): T {
  return traces.run(trace, work);
}

/** Runs a part of the work at hand on behalf of what has these ids. Outside of an invocation it changes nothing. */
export function withCorrelation<T>(correlationIds: readonly string[], work: () => T): T {
  const trace = traces.getStore();
  return trace === undefined ? work() : traces.run({ ...trace, correlationIds }, work);
}

/** From here on, the work at hand has another id: one that its caller knows it by. */
export function correlate(id: string): void {
  const trace = traces.getStore();
  if (trace) trace.correlationIds = [id];
}

/** The ids of the work at hand, as one text; `undefined` when there is none. */
export function correlationText(): string | undefined {
  const { correlationIds = [] } = traces.getStore() ?? {};
  return correlationIds.length === 0 ? undefined : correlationIds.join(' ');
}

/** What a log line says of the work at hand. */
export function traceFields():
  | (Omit<Trace, 'correlationIds'> & { correlationId?: string | undefined })
  | undefined {
  const trace = traces.getStore();
  if (trace === undefined) return undefined;
  const { correlationIds: _ids, ...fields } = trace;
  return { ...fields, correlationId: correlationText() };
}
