/** Wraps the entry points of functions, and their work on single messages, so that what they log can be told apart. @module */

import type { Context, SQSRecord } from 'aws-lambda';
import packageJson from '../../package.json' with { type: 'json' };
import { readCorrelationIds, withCorrelation, withTrace } from './trace.ts';

/** The attribute of a message that carries the ids of what set it off. */
export const correlationAttribute = 'correlationId';
/** The header by which a caller may give the id under which it looks for its request. */
const correlationHeader = 'x-correlation-id';

/** What an event of a gateway has, and others have not. */
interface MaybeRequest {
  headers?: Record<string, string | undefined>;
  requestContext?: { requestId?: string };
}

/**
 * An entry point, all of whose log lines name the function, the version, whether the instance is new, the request and an id
 * of the work: that which the caller gives, else the request's.
 * @param name - of the function, as in infra/lambdas.ts
 */
export function observed<E, R>(
  name: string,
  handler: (event: E, context: Context) => Promise<R>,
): (event: E, context: Context) => Promise<R> {
  let coldStart = true;
  return (event, context) => {
    // Events of schedules and queues lack both fields.
    const { headers, requestContext } = event as MaybeRequest;
    const requestId = requestContext?.requestId ?? context.awsRequestId;
    const given = readCorrelationIds(headers?.[correlationHeader]).slice(0, 1);
    const trace = {
      function: name,
      version: packageJson.version,
      coldStart,
      requestId,
      correlationIds: given.length > 0 || requestId === undefined ? given : [requestId],
    };
    coldStart = false;
    return withTrace(trace, () => handler(event, context));
  };
}

/** The ids that a message carries; one of an earlier version carries none, and is known by its own id. */
export function correlationIdsOf({
  messageId,
  messageAttributes,
}: Pick<SQSRecord, 'messageId'> & Partial<Pick<SQSRecord, 'messageAttributes'>>): string[] {
  const ids = readCorrelationIds(messageAttributes?.[correlationAttribute]?.stringValue);
  return ids.length === 0 ? [messageId] : ids;
}

/** Works on one message on behalf of whatever sent it. */
export function onMessage<T>(record: SQSRecord, work: () => Promise<T>): Promise<T> {
  return withCorrelation(correlationIdsOf(record), work);
}
