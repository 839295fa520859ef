/**
 * Brings the troubles of AWS upon the functions of a local cloud: throttling, answers in parts, time-outs after the effect,
 * repeats of the SDK, functions that are stopped in the middle, messages twice and in another order. Seeded.
 * @module
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import type { LambdaHandler, LambdaHandlers } from '#infra/local/lambda.ts';
import { loadHandlers } from '#infra/local/load-handlers.ts';
import { type Dice, diceOf } from '#test/chaos/dice.ts';

/** What happened how often, by its name. */
export type TroubleCounts = Record<string, number>;

/** How likely a trouble is with each call of an AWS service, in percent; the batch ones with each batch. */
export interface Likelihood {
  throttled: number;
  lost: number;
  repeated: number;
  stopped: number;
  inParts: number;
  twice: number;
}

/** What the tests use unless they say otherwise. */
export const usualTrouble: Likelihood = {
  throttled: 1.5,
  lost: 1,
  repeated: 1.5,
  stopped: 0.4,
  inParts: 15,
  twice: 10,
};

/** One call of a function, which may be stopped. */
interface Invocation {
  /** What it fails with since it was stopped. */
  stopped: Error | undefined;
  stop: () => Error;
}

type Send = (...args: unknown[]) => Promise<unknown>;
/** A command of the AWS SDK, or an operation of DynamoDB. */
type Asked = { name: string; input: Record<string, unknown> };
type Command = { constructor: { name: string }; input: Record<string, unknown> };

function awsError(name: string, more: Record<string, unknown> = {}): Error {
  return Object.assign(new Error(`${name}, as a test wants it`), { name, ...more });
}

/** Troubles that a test starts and ends. */
export class Trouble {
  readonly counts: TroubleCounts = {};
  /** How often each function was called since the troubles began, by its name. */
  readonly calls: TroubleCounts = {};
  readonly #invocations = new AsyncLocalStorage<Invocation>();
  #dice: Dice = diceOf(1);
  #likelihood: Likelihood | undefined;
  #restore: (() => void)[] = [];

