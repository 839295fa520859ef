/** Calls functions by name in this process, with a context and a time-out as on AWS. @module */

import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { type LambdaName, lambdas } from '#infra/lambdas.ts';

/** What an entry point exports as `handler`. */
export type LambdaHandler = (event: unknown, context: Context) => unknown;

/** The handlers of all functions. */
export type LambdaHandlers = Record<LambdaName, LambdaHandler>;

/** Calls a function by name, as the service that owns the event would. */
export type InvokeLambda = (name: LambdaName, event: unknown) => Promise<unknown>;

/** A function did not answer within its time-out. */
export class LambdaTimeoutError extends Error {
  override readonly name = 'LambdaTimeoutError';

  constructor(lambda: LambdaName, timeoutMilliseconds: number) {
    super(`${lambda}: no answer within ${timeoutMilliseconds / 1000} s`);
  }
}

const atWork = new AsyncLocalStorage<LambdaName>();

/** The function on whose behalf the code that asks runs, as on AWS its role would say; absent outside of functions. */
export function functionAtWork(): LambdaName | undefined {
  return atWork.getStore();
}

/** The context object of one invocation. */
function contextOf(name: LambdaName, requestId: string, deadlineEpoch: number): Context {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    logGroupName: `/local/${name}`,
    logStreamName: 'local',
    memoryLimitInMB: String(lambdas[name].memoryMegabytes),
    getRemainingTimeInMillis: () => Math.max(0, deadlineEpoch - Date.now()),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

/** A handler that throws at once fails like one that rejects. */
async function call(handler: LambdaHandler, event: unknown, context: Context): Promise<unknown> {
  return await handler(event, context);
}

/**
 * Makes the caller of the functions. Unlike on AWS, one instance serves many events at once, which the module state
 * of every function has to allow for; and a function that overruns its time-out is abandoned, not stopped.
 * @param timeoutMilliseconds - replaces the time-outs of the definitions; for tests
 */
export function lambdaCaller(handlers: LambdaHandlers, timeoutMilliseconds?: number): InvokeLambda {
  return async (name, event) => {
    const timeout = timeoutMilliseconds ?? lambdas[name].timeoutSeconds * 1000;
    const context = contextOf(name, randomUUID(), Date.now() + timeout);
    return await new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => reject(new LambdaTimeoutError(name, timeout)), timeout);
      const settle =
        <T>(done: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          done(value);
        };
      atWork.run(name, () => call(handlers[name], event, context)).then(settle(resolve), settle(reject));
    });
  };
}
