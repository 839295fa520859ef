/** The schema of one deployment: what whoever runs Rollcall decides. All that matters has to be said; `none` is an answer. @module */

import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { defaultLimit, routeLimits, terminalLimit } from '#infra/lambdas.ts';
import { parseSender } from '#shared/mail-sender.ts';

const none = z.literal('none');

const DomainText = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'must be a domain, as time.example.com',
  );

const certificateIn = (region: string, what: string) =>
  z.string().regex(new RegExp(`^arn:[\\w-]+:acm:${region}:\\d{12}:certificate/.+$`), what);

const RegionalDomain = z
  .strictObject({
    domain: DomainText,
    certificate: certificateIn('[\\w-]+', 'must be the ARN of a certificate in the region of the deployment'),
  })
  .meta({ description: "A domain of one's own, and its certificate in the region of the deployment." });

const ConsoleDomain = z
  .strictObject({
    domain: DomainText,
    certificate: certificateIn(
      'us-east-1',
      'must be the ARN of a certificate in us-east-1, where CloudFront looks for it',
    ),
  })
  .meta({ description: "A domain of one's own for the console, and its certificate in us-east-1." });

const Origin = z
  .string()
  .regex(
    /^(https:\/\/[^/?#]+|http:\/\/localhost(:\d+)?)$/,
    'must be an origin, as https://rollcall.example.com',
  );

const Word = z.string().regex(/^\S+$/, 'must be one word');

const Pool = z.strictObject({
  domainPrefix: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens')
    .refine((prefix) => !/aws|amazon|cognito/.test(prefix), 'must not contain aws, amazon or cognito')
    .meta({ description: 'First part of the address of the sign-in pages, unique in its region.' }),
  consoleUrls: z
    .tuple([Origin], Origin)
    .meta({ description: 'Where the console is: origins that people come back to.' }),
  requireMfa: z.boolean().meta({ description: 'Whether everybody needs a second factor.' }),
});

const Issuer = z.strictObject({
  url: z
    .url({ protocol: /^https$/, error: 'must begin with https://' })
    .meta({ description: 'The issuer, exactly as its configuration writes it.' }),
  clientId: Word.meta({ description: 'A public client of it.' }),
  audience: Word.optional(),
  groupsClaim: Word.optional(),
  scopes: z.string().optional(),
  signOutUrl: z.url().optional(),
  organisation: Word.optional(),
});

const Limit = z.strictObject({
  perSecond: z.int().min(1).meta({ description: 'Requests a second, on average.' }),
  burst: z.int().min(1).meta({ description: 'Requests at once.' }),
});

const logDays = Object.values(RetentionDays)
  .filter((days): days is RetentionDays => typeof days === 'number' && days < 9999)
  .sort((one, other) => one - other);

const Settings = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be the twelve digits of an AWS account, in quotes')
    .optional()
    .meta({ description: 'Account that it must go to; absent: that of the credentials.' }),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region of AWS, as eu-central-1'),
  tags: z
    .record(z.string().regex(/^(?!aws:)[\w .:/=+@-]{1,128}$/), z.string().max(256))
    .meta({ description: 'Tags on everything, as customer and environment.' }),
  api: z.strictObject({
    people: z.union([none, RegionalDomain], 'must be none, or a domain with its certificate'),
    terminals: z.union([none, RegionalDomain], 'must be none, or a domain with its certificate'),
    proxies: z
      .union([none, z.array(Word).min(1)], 'must be none, or a list of hosts')
      .meta({ description: 'Hosts of proxies of your own in front of the API, which bridges sign for.' }),
  }),
  console: z.union([
    none,
    z.strictObject({
      domain: z.union([none, ConsoleDomain]),
      issuers: z
        .array(z.url({ protocol: /^https$/ }))
        .meta({ description: 'Addresses that the console may ask for tokens, besides that of signIn.' }),
    }),
  ]),
  signIn: z.union([none, z.strictObject({ pool: Pool }), z.strictObject({ issuer: Issuer })]),
  alarms: z.union([none, z.strictObject({ email: z.email() })]).meta({ description: 'Who hears of alarms.' }),
  mail: z
    .union([
      none,
      z.strictObject({
        from: z
          .string()
          .refine((text) => parseSender(text) !== null, 'must be an address, or Name <address>'),
      }),
    ])
    .meta({ description: 'Who sends reports by e-mail, verified in SES.' }),
  retention: z.strictObject({
    logDays: z
      .literal(logDays, `must be one of ${logDays.join(', ')}`)
      .meta({ description: 'Days that logs are kept; CloudWatch knows these numbers only.' }),
    recoveryDays: z
      .int()
      .min(1)
      .max(35)
      .meta({ description: 'Days back to which the tables can be restored, to any second.' }),
  }),
  limits: z.strictObject({
    people: Limit.meta({ description: 'Each route of people, integrations and bridges.' }),
    terminals: Limit.meta({ description: 'All terminals that push.' }),
    routes: z
      .partialRecord(z.enum(Object.keys(routeLimits)), Limit)
      .default({})
      .meta({ description: 'Other limits for single routes than infra/lambdas.ts has.' }),
    reserveConcurrency: z.boolean().meta({
      description:
        'Whether 400 instances are kept for functions that answer callers; a new account has too few.',
    }),
    detailedMetrics: z.boolean().meta({ description: 'Whether CloudWatch gets metrics of each route.' }),
    terminalsOnMainApi: z
      .boolean()
      .meta({ description: 'Whether terminals may also push to the address of people and bridges.' }),
  }),
});

