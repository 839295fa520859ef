import { beforeAll, expect, test } from 'vitest';
import { type LambdaName, lambdaNames } from '#infra/lambdas.ts';
import { committedEvidence, type Evidence } from '#test/support/rights/evidence.ts';
import { isAllowed, type RoleStatement, statementsByFunction } from './roles.ts';

/** What roles may do although no test has made their function do it, each with its reason. */
const unseen: readonly { lambdas: readonly LambdaName[]; rights: readonly string[]; reason: string }[] = [
  {
    lambdas: ['api', 'deliveries'],
    rights: ['files', 's3:GetObject files', 's3:PutObject files', 's3:AbortMultipartUpload files'],
    reason: 'links to files are signed with the rights of the function, and used by whoever has the link',
  },
  {
    lambdas: ['imports'],
    rights: ['files', 's3:GetObject files'],
    reason: 'it reads through a link that it signs itself',
  },
  {
    lambdas: ['exports'],
    rights: ['s3:AbortMultipartUpload files'],
    reason: 'only an upload that fails half-way is taken back',
  },
  {
    lambdas: ['deliveries'],
    rights: ['mail', 'ses:SendEmail mail', 'ses:SendRawEmail mail'],
    reason:
      'the tests have mails put into a folder; SES asks for the second right where a mail is sent as it is written',
  },
  {
    lambdas: ['deliveries'],
    rights: ['dynamodb:BatchGetItem operations', 'operations', 'operations ~#APIKEY#*'],
    reason:
      'names of keys stand beside changes that were made with keys; webhooks of the tests have none of them',
  },
  {
    lambdas: ['deliveries'],
    rights: ['queue/deliveries'],
    reason: 'a webhook with more changes than one call can send goes on in the next',
  },
  {
    lambdas: ['imports'],
    rights: ['queue/imports'],
    reason: 'a file that takes longer than one call goes on in the next',
  },
  {
    lambdas: ['sheets'],
    rights: ['queue/gather'],
    reason: 'its code for computing days is that of api, bridge and tick, which send there',
  },
  {
    lambdas: ['exports', 'deliveries', 'imports'],
    rights: ['main *#MARKS#*'],
    reason:
      'whoever reads marks makes them for terminals older than marks: seen of api, bridge, tick and sheets',
  },
  {
    lambdas: ['exports', 'deliveries'],
    rights: ['main', 'dynamodb:PutItem main', 'dynamodb:UpdateItem main'],
    reason: 'the writes of those marks',
  },
  {
    lambdas: ['iclock', 'imports'],
    rights: ['main/byKind', 'dynamodb:Query main/byKind'],
    reason: 'the search for terminals older than marks',
  },
  {
    lambdas: ['iclock'],
    rights: ['operations *#TERMINALS#*'],
    reason: 'the search for terminals older than marks',
  },
  {
    lambdas: ['bridge', 'iclock', 'tick'],
    rights: ['main *#WAITING-CLOCK#*'],
    reason: 'days that wait no longer are let go by the code of completeness.ts: seen of api and sheets',
  },
  {
    lambdas: ['iclock', 'tick'],
    rights: ['main *#WAITING#*'],
    reason: 'the same: seen of api, bridge and sheets',
  },
  {
    lambdas: ['iclock'],
    rights: [
      'main *#DEPARTMENT#*',
      'main *#DEPARTMENTS#*',
      'main *#LINK-CHANGES',
      'dynamodb:PartiQLInsert main',
      'dynamodb:PartiQLInsert operations',
      'operations *#AUDIT#*',
      'operations *#AUDIT-ONCE#*',
      'operations *#CHANGES-BEGIN#*',
    ],
    reason: 'it stores punches and users with the code of bridge, of which these are seen',
  },
  {
    lambdas: ['imports'],
    rights: [
      'main *#DEPARTMENT#*',
      'main *#DEPARTMENTS#*',
      'main *#TERMINAL#*',
      'dynamodb:PutItem main',
      'dynamodb:PartiQLUpdate main',
    ],
    reason: 'it stores punches with the code of bridge, of which these are seen',
  },
];

let statements: Record<LambdaName, RoleStatement[]>;
const evidence = committedEvidence();
const evidenceOf = (name: LambdaName): Evidence[] => evidence.filter(({ lambda }) => lambda === name);

beforeAll(() => {
  statements = statementsByFunction({ mail: { from: 'rollcall@example.com' } });
});

/** A partition key of the kind that a pattern names. */
const exampleOf = (pattern: string): string => pattern.replace(/^\*/, 'org1').replaceAll('*', 'x');

/** Patterns of keys that a statement asks for; `undefined` when it does not look at them. */
function keysOf({ Condition: condition }: RoleStatement): string[] | undefined {
  const keys = condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  return keys === undefined ? undefined : [keys].flat();
}

test.each(lambdaNames)('%s is allowed everything that it has asked for', async (name) => {
  const refused: string[] = [];
  for (const { action, on, key } of evidenceOf(name)) {
    const keys = key === '-' ? [] : [exampleOf(key)];
    if (!(await isAllowed(statements[name], action, on, keys))) refused.push(`${action} ${on} ${key}`);
  }
  expect(refused).toEqual([]);
});

test.each(lambdaNames)('%s may send what it has sent together', async (name) => {
  // A condition on the keys of a batch has to hold for all of them in one statement.
  for (const action of ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem']) {
    for (const on of ['main', 'operations']) {
      const asked = evidenceOf(name).filter((line) => line.action === action && line.on === on);
      const keys = asked.map(({ key }) => exampleOf(key));
      if (keys.length > 0) expect(await isAllowed(statements[name], action, on, keys)).toBe(true);
    }
  }
});

