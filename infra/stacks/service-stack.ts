/** The CDK stack of everything that can be rebuilt: functions, queues, gateway, schedules and alarms. @module */

import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Alarms } from '#infra/constructs/alarms.ts';
import { ExportFiles } from '#infra/constructs/export-files.ts';
import { grantTable, rights } from '#infra/constructs/grants.ts';
import { HttpGateway } from '#infra/constructs/http-gateway.ts';
import { RollcallFunction } from '#infra/constructs/rollcall-function.ts';
import { Schedules } from '#infra/constructs/schedules.ts';
import { DeadLetterQueue, WorkQueue } from '#infra/constructs/work-queue.ts';
import {
  type LambdaName,
  type LambdaVariables,
  lambdaNames,
  linkMakers,
  queueNames,
  queues,
  secretHolders,
  tokenReaders,
} from '#infra/lambdas.ts';
import { type IssuerChoice, signInVariables } from '#infra/sign-in-variables.ts';
import { parseSender } from '#shared/mail-sender.ts';
import type { DataStack } from './data-stack.ts';

/** What a deployment may choose. */
export interface ServiceStackProps extends StackProps {
  data: DataStack;
  /** The bundle of a function. */
  codeOf: (name: LambdaName) => Code;
  /** Where alarms go. */
  alarmEmail?: string;
  /** Authorities of your own domain in front of the API, separated by commas. */
  publicAuthority?: string;
  /** Who sends reports by e-mail: an address or `Name <address>`, which SES has verified, itself or by its domain; default: nobody. */
  mailFrom?: string;
  /** Who signs people in; default: nobody, and there are API keys only. */
  signIn?: IssuerChoice;
  /** Whether CloudWatch gets metrics of each route; default: no. */
  detailedMetrics?: boolean;
  /** Whether terminals may also push to the address of people and bridges; default: no. */
  terminalsOnMainApi?: boolean;
  /** Whether instances are kept for the functions that answer callers; default: yes. */
  reserveConcurrency?: boolean;
}

/** Everything that can be thrown away and built again: functions, queues, gateway, schedules. */
export class ServiceStack extends Stack {
  /** The API of people, integrations and bridges. */
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    const work = {
      sheets: new WorkQueue(this, 'Sheets', 'sheets', deadLetters),
      gather: new WorkQueue(this, 'Gather', 'gather', deadLetters),
      exports: new WorkQueue(this, 'Exports', 'exports', deadLetters),
      imports: new WorkQueue(this, 'Imports', 'imports', deadLetters),
      clock: new WorkQueue(this, 'Clock', 'clock', deadLetters),
      deliveries: new WorkQueue(this, 'Deliveries', 'deliveries', deadLetters),
    };
    const files = new ExportFiles(this, 'ExportFiles');
    const environment: LambdaVariables = {
      MAIN_TABLE: props.data.main.tableName,
      OPERATIONS_TABLE: props.data.operations.tableName,
      SHEETS_QUEUE_URL: work.sheets.queue.queueUrl,
      GATHER_QUEUE_URL: work.gather.queue.queueUrl,
      EXPORTS_QUEUE_URL: work.exports.queue.queueUrl,
      IMPORTS_QUEUE_URL: work.imports.queue.queueUrl,
      CLOCK_QUEUE_URL: work.clock.queue.queueUrl,
      DELIVERIES_QUEUE_URL: work.deliveries.queue.queueUrl,
      MAIL_FROM: props.mailFrom ?? '',
      EXPORTS_BUCKET: files.bucket.bucketName,
      // The API's own domain cannot stand here: function and API would depend on each other. Empty means that domain.
      PUBLIC_AUTHORITY: props.publicAuthority ?? '',
    };
    const functions = Object.fromEntries(
      lambdaNames.map((name) => [
        name,
        new RollcallFunction(
          this,
          `${capital(name)}Function`,
          name,
          props.codeOf(name),
          environment,
          props.reserveConcurrency ?? true,
        ),
      ]),
    ) as Record<LambdaName, RollcallFunction>;

