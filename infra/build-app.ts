/** Builds the CDK app from its two stacks and checks it against cdk-nag's AwsSolutions rules. @module */

import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { parseSender } from '#shared/mail-sender.ts';
import type { LambdaName } from './lambdas.ts';
import { DataStack } from './stacks/data-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';

/** A choice on the command line arrives as text. */
const Choice = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** What is chosen on the command line: `npx cdk deploy --all -c alarmEmail=… -c publicAuthority=… -c mailFrom=…`. */
const Choices = z.object({
  alarmEmail: z.email().optional(),
  publicAuthority: z.string().optional(),
  mailFrom: z
    .string()
    .refine((text) => parseSender(text) !== null, 'must be an address, or Name <address>')
    .optional(),
  detailedMetrics: Choice.default(false),
  terminalsOnMainApi: Choice.default(false),
  reserveConcurrency: Choice.default(true),
});

/**
 * Builds the app: two stacks, checked by cdk-nag's AwsSolutions rules when they are synthesised.
 * @param codeOf - the bundle of a function
 * @param props - tests pass the context of cdk.json here; the CDK's command line passes it automatically
 */
export function buildApp(
  codeOf: (name: LambdaName) => Code,
  props: AppProps = {},
): { app: App; data: DataStack; service: ServiceStack } {
  const app = new App(props);
  const { alarmEmail, publicAuthority, mailFrom, ...choices } = Choices.parse({
    alarmEmail: app.node.tryGetContext('alarmEmail'),
    publicAuthority: app.node.tryGetContext('publicAuthority'),
    mailFrom: app.node.tryGetContext('mailFrom'),
    detailedMetrics: app.node.tryGetContext('detailedMetrics'),
    terminalsOnMainApi: app.node.tryGetContext('terminalsOnMainApi'),
    reserveConcurrency: app.node.tryGetContext('reserveConcurrency'),
  });
  const data = new DataStack(app, 'RollcallData', { description: 'Rollcall: tables' });
  const service = new ServiceStack(app, 'RollcallService', {
    description: 'Rollcall: functions, queues, API and schedules',
    data,
    codeOf,
    ...choices,
    ...(alarmEmail === undefined ? {} : { alarmEmail }),
    ...(publicAuthority === undefined ? {} : { publicAuthority }),
    ...(mailFrom === undefined ? {} : { mailFrom }),
  });
  Tags.of(app).add('application', 'rollcall');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, data, service };
}
