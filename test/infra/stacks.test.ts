import { Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, expect, test } from 'vitest';
import { mainTable, operationsTable } from '#functions/store/tables.ts';
import { withoutFile } from '#infra/config/deployment.ts';
import {
  addressReaders,
  lambdaNames,
  lambdas,
  linkMakers,
  queueNames,
  queues,
  secretHolders,
  tokenReaders,
} from '#infra/lambdas.ts';
import { signInVariables } from '#infra/sign-in-variables.ts';
import { contract } from '#shared/contract/index.ts';
import { routeKey } from '#shared/contract/route.ts';
import { buildTestApp, functionsOf, resources, statementsOf, templates } from './synthesised.ts';

let made: ReturnType<typeof templates>;
beforeAll(() => {
  made = templates();
});

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

test('a resource that breaks a rule of cdk-nag stops the synthesis', () => {
  const { app, async } = buildTestApp();
  new Queue(async, 'Careless');
  expect(() => app.synth()).toThrow('AwsSolutions-SQS4');
});

test('tables keep the logical ids under which they were first deployed', () => {
  expect([...resources(made.data, 'AWS::DynamoDB::Table').keys()]).toEqual([
    'Main54E5BC70',
    'Operations993AC38D',
  ]);
});

test('queues and the bucket keep their logical ids', () => {
  expect([...resources(made.async, 'AWS::SQS::Queue').keys()].sort()).toEqual([
    'ClockQueue17A25141',
    'DeadLettersBBF8BAAB',
    'DeliveriesQueue99C7B338',
    'ExportsQueue3BC6B04F',
    'GatherQueueA9194583',
    'ImportsQueue807CB1E9',
    'SchedulesDeadLettersE738B711',
    'SheetsQueue02FA9AA1',
  ]);
  expect([...resources(made.data, 'AWS::S3::Bucket').keys()].sort()).toEqual([
    'ExportFilesAccessLogsC5582E4F',
    'ExportFilesBucket8C0C8A83',
  ]);
});

test.each(queueNames)(
  'queue %s has the name by which the functions that answer callers send to it',
  (name) => {
    const [[, queue] = []] = [...resources(made.async, 'AWS::SQS::Queue')].filter(([id]) =>
      id.startsWith(`${capital(name)}Queue`),
    );
    const sender = [...functionsOf(made).values()].find(
      ({ Properties }) => Properties.Description === 'Rollcall api',
    );
    const sent = sender?.Properties.Environment as { Variables: Record<string, unknown> };
    expect(queue?.Properties.QueueName).toBe(`Rollcall-${name}`);
    expect(sent.Variables[`${name.toUpperCase()}_QUEUE_URL`]).toEqual({
      'Fn::Join': [
        '',
        [
          'https://sqs.',
          { Ref: 'AWS::Region' },
          '.',
          { Ref: 'AWS::URLSuffix' },
          '/',
          { Ref: 'AWS::AccountId' },
          `/Rollcall-${name}`,
        ],
      ],
    });
  },
);

test.each([
  ['Main54E5BC70', mainTable],
  ['Operations993AC38D', operationsTable],
])(
  'table %s is on demand, recoverable, protected and kept, with the indexes of its definition',
  (id, definition) => {
    const table = resources(made.data, 'AWS::DynamoDB::Table').get(id);
    expect(table?.DeletionPolicy).toBe('Retain');
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: definition.indexes.map((index) => ({
        IndexName: index.name,
        Projection: { ProjectionType: 'ALL' },
        KeySchema: [
          { AttributeName: index.partitionKey, KeyType: 'HASH' },
          { AttributeName: index.sortKey, KeyType: 'RANGE' },
        ],
      })),
    });
  },
);

test('only the operations table expires its items automatically', () => {
  const tables = resources(made.data, 'AWS::DynamoDB::Table');
  expect(tables.get('Main54E5BC70')?.Properties).not.toHaveProperty('TimeToLiveSpecification');
  expect(tables.get('Operations993AC38D')?.Properties.TimeToLiveSpecification).toEqual({
    AttributeName: operationsTable.timeToLiveAttribute,
    Enabled: true,
  });
});

test('the stack of the tables cannot be deleted by accident', () => {
  expect(buildTestApp().data.terminationProtection).toBe(true);
});

test('the gateway serves the routes of the contract, the one for terminals, what else comes under their prefixes, and no other', () => {
  const keys = [...resources(made.api, 'AWS::ApiGatewayV2::Route').values()].map(
    (route) => route.Properties.RouteKey,
  );
  const open = [
    '/v1/health',
    '/v1/report-mails/{mailToken}/files',
    '/v1/report-mails/{mailToken}/subscription',
    '/v1/sign-in',
  ];
  const others = [...open, '/v1/{proxy+}', '/bridge/v1/{proxy+}', '/iclock/{proxy+}'];
  expect(keys.sort()).toEqual(
    [...Object.values(contract).map(routeKey), ...others.map((path) => `ANY ${path}`)].sort(),
  );
});