const nameOf = (arn: string): string =>
  arn
    .replace(/^arn:aws:dynamodb:.*:table\//, '')
    .replace('/index/', '/')
    .replace(/^arn:aws:sqs:.*:Rollcall-/, 'queue/')
    .replace(/^arn:aws:s3:::/, '')
    .replace('files/*', 'files')
    .replace(/^arn:aws:ses:.*/, 'mail');

/** What only AWS's own services use of a role: Lambda writes the log and takes messages from the queues. */
const isOfServices = (action: string): boolean =>
  action.startsWith('logs:') || /^sqs:(?!SendMessage$)/.test(action);

/** Everything that a role allows and no test has needed: by action, by resource and by kind of key. */
function unusedOf(name: LambdaName): string[] {
  const own = evidenceOf(name);
  const unused = statements[name].flatMap((statement) => {
    const { Action: actions, Resource: arns } = statement;
    if (actions.every(isOfServices)) return [];
    const places = [...new Set(arns.map(nameOf))];
    const keys = keysOf(statement);
    const used = own.filter(
      ({ action, on, key }) =>
        actions.includes(action) && places.includes(on) && (keys?.includes(key) ?? true),
    );
    const place = places[0] ?? '';
    return [
      ...actions
        .filter((each) => !used.some(({ action }) => action === each))
        .map((each) => `${each} ${place}`),
      ...places.filter((each) => !used.some(({ on }) => on === each)),
      ...(keys ?? [])
        .filter((each) => !used.some(({ key }) => key === each))
        .map((each) => `${place} ${each}`),
    ];
  });
  return [...new Set(unused)].sort();
}

test.each(lambdaNames)('%s is allowed nothing that it has never asked for, without a reason', (name) => {
  const excused = unseen.filter(({ lambdas }) => lambdas.includes(name)).flatMap((excuse) => excuse.rights);
  expect(unusedOf(name).filter((right) => !excused.includes(right))).toEqual([]);
});

test('every excuse is needed', () => {
  const idle = unseen.flatMap(({ lambdas, rights }) =>
    lambdas.flatMap((name) =>
      rights.filter((right) => !unusedOf(name).includes(right)).map((right) => `${name}: ${right}`),
    ),
  );
  expect(idle).toEqual([]);
});

test.each<[LambdaName, string, string, string]>([
  ['iclock', 'PutItem', 'main', 'org1#SETTINGS'],
  ['iclock', 'PutItem', 'main', 'org1#LOCKS'],
  ['iclock', 'PutItem', 'operations', '~#APIKEY#key'],
  ['iclock', 'GetItem', 'operations', '~#APIKEY#key'],
  ['iclock', 'GetItem', 'operations', '~#BRIDGEKEY#bridge'],
  ['iclock', 'Query', 'operations', 'org1#AUDIT#2024-03-01'],
  ['iclock', 'DeleteItem', 'operations', 'org1#PUSH#serial'],
  ['authorizer', 'GetItem', 'operations', '~#ENROLMENT#token'],
  ['authorizer', 'GetItem', 'main', 'org1#USER#1'],
  ['bridge', 'GetItem', 'operations', '~#APIKEY#key'],
  ['bridge', 'PutItem', 'main', 'org1#SETTINGS'],
  ['exports', 'PutItem', 'main', 'org1#USER#1'],
  ['exports', 'UpdateItem', 'operations', 'org1#JOB#1'],
  ['exports', 'GetItem', 'operations', '~#APIKEY#key'],
  ['deliveries', 'UpdateItem', 'operations', '~#APIKEY#key'],
  ['sheets', 'PutItem', 'main', 'org1#SETTINGS'],
  ['imports', 'PutItem', 'operations', '~#APIKEY#key'],
  ['api', 'PutItem', 'operations', '~#BRIDGEKEY#bridge'],
  ['api', 'PutItem', 'operations', 'org1#EXPORTS-OF-ANOTHER#KIND'],
])('%s may not %s in %s of %s', async (name, action, on, key) => {
  expect(await isAllowed(statements[name], `dynamodb:${action}`, on, [key])).toBe(false);
});

test.each(lambdaNames)(
  '%s may not delete an item of the main table, nor look through a table',
  async (name) => {
    expect(await isAllowed(statements[name], 'dynamodb:DeleteItem', 'main', ['org1#PIN#1'])).toBe(false);
    for (const on of ['main', 'operations']) {
      for (const action of [
        'Scan',
        'PartiQLSelect',
        'PartiQLDelete',
        'DeleteTable',
        'ExportTableToPointInTime',
      ]) {
        expect(await isAllowed(statements[name], `dynamodb:${action}`, on)).toBe(false);
      }
    }
  },
);

test.each(lambdaNames)('%s may not change or delete a single entry of the audit trail', async (name) => {
  for (const action of ['UpdateItem', 'DeleteItem', 'PartiQLUpdate', 'PartiQLDelete']) {
    const key = ['org1#AUDIT#2026-03-02'];
    expect([action, await isAllowed(statements[name], `dynamodb:${action}`, 'operations', key)]).toEqual([
      action,
      false,
    ]);
  }
});

test('no function may touch a key or a role', () => {
  const all = lambdaNames.flatMap((name) => statements[name].flatMap(({ Action: actions }) => actions));
  const services = new Set(all.map((action) => action.split(':')[0]));
  expect([...services].sort()).toEqual(['dynamodb', 'logs', 's3', 'ses', 'sqs']);
});

test.each(lambdaNames)('the policies of %s fit into what IAM takes of a role', (name) => {
  // Of all inline policies of a role together, white space not counted; ARNs are longer on AWS than here.
  expect(JSON.stringify(statements[name]).length).toBeLessThan(9_000);
});
