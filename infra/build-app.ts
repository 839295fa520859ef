/** Builds the CDK app from its stacks and checks it against cdk-nag's AwsSolutions rules. @module */

import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { parseSender } from '#shared/mail-sender.ts';
import type { LambdaName } from './lambdas.ts';
import { deploymentNames } from './names.ts';
import { signInChoice } from './sign-in-choices.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { AsyncStack } from './stacks/async-stack.ts';
import { ConsoleStack } from './stacks/console-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { IdentityStack } from './stacks/identity-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';

/** A choice on the command line arrives as text. */
const Choice = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** What is chosen on the command line: `npx cdk deploy --all -c alarmEmail=… -c publicAuthority=… -c mailFrom=…`. */
const Choices = z
  .object({
    console: Choice.default(true),
    consoleDomain: z.string().optional(),
    consoleCertificate: z
      .string()
      .regex(
        /^arn:[\w-]+:acm:us-east-1:/,
        'must be the ARN of a certificate in us-east-1, where CloudFront looks for it',
      )
      .optional(),
    consoleIssuers: z
      .string()
      .default('')
      .transform((text) => text.split(',').filter((address) => address.trim() !== ''))
      .pipe(z.array(z.url({ protocol: /^https$/ }))),
    alarmEmail: z.email().optional(),
    publicAuthority: z.string().optional(),
    mailFrom: z
      .string()
      .refine((text) => parseSender(text) !== null, 'must be an address, or Name <address>')
      .optional(),
    detailedMetrics: Choice.default(false),
    terminalsOnMainApi: Choice.default(false),
    reserveConcurrency: Choice.default(true),
  })
  .refine(
    ({ consoleDomain, consoleCertificate }) =>
      (consoleDomain === undefined) === (consoleCertificate === undefined),
    'consoleDomain and consoleCertificate belong together',
  );

/** What is deployed, as it was built. */
export interface BuiltParts {
  /** The bundle of a function. */
  codeOf: (name: LambdaName) => Code;
  /** The folder of the console. */
  consoleFiles: string;
}

/** The app and its stacks. */
export interface BuiltApp {
  app: App;
  data: DataStack;
  api: ApiStack;
  async: AsyncStack;
  observability: ObservabilityStack;
  /** Absent where people sign in elsewhere, or not at all. */
  identity?: IdentityStack;
  /** Absent where the deployment leaves the console out. */
  console?: ConsoleStack;
}

/**
 * Builds the app: its stacks, checked by cdk-nag's AwsSolutions rules when they are synthesised.
 * @param props - tests pass the context of cdk.json here; the CDK's command line passes it automatically
 */
export function buildApp({ codeOf, consoleFiles }: BuiltParts, props: AppProps = {}): BuiltApp {
  const app = new App(props);
  const chosen = Object.keys(Choices.shape).map((name) => [name, app.node.tryGetContext(name) as unknown]);
  const { alarmEmail, publicAuthority, mailFrom, ...choices } = Choices.parse(Object.fromEntries(chosen));
  const { console, consoleDomain, consoleCertificate, consoleIssuers, ...more } = choices;
  const { reserveConcurrency, ...apiChoices } = more;
  const names = deploymentNames();
  const data = new DataStack(app, names.stack('Data'), { description: 'Rollcall: tables and files' });
  const way = signInChoice(app.node);
  const identity =
    way !== undefined && 'pool' in way
      ? new IdentityStack(app, names.stack('Identity'), {
          description: "Rollcall: people's accounts",
          pool: way.pool,
        })
      : undefined;
  const signIn = identity?.choice ?? (way !== undefined && 'issuer' in way ? way.issuer : undefined);
  const forFunctions = {
    names,
    data,
    codeOf,
    reserveConcurrency,
    ...(signIn === undefined ? {} : { signIn }),
    ...(publicAuthority === undefined ? {} : { publicAuthority }),
    ...(mailFrom === undefined ? {} : { mailFrom }),
  };
  const api = new ApiStack(app, names.stack('Api'), {
    description: 'Rollcall: APIs and the functions that answer callers',
    ...forFunctions,
    ...apiChoices,
  });
  const async = new AsyncStack(app, names.stack('Async'), {
    description: 'Rollcall: queues, schedules and the functions that work on them',
    ...forFunctions,
    api: api.api,
  });
  const observability = new ObservabilityStack(app, names.stack('Observability'), {
    description: 'Rollcall: alarms and dashboards',
    names,
    api,
    async,
    ...(alarmEmail === undefined ? {} : { alarmEmail }),
  });
  const built: BuiltApp = {
    app,
    data,
    api,
    async,
    observability,
    ...(identity === undefined ? {} : { identity }),
  };
  if (console) {
    built.console = new ConsoleStack(app, names.stack('Console'), {
      description: 'Rollcall: console',
      api: api.api,
      files: consoleFiles,
      issuers: [...(way !== undefined && 'issuer' in way ? [way.issuer.issuer] : []), ...consoleIssuers],
      ...(identity === undefined ? {} : { accountOrigins: identity.connectSources }),
      ...(consoleDomain === undefined || consoleCertificate === undefined
        ? {}
        : { domain: { name: consoleDomain, certificateArn: consoleCertificate } }),
    });
  }
  Tags.of(app).add('application', 'rollcall');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return built;
}