test('there are fewer routes than the 300 that an HTTP API takes', () => {
  expect(Object.keys(contract).length).toBeLessThan(300);
});

test.each(Object.entries(contract).map(([operation, route]) => [operation, route] as const))(
  '%s has an authorizer, or is public, or is checked by the bridge function',
  (_, route) => {
    const deployed = [...resources(made.api, 'AWS::ApiGatewayV2::Route').values()].find(
      (resource) => resource.Properties.RouteKey === routeKey(route),
    );
    const principals: readonly string[] = route.principals;
    const open = route.service === 'bridge' || principals.every((principal) => principal === 'public');
    if (route.service === 'bridge') {
      expect(principals.every((principal) => principal === 'bridge' || principal === 'enrolment')).toBe(true);
    }
    expect(deployed?.Properties.AuthorizationType).toBe(open ? 'NONE' : 'CUSTOM');
    expect(deployed && 'AuthorizerId' in deployed.Properties).toBe(!open);
    expect(JSON.stringify(deployed?.Properties.Target)).toContain('GatewayApi');
  },
);

test('terminals have an API and a host name of their own, with limits that leave people alone', () => {
  const iclock = () =>
    [...resources(made.api, 'AWS::ApiGatewayV2::Route').values()].filter(
      ({ Properties: { RouteKey: key } }) => key === 'ANY /iclock/{proxy+}',
    );
  expect(iclock()).toHaveLength(1);
  expect(JSON.stringify(iclock()[0]?.Properties.ApiId)).toContain('GatewayTerminals');
  const [, stage] = resources(made.api, 'AWS::ApiGatewayV2::Stage').values();
  expect(stage?.Properties.DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 300 });
  const { api } = buildTestApp({
    limits: { ...withoutFile.limits, terminalsOnMainApi: true },
  });
  const both = [...resources(Template.fromStack(api), 'AWS::ApiGatewayV2::Route').values()].filter(
    ({ Properties: { RouteKey: key } }) => key === 'ANY /iclock/{proxy+}',
  );
  expect(both).toHaveLength(2);
});

test('every limit of a route is of a route that is there', () => {
  const [stage] = resources(made.api, 'AWS::ApiGatewayV2::Stage').values();
  const limited = Object.keys(stage?.Properties.RouteSettings as object);
  const keys = [...resources(made.api, 'AWS::ApiGatewayV2::Route').values()].map(
    ({ Properties }) => Properties.RouteKey,
  );
  expect(limited.length).toBeGreaterThan(5);
  expect(limited.filter((key) => !keys.includes(key))).toEqual([]);
});

test('functions that answer callers have instances of their own, unless the account has none to keep', () => {
  const reserved = (deployed: Parameters<typeof functionsOf>[0]) =>
    [...functionsOf(deployed).values()].filter(
      ({ Properties }) => Properties.ReservedConcurrentExecutions !== undefined,
    ).length;
  expect(reserved(made)).toBe(4);
  expect(reserved(templates({ limits: { ...withoutFile.limits, reserveConcurrency: false } }))).toBe(0);
});

test('the authorizer answers simply, once for a key, for a minute', () => {
  made.api.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'REQUEST',
    AuthorizerPayloadFormatVersion: '2.0',
    EnableSimpleResponses: true,
    IdentitySource: ['$request.header.Authorization'],
    AuthorizerResultTtlInSeconds: 60,
  });
});

test('the stage is explicit, throttled and logged as JSON without headers or query', () => {
  const [stage] = resources(made.api, 'AWS::ApiGatewayV2::Stage').values();
  expect(stage?.Properties).toMatchObject({
    StageName: '$default',
    AutoDeploy: true,
    DefaultRouteSettings: {
      ThrottlingRateLimit: 500,
      ThrottlingBurstLimit: 1000,
      DetailedMetricsEnabled: false,
    },
  });
  const { Format: format = '' } = (stage?.Properties.AccessLogSettings ?? {}) as { Format?: string };
  expect(Object.keys(JSON.parse(format) as object)).toEqual(
    expect.arrayContaining(['requestId', 'routeKey', 'status', 'authorizerError', 'sourceIp']),
  );
  expect(format).not.toMatch(/header|query|\$context\.path/i);
});

test('there is one function for each definition, on ARM and Node 24, with its memory and time-out', () => {
  const functions = [...functionsOf(made).values()];
  expect(functions).toHaveLength(lambdaNames.length);
  for (const name of lambdaNames) {
    const deployed = functions.find((candidate) => candidate.Properties.Description === `Rollcall ${name}`);
    expect(deployed?.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: lambdas[name].memoryMegabytes,
      Timeout: lambdas[name].timeoutSeconds,
    });
  }
});

