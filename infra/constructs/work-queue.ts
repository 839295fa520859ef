/** An SQS queue with its dead-letter queue, and the function that works on its messages. @module */

import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type QueueDefinition, type QueueName, queues } from '#infra/lambdas.ts';
import type { RollcallFunction } from './rollcall-function.ts';

/** A dead-letter queue: what is in it has failed for good and waits two weeks for somebody to look. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, { enforceSSL: true, retentionPeriod: Duration.days(14) });
  }
}

/** A queue with its dead-letter queue. */
export class WorkQueue extends Construct {
  readonly name: QueueName;
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, name: QueueName) {
    super(scope, id);
    this.name = name;
    const { maxReceiveCount, visibilityTimeoutSeconds } = queues[name];
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
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
