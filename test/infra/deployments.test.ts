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

/** Names that a template gives to what it makes, and that nothing else in the account or in the world may have. */
function fixedNames(template: Template): string[] {
  const made = Object.values(template.toJSON().Resources as Record<string, { Properties?: object }>);
  return made.flatMap(({ Properties: properties = {} }) =>
    Object.entries(properties)
      .filter(([key, value]) => nameKeys.has(key) && typeof value === 'string')
      .map(([, value]) => String(value)),
  );
}

const nameKeys = new Set(
  'TableName QueueName BucketName FunctionName RoleName LogGroupName TopicName AlarmName PolicyName UserPoolName'.split(
    ' ',
  ),
);

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

  test('no stack gives a name that the same stack of another deployment gives too', () => {
    const names = (name: string) =>
      stacksOf(named(name, example.trial)).flatMap((stack) => fixedNames(Template.fromStack(stack)));
    const one = names('one').filter((name) => !/DefaultPolicy/.test(name));
    expect(one.length).toBeGreaterThan(5);
    expect(names('two').filter((name) => one.includes(name))).toEqual([]);
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
