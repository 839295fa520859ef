import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import type { DeploymentSettings } from '#infra/config/deployment.ts';
import { securityHeaders } from '#infra/console/headers.ts';
import { readConsole } from '#infra/local/console/console-files.ts';
import { aConsoleFolder } from '#test/support/console-fixture.ts';
import { buildTestApp, resources } from './synthesised.ts';

const issuers = ['https://login.customer.example/pool', 'https://tokens.customer.example'];
const certificate = 'arn:aws:acm:us-east-1:111111111111:certificate/a';

/** The template of the console. Throws when a rule of cdk-nag is broken. */
function synthesised(chosen: DeploymentSettings['console']) {
  const { app, api, console } = buildTestApp({ console: chosen });
  if (!console) throw new Error('there is no console');
  const assembly = app.synth();
  return { template: Template.fromStack(console), api: Template.fromStack(api), folder: assembly.directory };
}

interface Behaviour {
  AllowedMethods: string[];
  TargetOriginId: string;
  [name: string]: unknown;
}

function distributionOf(template: Template) {
  const [distribution] = resources(template, 'AWS::CloudFront::Distribution').values();
  return distribution?.Properties.DistributionConfig as {
    DefaultCacheBehavior: Behaviour;
    CacheBehaviors: Behaviour[];
    Origins: Record<string, unknown>[];
    [name: string]: unknown;
  };
}

let made: ReturnType<typeof synthesised>;
beforeAll(() => {
  made = synthesised({ domain: 'none', issuers });
});

/** The headers of a response headers policy, by name. */
function headersOf(template: Template): Record<string, string> {
  const [policy] = resources(template, 'AWS::CloudFront::ResponseHeadersPolicy').values();
  if (!policy) throw new Error('there is no policy');
  const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = policy.Properties
    .ResponseHeadersPolicyConfig as {
    SecurityHeadersConfig: Record<string, Record<string, string>>;
    CustomHeadersConfig: { Items: { Header: string; Value: string }[] };
  };
  const { ContentSecurityPolicy, ContentTypeOptions, ReferrerPolicy, ...others } = security;
  expect(others).toEqual({});
  return {
    'content-security-policy': ContentSecurityPolicy?.ContentSecurityPolicy ?? '',
    'x-content-type-options': ContentTypeOptions ? 'nosniff' : '',
    'referrer-policy': ReferrerPolicy?.ReferrerPolicy ?? '',
    ...Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header, Value])),
  };
}

test('CloudFront sends the headers that the local gateway sends', async () => {
  const { folder, remove } = aConsoleFolder();
  const local = await (await readConsole(folder)).answer('/today', {}, securityHeaders(issuers));
  remove();
  expect(headersOf(made.template)).toEqual(securityHeaders(issuers));
  expect(local?.headers).toMatchObject(headersOf(made.template));
});

test('screens are answered with the page, and nothing but GET and HEAD reaches the files', () => {
  const { DefaultCacheBehavior: files } = distributionOf(made.template);
  expect(files).toMatchObject({
    AllowedMethods: ['GET', 'HEAD'],
    ViewerProtocolPolicy: 'redirect-to-https',
    Compress: true,
    FunctionAssociations: [{ EventType: 'viewer-request' }],
    ResponseHeadersPolicyId: expect.anything(),
  });
  const [edge] = resources(made.template, 'AWS::CloudFront::Function').values();
  const code = String(edge?.Properties.FunctionCode);
  const handler = new Function(`${code}; return handler;`)() as (event: object) => { uri: string };
  const uriOf = (uri: string) => handler({ request: { uri } }).uri;
  expect(['/', '/attendance/1042', '/users/a.b', '/settings/keys'].map(uriOf)).toEqual(
    Array(4).fill('/index.html'),
  );
  expect(['/theme.js', '/assets/index-1.js', '/bridge/v1/x', '/iclock/cdata'].map(uriOf)).toEqual([
    '/theme.js',
    '/assets/index-1.js',
    '/bridge/v1/x',
    '/iclock/cdata',
  ]);
});

test('below /v1/ everything goes to the API, with what the caller sent, and nothing is kept', () => {
  const { CacheBehaviors: behaviours, Origins: origins } = distributionOf(made.template);
  const [api, ...others] = behaviours;
  expect(others).toEqual([]);
  expect(api).toMatchObject({
    PathPattern: '/v1/*',
    ViewerProtocolPolicy: 'https-only',
    Compress: false,
    // The managed policies "CachingDisabled" and "AllViewerExceptHostHeader".
    CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  });
  expect(api?.AllowedMethods.toSorted()).toEqual([
    'DELETE',
    'GET',
    'HEAD',
    'OPTIONS',
    'PATCH',
    'POST',
    'PUT',
  ]);
  const origin = origins.find(({ Id }) => Id === api?.TargetOriginId);
  expect(origin).toMatchObject({ CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } });
  expect(JSON.stringify(origin?.DomainName)).toContain('GatewayApi');
});

