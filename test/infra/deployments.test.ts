import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { stacksOf } from '#infra/build-app.ts';
import { withoutFile } from '#infra/config/deployment.ts';
import { formerChoices } from '#infra/config/former-choices.ts';
import { parseDeployFile } from '#infra/config/read-deploy-file.ts';
import { buildTestApp, resources } from './synthesised.ts';

const example = parseDeployFile(readFileSync('deploy/example.yaml', 'utf8'));

const named = (name: string, change = example[name]) => buildTestApp(change, { name });

/** The most letters of a name, by what has it: names of all of these are to be found only once in an account and a region. */
const mostLetters = {
  stack: 128,
  export: 255,
  'AWS::SQS::Queue': 80,
  'AWS::CloudWatch::Alarm': 255,
  'AWS::CloudWatch::Dashboard': 255,
  'AWS::Cognito::UserPoolDomain': 63,
  'AWS::CloudFront::Function': 64,
  'AWS::CloudFront::OriginAccessControl': 64,
  'AWS::CloudFront::ResponseHeadersPolicy': 128,
  'AWS::ApiGatewayV2::DomainName': 512,
} as const;
type Kind = keyof typeof mostLetters;

/** What may have the name that others have, in the same account: what it is known by is an id, or another resource. */
const mayShare = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudWatch::Alarm MetricName',
  'AWS::Cognito::UserPoolGroup',
  'AWS::IAM::Policy',
  'AWS::SNS::Topic DisplayName',
  'AWS::CloudFront::Distribution',
];

/** A deployment of a customer with everything chosen. */
function ofCustomer(name: string) {
  const { production } = example;
  if (production === undefined || production.api.people === 'none') throw new Error('the example has it');
  const { certificate } = production.api.people;
  const pool = { domainPrefix: `pool-${name}`, consoleUrls: ['https://x.example.com'] as [string] };
  return named(name, {
    ...production,
    // The longest that there are.
    region: 'ap-southeast-1',
    api: { ...production.api, people: { domain: `${name}.example.com`, certificate } },
    signIn: { pool: { ...pool, requireMfa: true } },
  });
}

/** Names that somebody has chosen, in a resource or one level down; what AWS makes up is unique. */
function givenNames(type: string, properties: Record<string, unknown>): string[] {
  return Object.entries(properties).flatMap(([key, value]) => {
    if (/Config$/.test(key) && value !== null && typeof value === 'object' && 'Name' in value)
      return [String(value.Name)];
    if (!/(Name|^Domain)$/.test(key) || typeof value !== 'string') return [];
    return mayShare.some((shared) => shared === type || shared === `${type} ${key}`) ? [] : [value];
  });
}

/** All names that a deployment gives. */
function namesOf(built: ReturnType<typeof buildTestApp>): { kind: Kind; name: string; most: number }[] {
  const found: [string, string][] = [];
  for (const stack of stacksOf(built)) {
    found.push(['stack', stack.stackName]);
    const { Resources: made = {}, Outputs: outputs = {} } = Template.fromStack(stack).toJSON() as {
      Resources?: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
      Outputs?: Record<string, { Export?: { Name: string } }>;
    };
    for (const { Export: exported } of Object.values(outputs))
      if (exported) found.push(['export', exported.Name]);
    for (const { Type: type, Properties: properties = {} } of Object.values(made))
      for (const name of givenNames(type, properties)) found.push([type, name]);
  }
  return found.map(([kind, name]) => {
    // A name of another kind of thing has to be looked at: may two deployments have it, and how long may it be?
    expect(Object.keys(mostLetters)).toContain(kind);
    return { kind: kind as Kind, name, most: mostLetters[kind as Kind] };
  });
}

