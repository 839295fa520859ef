import { beforeAll, expect, test } from 'vitest';
import { type LambdaName, lambdaNames } from '#infra/lambdas.ts';
import { committedEvidence, type Evidence } from '#test/support/rights/evidence.ts';
import { isAllowed, type RoleStatement, statementsByFunction } from './roles.ts';

/** What roles may do although no test has made their function do it, each with its reason. */
const unseen: readonly { lambdas: readonly LambdaName[]; rights: readonly string[]; reason: string }[] = [];

let statements: Record<LambdaName, RoleStatement[]>;
const evidence = committedEvidence();
const evidenceOf = (name: LambdaName): Evidence[] => evidence.filter(({ lambda }) => lambda === name);

beforeAll(() => {
  statements = statementsByFunction({ mailFrom: 'rollcall@example.com' });
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
    .replace(/^arn:aws:sqs:.*:rollcall-/, 'queue/')
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

test('no function may touch a key or a role', () => {
  const all = lambdaNames.flatMap((name) => statements[name].flatMap(({ Action: actions }) => actions));
  const services = new Set(all.map((action) => action.split(':')[0]));
  expect([...services].sort()).toEqual(['dynamodb', 'logs', 's3', 'ses', 'sqs']);
});

test.each(lambdaNames)('the policies of %s fit into what IAM takes of a role', (name) => {
  // Of all inline policies of a role together, white space not counted; ARNs are longer on AWS than here.
  expect(JSON.stringify(statements[name]).length).toBeLessThan(9_000);
});
