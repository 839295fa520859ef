/** Two CloudWatch dashboards: whether attendance is current, for people, and how the machinery does, for engineers. @module */

import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MetricName } from '#functions/observe/metrics.ts';
import type { RollcallFunction } from './rollcall-function.ts';

/** What the dashboards show. */
interface DashboardsProps {
  /** The namespace of what functions measure. */
  metrics: string;
  alarms: readonly Alarm[];
  api: HttpApi;
  functions: readonly RollcallFunction[];
  /** By what people call each. */
  queues: Readonly<Record<string, Queue>>;
  deadLetters: Queue;
}

const height = 6;
const half = 12;
const quarter = 6;

/** The dashboards of a deployment. */
export class Dashboards extends Construct {
  constructor(scope: Construct, id: string, props: DashboardsProps) {
    super(scope, id);
    const name = props.metrics.replace('/', '-');
    new Dashboard(this, 'People', {
      dashboardName: `${name}-attendance`,
      defaultInterval: Duration.days(1),
      widgets: peopleRows(props),
    });
    new Dashboard(this, 'Engineers', {
      dashboardName: `${name}-machinery`,
      defaultInterval: Duration.hours(6),
      widgets: engineerRows(props),
    });
  }
}

/** @param statistic - over five minutes, or over the quarter of an hour in which sites are counted */
function figure(
  namespace: string,
  metricName: MetricName,
  label: string,
  statistic: 'Sum' | 'Maximum' | 'p95',
  minutes: 5 | 15 = 5,
): Metric {
  return new Metric({ namespace, metricName, label, statistic, period: Duration.minutes(minutes) });
}

function graph(title: string, left: IMetric[], width = half): GraphWidget {
  return new GraphWidget({ title, left, width, height, leftYAxis: { min: 0 } });
}

function peopleRows({ metrics }: DashboardsProps): IWidget[][] {
  const value = (title: string, metric: Metric) =>
    new SingleValueWidget({ title, metrics: [metric], width: quarter, height: 4 });
  return [
    [
      new TextWidget({
        width: 24,
        height: 3,
        markdown:
          '# Is attendance current?\nIt is when no bridge and no terminal is silent, nothing has been waiting at a site for long, and few days wait ' +
          "for a terminal's log. The console names the sites: **Terminals**, **Bridges**.",
      }),
    ],
    [
      value('Silent bridges', figure(metrics, 'bridgesSilent', 'bridges', 'Maximum', 15)),
      value('Silent terminals', figure(metrics, 'terminalsSilent', 'terminals', 'Maximum', 15)),
      value('Days that wait for a log', figure(metrics, 'pendingDays', 'days', 'Maximum', 15)),
      value('Oldest punch at a site, in seconds', figure(metrics, 'oldestUnsentSeconds', 'age', 'Maximum')),
    ],
    [
      graph('Punches', [
        figure(metrics, 'punchesStored', 'new', 'Sum'),
        figure(metrics, 'punchesQuarantined', 'in quarantine', 'Sum'),
      ]),
      graph('From the terminal to the cloud, and on to the sheet, in seconds', [
        figure(metrics, 'ingestLagSeconds', 'to the cloud (95 of 100)', 'p95'),
        figure(metrics, 'sheetLagSeconds', 'on to the sheet (95 of 100)', 'p95'),
      ]),
    ],
  ];
}

function engineerRows({
  metrics,
  alarms,
  api,
  functions,
  queues,
  deadLetters,
}: DashboardsProps): IWidget[][] {
  const period = Duration.minutes(5);
  const ofFunctions = (read: (target: RollcallFunction) => Metric) =>
    functions.map((target) => read(target).with({ label: target.name }));
  const ofQueues = (read: (queue: Queue) => Metric) =>
    Object.entries(queues).map(([label, queue]) => read(queue).with({ label }));
  return [
    [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 })],
    [
      graph('Requests', [
        api.metricCount({ period, label: 'all' }),
        api.metricClientError({ period, label: '4xx', statistic: 'Sum' }),
        api.metricServerError({ period, label: '5xx', statistic: 'Sum' }),
      ]),
      graph('Latency of the API in milliseconds (95 of 100)', [
        api.metricLatency({ period, statistic: 'p95' }),
      ]),
    ],
    [
      graph(
        'Errors of functions',
        ofFunctions((target) => target.function.metricErrors({ period })),
      ),
      graph(
        'Time of functions in milliseconds (95 of 100)',
        ofFunctions((target) => target.function.metricDuration({ period, statistic: 'p95' })),
      ),
    ],
    [
      graph('Throttles', [
        ...ofFunctions((target) => target.function.metricThrottles({ period })),
        figure(metrics, 'throttles', 'tables', 'Sum'),
      ]),
      graph(
        'Age of the oldest message in seconds',
        ofQueues((queue) => queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' })),
      ),
    ],
    [
      graph('Messages that have failed for good', [
        deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      ]),
      graph('What came in', [
        figure(metrics, 'punchesStored', 'new', 'Sum'),
        figure(metrics, 'punchesDuplicate', 'known before', 'Sum'),
        figure(metrics, 'punchesQuarantined', 'in quarantine', 'Sum'),
      ]),
    ],
  ];
}
