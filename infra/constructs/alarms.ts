/** CloudWatch alarms that tell a person when Rollcall on AWS needs one. @module */

import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { RollcallFunction } from './rollcall-function.ts';

const period = Duration.minutes(5);

const deadIn = (queue: Queue) => queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'max' });

/** Alerts somebody when a person is needed. Without an address the alarms show only in the CloudWatch console. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, email: string | undefined) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Rollcall alarms', enforceSSL: true });
    // A topic with a policy of its own no longer admits its account's alarms automatically.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
  }

  /** Goes off when a message of any queue has failed for good. */
  onDeadLetters(queue: Queue): void {
    const description =
      'Messages have failed for good. The attribute DeadLetterQueueSourceArn names the queue of each: look at the log of its ' +
      'function, then redrive.';
    this.add('DeadLetters', deadIn(queue), 0, description);
  }

  /** Goes off when a call could not be made. */
  onLostCalls(name: string, queue: Queue): void {
    this.add(`${name}DeadLetters`, deadIn(queue), 0, `${name} could not call what they are to call.`);
  }

  /** Goes off when work piles up. */
  onDelay(name: string, queue: Queue, most: Duration): void {
    const metric = queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'max' });
    const description = `The oldest message of ${name} has been waiting for more than ${most.toMinutes()} minutes.`;
    this.add(`${name}Delay`, metric, most.toSeconds(), description);
  }

  /** Goes off when the API fails for its callers. */
  onServerErrors(api: HttpApi): void {
    const metric = api.metricServerError({ period, statistic: 'sum' });
    this.add('ServerErrors', metric, 5, 'More than five requests in five minutes were answered with a 5xx.');
  }

  /** Goes off when the tick no longer runs: no download starts, and no stale task ends. */
  onSilence(tick: RollcallFunction): void {
    const alarm = new Alarm(this, 'TickSilent', {
      alarmDescription: 'The tick has not run for ten minutes: no scheduled download starts.',
      metric: tick.function.metricInvocations({ period, statistic: 'sum' }),
      threshold: 1,
      evaluationPeriods: 2,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /** Goes off when a function keeps failing. */
  onErrors(name: string, target: RollcallFunction): void {
    const metric = target.function.metricErrors({ period, statistic: 'sum' });
    this.add(`${name}Errors`, metric, 2, `${name} failed more than twice in five minutes.`);
  }

  /** Goes off when a function's log names an event. */
  onEvent(id: string, target: RollcallFunction, event: string, description: string): void {
    const filter = new MetricFilter(this, `${id}Filter`, {
      logGroup: target.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', event),
      metricNamespace: 'Rollcall',
      metricName: id,
      metricValue: '1',
    });
    this.add(id, filter.metric({ period, statistic: 'sum' }), 0, description);
  }

  private add(id: string, metric: Metric, above: number, alarmDescription: string): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold: above,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
