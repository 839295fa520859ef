/** The CDK stack of what works without a caller: queues, the functions behind them, and schedules. @module */

import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { addFunctions, type FunctionProps } from '#infra/constructs/functions.ts';
import type { RollcallFunction } from '#infra/constructs/rollcall-function.ts';
import { Schedules } from '#infra/constructs/schedules.ts';
import { DeadLetterQueue, WorkQueue } from '#infra/constructs/work-queue.ts';
import {
  linkMakers,
  type QueueName,
  queueNames,
  queues,
  type WorkingName,
  workingNames,
} from '#infra/lambdas.ts';
import { parseSender } from '#shared/mail-sender.ts';

/** What the workers of a deployment need, and what it may choose of them. */
export interface AsyncStackProps extends StackProps, FunctionProps {
  /** The API that links in mails lead to. */
  api: HttpApi;
  /** The console that notices lead to, an origin; absent where the deployment does not name it. */
  consoleUrl?: string;
}

/** What is worked on later: sheets, files, mails, webhooks, and what the clock starts. */
export class AsyncStack extends Stack {
  readonly functions: Record<WorkingName, RollcallFunction>;
  readonly work: Record<QueueName, WorkQueue>;
  /** Messages of any queue that have failed for good. */
  readonly deadLetters: DeadLetterQueue;
  /** Calls that the schedules could not make. */
  readonly lostCalls: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: AsyncStackProps) {
    super(scope, id, props);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    const add = (constructId: string, name: QueueName) =>
      new WorkQueue(this, constructId, name, props.names.queue(name), deadLetters);
    this.deadLetters = deadLetters;
    this.work = {
      sheets: add('Sheets', 'sheets'),
      gather: add('Gather', 'gather'),
      exports: add('Exports', 'exports'),
      imports: add('Imports', 'imports'),
      clock: add('Clock', 'clock'),
      deliveries: add('Deliveries', 'deliveries'),
    };
    this.functions = addFunctions(this, workingNames, props);
    for (const name of queueNames) this.work[name].feed(this.functions[queues[name].consumer]);

    const publicUrl = props.authorities[0];
    for (const name of linkMakers) {
      this.functions[name].function.addEnvironment(
        'PUBLIC_URL',
        publicUrl === undefined ? props.api.apiEndpoint : `https://${publicUrl}`,
      );
      this.functions[name].function.addEnvironment('CONSOLE_URL', props.consoleUrl ?? '');
    }
    if (props.mailFrom !== undefined) grantSending(this.functions.deliveries, props.mailFrom);
    this.lostCalls = new Schedules(this, 'Schedules', this.functions.tick).deadLetters;
    new CfnOutput(this, 'DeadLettersUrl', {
      value: deadLetters.queueUrl,
      description: 'Messages that have failed for good',
    });
    new CfnOutput(this, 'LostCallsUrl', {
      value: this.lostCalls.queueUrl,
      description: 'Calls that the schedules could not make',
    });
  }
}

/** The right to send as the configured sender, and as nobody else, by its identity in SES: the address itself or its domain. */
function grantSending({ role }: RollcallFunction, mailFrom: string): void {
  const sender = parseSender(mailFrom);
  if (sender === null) throw new Error(`mailFrom takes an address or Name <address>, not "${mailFrom}"`);
  const { address } = sender;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  role.addToPolicy(
    new PolicyStatement({
      // A mail that is sent as it is written needs the second one as well.
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resources: [address, domain].map((resourceName) =>
        Stack.of(role).formatArn({ service: 'ses', resource: 'identity', resourceName }),
      ),
      conditions: { StringEquals: { 'ses:FromAddress': address } },
    }),
  );
}
