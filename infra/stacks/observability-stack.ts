/** The CDK stack that watches a deployment: its alarms, and who is told. @module */

import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from '#infra/constructs/alarms.ts';
import type { ApiStack } from './api-stack.ts';
import type { AsyncStack } from './async-stack.ts';

/** What is watched, and who is told. */
export interface ObservabilityStackProps extends StackProps {
  api: ApiStack;
  async: AsyncStack;
  /** Where alarms go. */
  alarmEmail?: string;
}

/** What watches the others, and is needed by none of them. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, { api, async, alarmEmail, ...props }: ObservabilityStackProps) {
    super(scope, id, props);
    const alarms = new Alarms(this, 'Alarms', alarmEmail);
    alarms.onDeadLetters(async.deadLetters);
    alarms.onLostCalls('Schedules', async.lostCalls);
    alarms.onDelay('Sheets', async.work.sheets.queue, Duration.minutes(15));
    alarms.onDelay('Clock', async.work.clock.queue, Duration.minutes(10));
    alarms.onDelay('Deliveries', async.work.deliveries.queue, Duration.minutes(10));
    alarms.onServerErrors(api.api);
    alarms.onErrors('Tick', async.functions.tick);
    alarms.onSilence(async.functions.tick);
    alarms.onEvent(
      'GuessedKeys',
      api.functions.iclock,
      'push.guessed-keys',
      'Somebody tries communication keys of a terminal. Look at wrongKeys of GET /v1/terminals/{serial}/push.',
    );
  }
}