describe('several deployments in one account', () => {
  test('the stacks have the name of their deployment; those of "default" have none', () => {
    const ids = (name: string) => stacksOf(named(name, example.trial)).map(({ stackName }) => stackName);
    expect(ids('trial')).toEqual([
      'Rollcall-trial-Data',
      'Rollcall-trial-Api',
      'Rollcall-trial-Async',
      'Rollcall-trial-Console',
      'Rollcall-trial-Observability',
    ]);
    expect(ids('default')[0]).toBe('RollcallData');
  });

  test('share no name, whatever their names: not in lower case, and not cut to the most that AWS takes', () => {
    const long = 'a-customer-whose-name-is-rather-very-lo';
    const all = ['default', 'one', 'o-ne', 'data', `${long}1`, `${long}2`];
    expect(all.map((name) => name.length)).toContain(40);
    const owners = new Map<string, string>();
    for (const name of all) {
      const kinds = new Set<string>();
      for (const { kind, name: made, most } of namesOf(ofCustomer(name))) {
        kinds.add(kind);
        expect([kind, made, made.length <= most]).toEqual([kind, made, true]);
        const key = `${kind} ${made.toLowerCase().slice(0, most)}`;
        expect([key, owners.get(key)]).toEqual([key, undefined]);
        owners.set(key, name);
      }
      expect([...kinds].sort()).toEqual(Object.keys(mostLetters).sort());
    }
  });

  test('keep what they have when everything that can be left out is: none of it is protected by a choice', () => {
    const { production } = example;
    if (production === undefined) throw new Error('the example has it');
    const bare = { ...production, console: 'none', signIn: 'none', alarms: 'none', mail: 'none' } as const;
    const none = { people: 'none', terminals: 'none', proxies: 'none' } as const;
    const before = named('production', production);
    const after = named('production', { ...bare, api: none });
    const kept = new Map(stacksOf(after).map((stack) => [stack.stackName, Template.fromStack(stack)]));
    const retained = stacksOf(before).flatMap((stack) => {
      const protectedOnes = Object.entries(
        Template.fromStack(stack).toJSON().Resources as Record<string, { DeletionPolicy?: string }>,
      ).filter(([, { DeletionPolicy: policy }]) => policy === 'Retain');
      return protectedOnes.map(([id]) => [stack.stackName, id] as const);
    });
    expect(retained.length).toBeGreaterThan(4);
    for (const [stack, id] of retained) {
      // Nobody deletes a stack that the app no longer has: docs/deploy.md says how it is taken away by hand.
      const template = kept.get(stack);
      if (template !== undefined) expect(template.toJSON().Resources).toHaveProperty(id);
      else expect(stack).toMatch(/-(Identity|Console)$/);
    }
    expect(kept.get('Rollcall-production-Data')?.toJSON().Resources).toEqual(
      Template.fromStack(before.data).toJSON().Resources,
    );
  });

  test('everything goes to its account and region, and has its tags', () => {
    const built = named('production');
    for (const { account, region } of stacksOf(built)) {
      expect([account, region]).toEqual(['111111111111', 'eu-central-1']);
    }
    const [table] = resources(Template.fromStack(built.data), 'AWS::DynamoDB::Table').values();
    const tags = (table?.Properties.Tags ?? []) as { Key: string; Value: string }[];
    expect(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))).toEqual({
      application: 'rollcall',
      customer: 'sample-company',
      deployment: 'production',
      environment: 'production',
    });
  });

  test('but dashboards have none, which not every region and tool takes', () => {
    const dashboards = resources(
      Template.fromStack(named('production').observability),
      'AWS::CloudWatch::Dashboard',
    );
    expect([...dashboards.values()].map(({ Properties }) => Properties.Tags)).toEqual([undefined, undefined]);
  });
});

describe('the example', () => {
  test('breaks no rule of cdk-nag, with everything chosen and with nothing', () => {
    for (const name of Object.keys(example)) expect(() => named(name).app.synth()).not.toThrow();
  });

  test("a domain of one's own leads to the API, and links and bridges name it", () => {
    const { api, async } = named('production');
    const template = Template.fromStack(api);
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'time.example.com',
      DomainNameConfigurations: [{ EndpointType: 'REGIONAL' }],
    });
    template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
    expect(template.findOutputs('Url')).toMatchObject({ Url: { Value: 'https://time.example.com' } });
    expect(Object.keys(template.findOutputs('DomainTarget'))).toEqual(['DomainTarget']);
    const mail = [...resources(Template.fromStack(async), 'AWS::Lambda::Function').values()].find(
      ({ Properties }) => Properties.Description === 'Rollcall deliveries',
    );
    expect(mail?.Properties.Environment).toMatchObject({
      Variables: { PUBLIC_URL: 'https://time.example.com', PUBLIC_AUTHORITY: 'time.example.com' },
    });
  });

  test('retention and limits are what the file says', () => {
    const { data, api, console } = named('trial', {
      ...withoutFile,
      region: 'eu-central-1',
      retention: { logDays: 30, recoveryDays: 7 },
      limits: { ...withoutFile.limits, routes: { 'GET /v1/sheets': { perSecond: 7, burst: 9 } } },
    });
    Template.fromStack(data).allResourcesProperties('AWS::DynamoDB::Table', {
      PointInTimeRecoverySpecification: { RecoveryPeriodInDays: 7 },
    });
    for (const stack of [api, console]) {
      if (stack === undefined) throw new Error('there is a console');
      Template.fromStack(stack).allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    }
    const [stage] = resources(Template.fromStack(api), 'AWS::ApiGatewayV2::Stage').values();
    expect(stage?.Properties.RouteSettings).toMatchObject({
      'GET /v1/sheets': { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 },
    });
  });
});

test('what is synthesised without a file asks for a value that nobody has, and cannot be deployed', () => {
  const stacks = stacksOf(buildTestApp({}, { withFile: false }));
  expect(stacks.length).toBeGreaterThan(4);
  for (const stack of stacks) {
    const parameters = Object.entries(Template.fromStack(stack).findParameters('NeedsDeploymentFile'));
    expect(parameters.map(([, parameter]) => 'Default' in parameter)).toEqual([false]);
  }
});

test.each(formerChoices)('-c %s is refused with where it is written now', (choice) => {
  expect(() => buildTestApp({}, { context: { [choice]: 'x' } })).toThrow(
    new RegExp(`-c ${choice} is now [\\w.]+.* in rollcall.deploy.yaml`),
  );
});