    // CloudFormation puts the secret in when it deploys; the template holds only its name.
    const secret = props.data.secret.secretValue.unsafeUnwrap();
    for (const name of secretHolders) functions[name].function.addEnvironment('DEPLOYMENT_SECRET', secret);

    for (const name of tokenReaders) {
      for (const [variable, value] of Object.entries(signInVariables(props.signIn))) {
        functions[name].function.addEnvironment(variable, value);
      }
    }

    for (const name of lambdaNames) {
      const { role } = functions[name];
      grantTable(role, props.data.main, props.data.main.definition, name);
      grantTable(role, props.data.operations, props.data.operations.definition, name);
      for (const queue of rights[name].sendsTo) {
        role.addToPolicy(
          new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [work[queue].queue.queueArn] }),
        );
      }
      grantFiles(functions[name], files, rights[name].files);
    }
    for (const name of queueNames) work[name].feed(functions[queues[name].consumer]);

    const gateway = new HttpGateway(this, 'Gateway', functions, {
      detailedMetrics: props.detailedMetrics ?? false,
      terminalsOnMainApi: props.terminalsOnMainApi ?? false,
    });
    this.api = gateway.api;
    // The gateway knows the functions that it calls; those that it does not call may know it.
    const publicUrl = props.publicAuthority?.split(',')[0]?.trim() || undefined;
    for (const name of linkMakers) {
      functions[name].function.addEnvironment(
        'PUBLIC_URL',
        publicUrl === undefined ? gateway.api.apiEndpoint : `https://${publicUrl}`,
      );
    }
    if (props.mailFrom !== undefined) grantSending(functions.deliveries, props.mailFrom);
    const schedules = new Schedules(this, 'Schedules', functions.tick);

    const alarms = new Alarms(this, 'Alarms', props.alarmEmail);
    alarms.onDeadLetters(deadLetters);
    alarms.onLostCalls('Schedules', schedules.deadLetters);
    alarms.onDelay('Sheets', work.sheets.queue, Duration.minutes(15));
    alarms.onDelay('Clock', work.clock.queue, Duration.minutes(10));
    alarms.onDelay('Deliveries', work.deliveries.queue, Duration.minutes(10));
    alarms.onServerErrors(gateway.api);
    alarms.onErrors('Tick', functions.tick);
    alarms.onSilence(functions.tick);
    alarms.onEvent(
      'GuessedKeys',
      functions.iclock,
      'push.guessed-keys',
      'Somebody tries communication keys of a terminal. Look at wrongKeys of GET /v1/terminals/{serial}/push.',
    );

    new CfnOutput(this, 'Url', { value: gateway.api.apiEndpoint, description: 'Address of the API' });
    new CfnOutput(this, 'TerminalUrl', {
      value: gateway.terminals.apiEndpoint,
      description: 'Server address for terminals that push',
    });
    // What `npm run first-key` asks for.
    new CfnOutput(this, 'MainTable', { value: environment.MAIN_TABLE });
    new CfnOutput(this, 'OperationsTable', { value: environment.OPERATIONS_TABLE });
    new CfnOutput(this, 'SheetsQueueUrl', { value: environment.SHEETS_QUEUE_URL });
  }
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
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

/** Rights on the exported files: on all of them, because only the code knows whose file is whose. */
function grantFiles(
  target: RollcallFunction,
  files: ExportFiles,
  granted: readonly ('read' | 'write')[],
): void {
  const actions = [
    ...(granted.includes('read') ? ['s3:GetObject'] : []),
    ...(granted.includes('write') ? ['s3:PutObject', 's3:AbortMultipartUpload'] : []),
  ];
  if (actions.length === 0) return;
  target.role.addToPolicy(new PolicyStatement({ actions, resources: [files.bucket.arnForObjects('*')] }));
  Validations.of(target.role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${files.logicalId}.Arn>/*]`,
    reason: 'Names of exported files are made at run time; the bucket holds nothing else.',
  });
}
