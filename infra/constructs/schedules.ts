/** EventBridge schedules that send the minute tick and the nightly event to the `tick` function. @module */

import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { type ScheduleKind, schedules } from '#infra/lambdas.ts';
import type { RollcallFunction } from './rollcall-function.ts';
import { DeadLetterQueue } from './work-queue.ts';

/** Sends the scheduled events to `tick`. What cannot be delivered goes to a dead-letter queue. */
export class Schedules extends Construct {
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, tick: RollcallFunction) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself the dead-letter queue of the schedules, which the rule does not recognise.',
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [tick.function.functionArn],
      }),
    );
    this.deadLetters.grantSendMessages(role);
    for (const [kind, { everyMinutes }] of Object.entries(schedules) as [
      ScheduleKind,
      { everyMinutes: number },
    ][]) {
      new CfnSchedule(this, kind, {
        description: `Rollcall ${kind}`,
        scheduleExpression: `rate(${everyMinutes} ${everyMinutes === 1 ? 'minute' : 'minutes'})`,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: tick.function.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ kind }),
          deadLetterConfig: { arn: this.deadLetters.queueArn },
          // The next event finds the same work, so a late one is of no use.
          retryPolicy: { maximumEventAgeInSeconds: Math.max(60, everyMinutes * 60), maximumRetryAttempts: 2 },
        },
      });
    }
    tick.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  }
}