test('every function gets the variables that our code reads, and only those that need it the secret', () => {
  for (const deployed of functionsOf(made).values()) {
    const { Variables: variables } = deployed.Properties.Environment as {
      Variables: Record<string, unknown>;
    };
    const makesLinks = linkMakers.some((name) => deployed.Properties.Description === `Rollcall ${name}`);
    const knowsIssuer = tokenReaders.some((name) => deployed.Properties.Description === `Rollcall ${name}`);
    const needsSecret = secretHolders.some((name) => deployed.Properties.Description === `Rollcall ${name}`);
    const readsAddresses = addressReaders.some(
      (name) => deployed.Properties.Description === `Rollcall ${name}`,
    );
    expect(Object.keys(variables).sort()).toEqual([
      'CLOCK_QUEUE_URL',
      ...(makesLinks ? ['CONSOLE_URL'] : []),
      'DELIVERIES_QUEUE_URL',
      ...(needsSecret ? ['DEPLOYMENT_SECRET'] : []),
      ...(readsAddresses ? ['EDGE_SECRET'] : []),
      'EXPORTS_BUCKET',
      'EXPORTS_QUEUE_URL',
      'GATHER_QUEUE_URL',
      'IMPORTS_QUEUE_URL',
      'MAIL_FROM',
      'MAIN_TABLE',
      'METRICS_NAMESPACE',
      ...(knowsIssuer ? Object.keys(signInVariables(undefined)).sort() : []),
      'OPERATIONS_TABLE',
      'PUBLIC_AUTHORITY',
      ...(makesLinks ? ['PUBLIC_URL'] : []),
      'SHEETS_QUEUE_URL',
    ]);
  }
});

test('functions that answer the gateway give up before it does', () => {
  for (const name of ['api', 'bridge', 'iclock', 'authorizer'] as const) {
    expect(lambdas[name].timeoutSeconds).toBeLessThan(29);
  }
});

test('every log is forgotten after three months', () => {
  const groups = [made.api, made.async].flatMap((template) => [
    ...resources(template, 'AWS::Logs::LogGroup').values(),
  ]);
  expect(groups).toHaveLength(lambdaNames.length + 2);
  for (const group of groups) expect(group.Properties.RetentionInDays).toBe(90);
});

test.each(queueNames)(
  'queue %s feeds its function, reports single failures and has a place for dead letters',
  (name) => {
    const { consumer, batchSize, maxReceiveCount, visibilityTimeoutSeconds } = queues[name];
    made.async.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FunctionName: { Ref: Match.stringLikeRegexp(`^${capital(consumer)}Function`) },
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${capital(name)}Queue`), 'Arn'] },
    });
    made.async.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: visibilityTimeoutSeconds,
      RedrivePolicy: {
        maxReceiveCount,
        deadLetterTargetArn: {
          'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLetters'), 'Arn'],
        },
      },
    });
    expect(visibilityTimeoutSeconds).toBeGreaterThanOrEqual(6 * lambdas[consumer].timeoutSeconds);
  },
);

test.each([
  ['tick', 'rate(1 minute)'],
  ['nightly', 'rate(15 minutes)'],
])('the scheduler sends %s at %s, and what it cannot deliver is kept', (kind, expression) => {
  made.async.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: expression,
    Target: {
      Input: JSON.stringify({ kind }),
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['SchedulesDeadLettersE738B711', 'Arn'] } },
    },
  });
});

test('exported files are private, travel encrypted only, and are gone after a week', () => {
  made.data.hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 7, Status: 'Enabled' })] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  });
  made.data.hasResourceProperties('AWS::S3::BucketPolicy', {
    Bucket: { Ref: 'ExportFilesBucket8C0C8A83' },
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('who hears of alarms, and the hosts that bridges sign for, are those of the deployment', () => {
  const { observability, ...others } = templates({
    alarms: { email: 'ops@customer.example' },
    api: { people: 'none', terminals: 'none', proxies: ['time.customer.example'] },
  });
  observability.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'ops@customer.example',
  });
  for (const { Properties } of functionsOf(others).values()) {
    expect(Properties.Environment).toMatchObject({
      Variables: { PUBLIC_AUTHORITY: 'time.customer.example' },
    });
  }
});

test("no role may do everything, and none is one of AWS's own", () => {
  const roles = [made.api, made.async].flatMap((template) => [
    ...resources(template, 'AWS::IAM::Role').values(),
  ]);
  for (const role of roles) {
    expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  }
  for (const name of lambdaNames) {
    for (const { actions } of statementsOf(made, `${capital(name)}Function`)) {
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    }
  }
});