/** One deployment of Rollcall. */
export const Deployment = Settings.superRefine(({ region, api }, context) => {
  for (const which of ['people', 'terminals'] as const) {
    const chosen = api[which];
    if (chosen === 'none' || chosen.certificate.split(':')[3] === region) continue;
    context.addIssue({
      code: 'custom',
      path: ['api', which, 'certificate'],
      message: `must be the ARN of a certificate in ${region}, the region of the deployment`,
    });
  }
});

/** One deployment of Rollcall. */
export type Deployment = z.output<typeof Deployment>;

/** What a deployment has chosen; without a file there is no region either. */
export type DeploymentSettings = Omit<Deployment, 'region'> & { region?: string | undefined };

const DeploymentName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, at most 40');

/** What only one deployment of a region, or of the world, can have: AWS refuses the second in the middle of its deployment. */
function addressesOf({ region, api, console, signIn }: Deployment) {
  const found: { path: string[]; key: string; what: string }[] = [];
  for (const which of ['people', 'terminals'] as const) {
    const chosen = api[which];
    if (chosen === 'none') continue;
    const what = 'a domain leads to one API.';
    found.push({ path: ['api', which, 'domain'], key: `${region} ${chosen.domain}`, what });
  }
  if (console !== 'none' && console.domain !== 'none') {
    const what = 'a domain leads to one console.';
    found.push({ path: ['console', 'domain', 'domain'], key: `console ${console.domain.domain}`, what });
  }
  if (signIn !== 'none' && 'pool' in signIn) {
    const key = `${region} pool ${signIn.pool.domainPrefix}`;
    const what = 'the sign-in pages of each pool have an address of their own.';
    found.push({ path: ['signIn', 'pool', 'domainPrefix'], key, what });
  }
  return found;
}

/** The file with all deployments of a checkout. */
export const DeployFile = z
  .strictObject({ deployments: z.record(DeploymentName, Deployment) })
  .superRefine(({ deployments }, context) => {
    const taken = new Map<string, string>();
    for (const [name, deployment] of Object.entries(deployments)) {
      for (const { path, key, what } of addressesOf(deployment)) {
        const place = [name, ...path].join('.');
        const other = taken.get(key);
        if (other === undefined) taken.set(key, place);
        else
          context.addIssue({
            code: 'custom',
            path: ['deployments', name, ...path],
            message: `is the same as deployments.${other}: ${what}`,
          });
      }
    }
  });

/** What is synthesised where there is no file: the stacks that nobody has chosen anything for. It cannot be deployed. */
export const withoutFile: DeploymentSettings = Settings.omit({ region: true }).parse({
  tags: {},
  api: { people: 'none', terminals: 'none', proxies: 'none' },
  console: { domain: 'none', issuers: [] },
  signIn: 'none',
  alarms: 'none',
  mail: 'none',
  retention: { logDays: 90, recoveryDays: 35 },
  limits: {
    people: defaultLimit,
    terminals: terminalLimit,
    reserveConcurrency: true,
    detailedMetrics: false,
    terminalsOnMainApi: false,
  },
});
