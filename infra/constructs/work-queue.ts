/** An SQS queue, where its messages go that fail for good, and the function that works on them. @module */

import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type QueueDefinition, type QueueName, queues } from '#infra/lambdas.ts';
import type { RollcallFunction } from './rollcall-function.ts';

/**
 * A dead-letter queue: what is in it has failed for good and waits two weeks for somebody to look. All work queues share one, because
 * each queue that an alarm watches costs as much as a month of a small company's sheets; a redrive brings every message back to
 * the queue that it came from.
 */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, { enforceSSL: true, retentionPeriod: Duration.days(14) });
  }
}

/** A queue whose messages that fail for good go to the dead letters. */
export class WorkQueue extends Construct {
  readonly name: QueueName;
  readonly queue: Queue;

  /** @param queueName - under which other stacks know it */
  constructor(
    scope: Construct,
    id: string,
    name: QueueName,
    queueName: string,
    deadLetters: DeadLetterQueue,
  ) {
    super(scope, id);
    this.name = name;
    const { maxReceiveCount, visibilityTimeoutSeconds } = queues[name];
    this.queue = new Queue(this, 'Queue', {
      queueName,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount },
    });
  }

  /** Lets a function work on the messages; it reports the ones that failed, and only these come again. */
  feed(consumer: RollcallFunction): void {
    const { batchSize, maxConcurrency, gatherSeconds }: QueueDefinition = queues[this.name];
    consumer.function.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        maxConcurrency,
        reportBatchItemFailures: true,
        ...(gatherSeconds === undefined ? {} : { maxBatchingWindow: Duration.seconds(gatherSeconds) }),
      }),
    );
  }
}
