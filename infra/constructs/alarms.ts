/** CloudWatch alarms that tell a person when Rollcall on AWS needs one. Each has a section in docs/operations.md. @module */

import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionEvent } from '#functions/observe/events.ts';
import type { MetricName } from '#functions/observe/metrics.ts';
import type { RollcallFunction } from './rollcall-function.ts';

const period = Duration.minutes(5);
/** How often it is counted what is silent; one count more, because it may come late. */
const countedEvery = Duration.minutes(15);

const deadIn = (queue: Queue) => queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'max' });

/** When an alarm goes off, if not at once. */
interface Threshold {
  above: number;
  /** Periods in a row; default: one. */
  periods?: number;
}

/** Who is told, and what the deployment is called in the names of alarms and metrics. */
interface AlarmsProps {
  email?: string | undefined;
  /** The namespace of what functions measure. */
  metrics: string;
}

/** Alerts somebody when a person is needed. Without an address the alarms show only in the CloudWatch console. */
export class Alarms extends Construct {
  readonly topic: Topic;
  /** The alarms, in the order in which they were added. */
  readonly all: Alarm[] = [];
  private readonly metrics: string;

  constructor(scope: Construct, id: string, { email, metrics }: AlarmsProps) {
    super(scope, id);
    this.metrics = metrics;
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
    this.add('DeadLetters', deadIn(queue), { above: 0 }, description);
  }

  /** Goes off when a call could not be made. */
  onLostCalls(name: string, queue: Queue): void {
    const description = `${name} could not call what they are to call.`;
    this.add(`${name}DeadLetters`, deadIn(queue), { above: 0 }, description);
  }

  /** Goes off when work piles up. */
  onDelay(name: string, queue: Queue, most: Duration): void {
    const metric = queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'max' });
    const description = `The oldest message of ${name} has been waiting for more than ${most.toMinutes()} minutes.`;
    this.add(`${name}Delay`, metric, { above: most.toSeconds() }, description);
  }

  /** Goes off when the API fails for its callers. */
  onServerErrors(api: HttpApi): void {
    const metric = api.metricServerError({ period, statistic: 'sum' });
    const description = 'More than five requests in five minutes were answered with a 5xx.';
    this.add('ServerErrors', metric, { above: 5 }, description);
  }

  /** Goes off when the tick no longer runs: no download starts, and no stale task ends. */
  onTickSilence(tick: RollcallFunction): void {
    const id = 'TickSilent';
    const alarm = new Alarm(this, id, {
      alarmName: this.nameOf(id),
      alarmDescription: this.withRunbook(
        id,
        'The tick has not run for ten minutes: no scheduled download starts.',
      ),
      metric: tick.function.metricInvocations({ period, statistic: 'sum' }),
      threshold: 1,
      evaluationPeriods: 2,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
    this.tell(alarm);
  }

  /** Goes off when a function keeps failing. */
  onErrors(name: string, target: RollcallFunction): void {
    const metric = target.function.metricErrors({ period, statistic: 'sum' });
    this.add(`${name}Errors`, metric, { above: 2 }, `${name} failed more than twice in five minutes.`);
  }

  /** Goes off when a function's log names an event. */
  onEvent(id: string, target: RollcallFunction, event: FunctionEvent, description: string): void {
    const filter = new MetricFilter(this, `${id}Filter`, {
      logGroup: target.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', event),
      metricNamespace: this.metrics,
      metricName: id,
      metricValue: '1',
    });
    this.add(id, filter.metric({ period, statistic: 'sum' }), { above: 0 }, description);
  }

  /** Goes off when what waits at a site has been waiting for long, although its bridge reports. */
  onUnsent(most: Duration): void {
    const description = `A bridge has held punches for more than ${most.toMinutes()} minutes that the cloud has not taken.`;
    const metric = this.measured('oldestUnsentSeconds', period);
    this.add('OutboxWaits', metric, { above: most.toSeconds() }, description);
  }

  /** Goes off when a bridge was silent at two counts in a row: a restart is no news. */
  onSilentBridges(): void {
    const description =
      'A bridge has not been heard of for a quarter of an hour or more: nothing arrives from its site.';
    this.add(
      'BridgesSilent',
      this.measured('bridgesSilent', countedEvery),
      { above: 0, periods: 2 },
      description,
    );
  }

  /** The greatest value of a figure that functions measure. */
  private measured(metricName: MetricName, every: Duration): Metric {
    return new Metric({ namespace: this.metrics, metricName, period: every, statistic: 'max' });
  }

  private nameOf(id: string): string {
    return `${this.metrics.replace('/', '-')}-${id}`;
  }

  private withRunbook(id: string, description: string): string {
    return `${description} What to do: docs/operations.md#${id.toLowerCase()}`;
  }

  private tell(alarm: Alarm): void {
    alarm.addAlarmAction(new SnsAction(this.topic));
    this.all.push(alarm);
  }

  private add(id: string, metric: Metric, { above, periods = 1 }: Threshold, description: string): void {
    const alarm = new Alarm(this, id, {
      alarmName: this.nameOf(id),
      alarmDescription: this.withRunbook(id, description),
      metric,
      threshold: above,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.tell(alarm);
  }
}