test('CloudFront says to the API whom it serves, and shows the secret that the authorizer compares', () => {
  const { CacheBehaviors: behaviours, Origins: origins } = distributionOf(made.template);
  const [api] = behaviours;
  const [association, ...others] = (api?.FunctionAssociations ?? []) as {
    EventType: string;
    FunctionARN: { 'Fn::GetAtt': [string, string] };
  }[];
  expect([association?.EventType, others]).toEqual(['viewer-request', []]);
  const id = association?.FunctionARN['Fn::GetAtt'][0] ?? '';
  const code = String(resources(made.template, 'AWS::CloudFront::Function').get(id)?.Properties.FunctionCode);
  const handler = new Function(`${code}; return handler;`)() as (event: object) => { headers: object };
  const ip = '2001:db8::7';
  const sent = { 'x-rollcall-viewer': { value: '203.0.113.1', multiValue: [{ value: '203.0.113.1' }] } };
  const headers = { ...sent, 'x-rollcall-edge': { value: 'guess' }, authorization: { value: 'Bearer x' } };
  expect(handler({ viewer: { ip }, request: { headers } }).headers).toEqual({
    'x-rollcall-viewer': { value: ip },
    authorization: { value: 'Bearer x' },
  });

  const origin = origins.find(({ Id }) => Id === api?.TargetOriginId);
  const [header, ...more] = (origin?.OriginCustomHeaders ?? []) as {
    HeaderName: string;
    HeaderValue: unknown;
  }[];
  expect([header?.HeaderName, more]).toEqual(['x-rollcall-edge', []]);
  const exported = Object.entries(made.api.findOutputs('*')).find(([, { Value }]) =>
    Value?.Ref?.startsWith('EdgeSecret'),
  )?.[1];
  const reference = (arn: object) => ({
    'Fn::Join': ['', ['{{resolve:secretsmanager:', arn, ':SecretString:::}}']],
  });
  expect(header?.HeaderValue).toEqual(reference({ 'Fn::ImportValue': exported?.Export.Name }));
  const authorizer = [...resources(made.api, 'AWS::Lambda::Function').values()].find(
    ({ Properties }) => Properties.Description === 'Rollcall authorizer',
  );
  expect(authorizer?.Properties.Environment).toMatchObject({
    Variables: { EDGE_SECRET: reference(exported?.Value) },
  });
});

test('the bucket is private: CloudFront alone reads it, and over TLS', () => {
  const [bucket] = resources(made.template, 'AWS::S3::Bucket').values();
  expect(bucket?.Properties.PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  made.template.resourceCountIs('AWS::CloudFront::OriginAccessControl', 1);
  made.template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({
          Effect: 'Allow',
          Action: 's3:GetObject',
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Condition: { StringEquals: { 'AWS:SourceArn': Match.anyValue() } },
        }),
      ],
    },
  });
});

test('files are uploaded with how long they may be kept, the page last, and nothing is taken away', () => {
  const uploads = [...resources(made.template, 'Custom::CDKBucketDeployment').values()].map((resource) => {
    const { DependsOn: after = [] } = resource as { DependsOn?: string[] };
    const [key] = resource.Properties.SourceObjectKeys as string[];
    const asset = join(made.folder, `asset.${key?.replace('.zip', '')}`);
    return {
      files: readdirSync(asset, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .sort(),
      metadata: resource.Properties.SystemMetadata,
      prune: resource.Properties.Prune,
      after: after.filter((id) => id.includes('CustomResource')).length,
    };
  });
  const immutable = 'public, max-age=31536000, immutable';
  expect(uploads).toEqual([
    {
      files: ['text-9IjkL012.woff2'],
      metadata: { 'cache-control': immutable, 'content-type': 'font/woff2' },
      prune: false,
      after: 0,
    },
    {
      files: ['index-1AbcD234.js', 'index-5EfgH678.css'],
      metadata: { 'cache-control': immutable },
      prune: false,
      after: 1,
    },
    {
      files: ['icon.svg', 'index.html', 'theme.js', 'version.json'],
      metadata: { 'cache-control': 'no-cache' },
      prune: false,
      after: 1,
    },
  ]);
});

test("a domain of one's own comes with its certificate, and with TLS 1.2", () => {
  const { template } = synthesised({
    domain: { domain: 'time.customer.example', certificate },
    issuers: [],
  });
  expect(distributionOf(template)).toMatchObject({
    Aliases: ['time.customer.example'],
    ViewerCertificate: { AcmCertificateArn: certificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
  });
  expect(template.findOutputs('ConsoleUrl')).toMatchObject({
    ConsoleUrl: { Value: 'https://time.customer.example/' },
  });
});

test('who works by the API alone leaves the console out, and its secret', () => {
  const { app, api, console } = buildTestApp({ console: 'none' });
  expect(console).toBeUndefined();
  app.synth();
  expect(JSON.stringify(Template.fromStack(api).toJSON())).not.toMatch(/secretsmanager:.*Edge|EDGE_SECRET/);
});
