/** The CDK stack that watches a deployment: its alarms, who is told, and its dashboards. @module */

import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from '#infra/constructs/alarms.ts';
import { Dashboards } from '#infra/constructs/dashboards.ts';
import type { DeploymentNames } from '#infra/names.ts';
import type { ApiStack } from './api-stack.ts';
import type { AsyncStack } from './async-stack.ts';

/** What is watched, and who is told. */
export interface ObservabilityStackProps extends StackProps {
  names: DeploymentNames;
  api: ApiStack;
  async: AsyncStack;
  /** Where alarms go. */
  alarmEmail?: string;
}

/** What watches the others, and is needed by none of them. */
export class ObservabilityStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { names, api, async, alarmEmail, ...props }: ObservabilityStackProps,
  ) {
    super(scope, id, props);
    const alarms = new Alarms(this, 'Alarms', { email: alarmEmail, metrics: names.metrics });
    alarms.onDeadLetters(async.deadLetters);
    alarms.onLostCalls('Schedules', async.lostCalls);
    alarms.onDelay('Sheets', async.work.sheets.queue, Duration.minutes(15));
    alarms.onDelay('Clock', async.work.clock.queue, Duration.minutes(10));
    alarms.onDelay('Deliveries', async.work.deliveries.queue, Duration.minutes(10));
    alarms.onServerErrors(api.api);
    alarms.onErrors('Tick', async.functions.tick);
    alarms.onTickSilence(async.functions.tick);
    alarms.onEvent(
      'GuessedKeys',
      api.functions.iclock,
      'push.guessed-keys',
      'Somebody tries communication keys of a terminal. Look at wrongKeys of GET /v1/terminals/{serial}/push.',
    );
    alarms.onUnsent(Duration.hours(1));
    alarms.onSilentBridges();

    new Dashboards(this, 'Dashboards', {
      metrics: names.metrics,
      alarms: alarms.all,
      api: api.api,
      functions: [...Object.values(api.functions), ...Object.values(async.functions)],
      queues: Object.fromEntries(Object.entries(async.work).map(([name, { queue }]) => [name, queue])),
      deadLetters: async.deadLetters,
    });
  }
}