  /** The functions, so that each of their calls can be stopped. */
  readonly handlers = async (): Promise<LambdaHandlers> => {
    const loaded = await loadHandlers();
    const stoppable = Object.entries(loaded).map(([name, handler]) => [name, this.#stoppable(name, handler)]);
    return Object.fromEntries(stoppable) as LambdaHandlers;
  };

  /** Begins. @param seed - the same one brings the same troubles, as far as the calls come in the same order */
  start(seed: number, likelihood: Likelihood = usualTrouble): void {
    this.#dice = diceOf(seed);
    this.#likelihood = likelihood;
    for (const name of Object.keys(this.counts)) delete this.counts[name];
    for (const name of Object.keys(this.calls)) delete this.calls[name];
    this.#intercept(DynamoDb, (asked, send) => this.#onTables(asked, send));
    this.#intercept(SQSClient, (asked, send) => this.#onQueues(asked, send));
  }

  /** Ends: from now on everything works. Functions that were stopped stay so. */
  end(): void {
    this.#likelihood = undefined;
    for (const restore of this.#restore.splice(0)) restore();
  }

  #count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  #happens(what: keyof Likelihood): boolean {
    const percent = this.#likelihood?.[what] ?? 0;
    if (!this.#dice.chance(percent / 100)) return false;
    this.#count(what);
    return true;
  }

  #stoppable(name: string, handler: LambdaHandler): LambdaHandler {
    return async (event, context) => {
      this.calls[name] = (this.calls[name] ?? 0) + 1;
      const stopped = Promise.withResolvers<never>();
      stopped.promise.catch(() => {});
      const invocation: Invocation = {
        stopped: undefined,
        stop: () => {
          const error = new Error(`${name} was stopped, as a test wants it`);
          invocation.stopped = error;
          stopped.reject(error);
          return error;
        },
      };
      const working = this.#invocations.run(invocation, async () => await handler(event, context));
      return await Promise.race([working, stopped.promise]);
    };
  }

  #intercept(
    client: { prototype: { send: unknown } },
    answer: (asked: Asked, send: () => Promise<unknown>) => Promise<unknown>,
  ): void {
    const prototype = client.prototype as { send: Send };
    const { send } = prototype;
    const { bind } = Function.prototype;
    const spy = vi.spyOn(prototype, 'send').mockImplementation(function troubled(this: unknown, ...args) {
      const [what, input] = args as [string | Command, Record<string, unknown>];
      const asked =
        typeof what === 'string' ? { name: what, input } : { name: what.constructor.name, input: what.input };
      return answer(asked, bind.call(send, this, ...args) as () => Promise<unknown>);
    });
    this.#restore.push(() => spy.mockRestore());
  }

  /**
   * What any call of a function meets; anything else is told by the caller. A function that was stopped reaches nothing any more.
   * Its calls fail and do not hang: AWS stops a function with its process, so that nobody waits there for what it has begun,
   * and here the others, which are in the same process, may.
   */
  async #meet(send: () => Promise<unknown>): Promise<unknown> {
    const invocation = this.#invocations.getStore();
    if (invocation === undefined) return await send();
    if (invocation.stopped) throw invocation.stopped;
    if (this.#happens('throttled')) {
      const names = ['ThrottlingException', 'ProvisionedThroughputExceededException'] as const;
      throw awsError(this.#dice.pick(names), { $metadata: { httpStatusCode: 400 } });
    }
    if (this.#happens('stopped')) {
      if (this.#dice.chance(0.5)) await send().catch(() => {});
      throw invocation.stop();
    }
    // The client's own repeat of a request whose answer was lost: a condition may fail because of the first.
    if (this.#happens('repeated')) await send().catch(() => {});
    const answer = await send();
    if (this.#happens('lost')) throw awsError('TimeoutError');
    if (invocation.stopped) throw invocation.stopped;
    return answer;
  }

  async #onTables({ name, input }: Asked, send: () => Promise<unknown>): Promise<unknown> {
    switch (name) {
      case 'BatchWriteItem':
      case 'BatchGetItem':
        return await this.#meet(() => this.#batchInParts(name === 'BatchWriteItem', input, send));
      case 'BatchExecuteStatement': {
        const { Statements: statements } = input as { Statements: unknown[] };
        return await this.#meet(() => this.#statementsInParts(statements, input, send));
      }
      default:
        return await this.#meet(send);
    }
  }

  /** Does a part of a batch, and says of the rest that it was not done. */
  async #batchInParts(
    isWrite: boolean,
    input: Record<string, unknown>,
    send: () => Promise<unknown>,
  ): Promise<unknown> {
    if (this.#invocations.getStore() === undefined || !this.#happens('inParts')) return await send();
    const [[table, all] = ['', []]] = Object.entries(
      input.RequestItems as Record<string, unknown[] | { Keys: unknown[] }>,
    );
    const requests = Array.isArray(all) ? all : all.Keys;
    const done = requests.filter(() => this.#dice.chance(0.6));
    const left = requests.filter((request) => !done.includes(request));
    const wrap = (some: unknown[]) => ({ [table]: Array.isArray(all) ? some : { ...all, Keys: some } });
    const { RequestItems: whole } = input;
    let answer = {};
    if (done.length > 0) {
      input.RequestItems = wrap(done);
      answer = (await send()) as object;
      input.RequestItems = whole;
    }
    if (left.length === 0) return answer;
    return { ...answer, [isWrite ? 'UnprocessedItems' : 'UnprocessedKeys']: wrap(left) };
  }

  async #statementsInParts(
    statements: unknown[],
    input: Record<string, unknown>,
    send: () => Promise<unknown>,
  ): Promise<unknown> {
    if (this.#invocations.getStore() === undefined || !this.#happens('inParts')) return await send();
    const done = statements.filter(() => this.#dice.chance(0.6));
    let answers: unknown[] = [];
    if (done.length > 0) {
      input.Statements = done;
      ({ Responses: answers } = (await send()) as { Responses: unknown[] });
      input.Statements = statements;
    }
    const codes = ['ThrottlingError', 'ProvisionedThroughputExceeded', 'InternalServerError'] as const;
    return {
      Responses: statements.map((statement) =>
        done.includes(statement)
          ? answers[done.indexOf(statement)]
          : { Error: { Code: this.#dice.pick(codes), Message: 'as a test wants it' } },
      ),
    };
  }

  async #onQueues({ name, input }: Asked, send: () => Promise<unknown>): Promise<unknown> {
    if (name === 'SendMessageBatchCommand') {
      const whole = input.Entries;
      input.Entries = this.#twiceAndLater(whole as { Id: string; DelaySeconds?: number }[]);
      try {
        return await this.#meet(send);
      } finally {
        input.Entries = whole;
      }
    }
    const answer = (await send()) as { Messages?: unknown[] };
    if (name !== 'ReceiveMessageCommand' || !answer.Messages) return answer;
    const Messages = answer.Messages.map((message) => ({ message, at: this.#dice.between(0, 1_000_000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ message }) => message);
    return { ...answer, Messages };
  }

  /** Some messages are there twice, the second time later; each may be late; those that are put off come soon. */
  #twiceAndLater(entries: readonly { Id: string; DelaySeconds?: number }[]): unknown[] {
    const late = () => ({ DelaySeconds: this.#dice.between(1, 2) });
    // A request takes ten at most.
    const room = entries.length <= 5;
    return entries.flatMap((entry) => {
      const sent = { ...entry, ...(entry.DelaySeconds === undefined ? {} : late()) };
      if (!room || !this.#happens('twice')) return [sent];
      return [sent, { ...sent, Id: `${entry.Id}-again`, ...late() }];
    });
  }
}
