/** Builds the CDK app from its stacks and checks it against cdk-nag's AwsSolutions rules. @module */

import { App, type AppProps, CfnParameter, type Stack, Tags, Validations } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type DeploymentSettings, withoutFile } from './config/deployment.ts';
import { refuseFormerChoices } from './config/former-choices.ts';
import { deployFileName } from './config/read-deploy-file.ts';
import type { LambdaName } from './lambdas.ts';
import { deploymentNames } from './names.ts';
import type { IssuerChoice } from './sign-in-variables.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { AsyncStack } from './stacks/async-stack.ts';
import { ConsoleStack } from './stacks/console-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { IdentityStack } from './stacks/identity-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';

/** What is deployed, as it was built. */
export interface BuiltParts {
  /** The bundle of a function. */
  codeOf: (name: LambdaName) => Code;
  /** The folder of the console. */
  consoleFiles: string;
}

/** What is to be deployed. */
export interface Chosen {
  name: string;
  deployment: DeploymentSettings;
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

/** The deployment whose stacks have the names of before deployments had names. */
const unnamed = 'default';

/**
 * Builds the app: its stacks, checked by cdk-nag's AwsSolutions rules when they are synthesised.
 * @param chosen - absent: there is no file; what is synthesised then cannot be deployed
 * @param props - tests pass the context of cdk.json here; the CDK's command line passes it automatically
 */
export function buildApp(
  { codeOf, consoleFiles }: BuiltParts,
  chosen: Chosen | undefined,
  props: AppProps = {},
): BuiltApp {
  const app = new App(props);
  refuseFormerChoices(app.node);
  const { name, deployment } = chosen ?? { name: unnamed, deployment: withoutFile };
  const { account, region, limits, retention } = deployment;
  const names = deploymentNames(name === unnamed ? undefined : name);
  const common = {
    env: {
      ...(account === undefined ? {} : { account }),
      ...(region === undefined ? {} : { region }),
    },
  };
  const data = new DataStack(app, names.stack('Data'), {
    ...common,
    description: 'Rollcall: tables and files',
    retention,
  });
  const way = deployment.signIn;
  const identity =
    way !== 'none' && 'pool' in way
      ? new IdentityStack(app, names.stack('Identity'), {
          ...common,
          description: "Rollcall: people's accounts",
          pool: way.pool,
        })
      : undefined;
  const issuer = way !== 'none' && 'issuer' in way ? issuerOf(way.issuer) : undefined;
  const signIn = identity?.choice ?? issuer;
  const { people, terminals, proxies } = deployment.api;
  const forFunctions = {
    ...common,
    names,
    data,
    codeOf,
    limits,
    retention,
    authorities: [...(people === 'none' ? [] : [people.domain]), ...(proxies === 'none' ? [] : proxies)],
    ...(signIn === undefined ? {} : { signIn }),
    ...(deployment.mail === 'none' ? {} : { mailFrom: deployment.mail.from }),
  };
  const api = new ApiStack(app, names.stack('Api'), {
    ...forFunctions,
    description: 'Rollcall: APIs and the functions that answer callers',
    domains: { people, terminals },
    hasConsole: deployment.console !== 'none',
  });
  const async = new AsyncStack(app, names.stack('Async'), {
    ...forFunctions,
    description: 'Rollcall: queues, schedules and the functions that work on them',
    api: api.api,
    ...consoleUrlOf(deployment),
  });
  const observability = new ObservabilityStack(app, names.stack('Observability'), {
    ...common,
    description: 'Rollcall: alarms and dashboards',
    names,
    api,
    async,
    ...(deployment.alarms === 'none' ? {} : { alarmEmail: deployment.alarms.email }),
  });
  const built: BuiltApp = {
    app,
    data,
    api,
    async,
    observability,
    ...(identity === undefined ? {} : { identity }),
  };
  if (deployment.console !== 'none' && api.edgeSecret !== undefined) {
    const { domain, issuers } = deployment.console;
    built.console = new ConsoleStack(app, names.stack('Console'), {
      ...common,
      description: 'Rollcall: console',
      api: api.api,
      edgeSecret: api.edgeSecret,
      files: consoleFiles,
      logDays: retention.logDays,
      issuers: [...(issuer === undefined ? [] : [issuer.issuer]), ...issuers],
      ...(identity === undefined ? {} : { accountOrigins: identity.connectSources }),
      ...(domain === 'none' ? {} : { domain: { name: domain.domain, certificateArn: domain.certificate } }),
    });
  }
  const tags = { application: 'rollcall', deployment: name, ...deployment.tags };
  // Dashboards took no tags until lately, and not every region and tool knows that they do.
  const untagged = { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] };
  for (const [key, value] of Object.entries(tags)) Tags.of(app).add(key, value, untagged);
  if (chosen === undefined) for (const stack of stacksOf(built)) refuseDeployment(stack);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return built;
}

/** The stacks that there are, each after those it needs. */
export function stacksOf({ data, identity, api, async, console, observability }: BuiltApp): Stack[] {
  return [data, identity, api, async, console, observability].filter((stack) => stack !== undefined);
}

/** Has the CDK and CloudFormation ask for a value that nobody has: what nobody has chosen takes no deployment's place. */
function refuseDeployment(stack: Stack): void {
  new CfnParameter(stack, 'NeedsDeploymentFile', {
    description: `Deployments need ${deployFileName}: see docs/deploy.md.`,
  });
  Validations.of(stack).acknowledge({
    id: 'CloudFormation-Validate::W2001',
    reason: 'It is there to be asked for, and used by nothing.',
  });
}

/** Where the console is, as far as the file of deployments says so: the address that CloudFront gives is known only afterwards. */
function consoleUrlOf({ console, signIn }: DeploymentSettings): { consoleUrl?: string } {
  if (console !== 'none' && console.domain !== 'none')
    return { consoleUrl: `https://${console.domain.domain}` };
  const [consoleUrl] = signIn !== 'none' && 'pool' in signIn ? signIn.pool.consoleUrls : [];
  return consoleUrl === undefined ? {} : { consoleUrl };
}

function issuerOf({ url, ...more }: { url: string } & Omit<IssuerChoice, 'issuer'>): IssuerChoice {
  return { issuer: url, ...more };
}
