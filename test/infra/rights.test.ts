import { beforeAll, expect, test } from 'vitest';
import { type LambdaName, lambdaNames } from '#infra/lambdas.ts';
import { type Statement, statementsOf, templates } from './synthesised.ts';

let rights: Record<LambdaName, Statement[]>;
beforeAll(() => {
  const made = templates();
  rights = Object.fromEntries(
    lambdaNames.map((name) => [
      name,
      statementsOf(made, `${name.charAt(0).toUpperCase()}${name.slice(1)}Function`),
    ]),
  ) as Record<LambdaName, Statement[]>;
});

/** Actions of a function on whatever its statements name, where the resource's text has the given part. */
function actionsOn(name: LambdaName, part: string): string[] {
  const found = rights[name].filter((statement) => statement.resources.includes(part));
  return [...new Set(found.flatMap((statement) => statement.actions))].sort();
}

const reads = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const statements = ['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate'];
const writes = ['dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', ...statements];
const deletes = ['dynamodb:DeleteItem'];
const main = 'FnGetAttMain';
const operations = 'FnGetAttOperations';

test.each<[LambdaName, string[], string[]]>([
  ['api', [...reads, ...writes], [...reads, ...writes, ...deletes]],
  ['bridge', [...reads, ...writes], [...reads, ...writes, ...deletes]],
  ['iclock', [...reads, ...writes], [...reads, ...writes]],
  ['authorizer', [], ['dynamodb:GetItem']],
  ['tick', [...reads, ...writes], [...reads, ...writes, ...deletes]],
  ['sheets', [...reads, ...writes], [...reads, ...writes]],
  ['gather', [], []],
  ['exports', reads, [...reads, ...writes]],
  ['imports', [...reads, ...writes], [...reads, ...writes]],
  ['deliveries', [...reads, ...writes], [...reads, ...writes]],
])('%s may do with the tables what it needs and no more', (name, onMain, onOperations) => {
  expect(actionsOn(name, main)).toEqual(onMain.sort());
  expect(actionsOn(name, operations)).toEqual(onOperations.sort());
});

test.each<[LambdaName, string[]]>([
  [
    'api',
    [
      ':Rollcall-sheets"',
      ':Rollcall-gather"',
      ':Rollcall-exports"',
      ':Rollcall-imports"',
      ':Rollcall-deliveries"',
    ],
  ],
  ['bridge', [':Rollcall-sheets"', ':Rollcall-gather"']],
  ['iclock', [':Rollcall-sheets"', ':Rollcall-gather"']],
  ['authorizer', []],
  ['tick', [':Rollcall-sheets"', ':Rollcall-gather"', ':Rollcall-exports"', ':Rollcall-deliveries"']],
  ['sheets', [':Rollcall-sheets"', ':Rollcall-gather"']],
  ['gather', [':Rollcall-sheets"']],
  ['exports', [':Rollcall-deliveries"']],
  ['imports', [':Rollcall-sheets"', ':Rollcall-gather"', ':Rollcall-imports"']],
  ['deliveries', [':Rollcall-exports"', ':Rollcall-deliveries"']],
])('%s sends to its queues only', (name, queues) => {
  const sends = rights[name].filter((statement) => statement.actions.includes('sqs:SendMessage'));
  const all = [
    ':Rollcall-sheets"',
    ':Rollcall-gather"',
    ':Rollcall-exports"',
    ':Rollcall-imports"',
    ':Rollcall-deliveries"',
  ];
  for (const queue of all) {
    expect(sends.some((statement) => statement.resources.includes(queue))).toBe(queues.includes(queue));
  }
});

test('only api, exports, imports and deliveries come near the files, and imports only reads them', () => {
  const files = Object.fromEntries(lambdaNames.map((name) => [name, actionsOn(name, 'ExportFilesBucket')]));
  expect(files).toEqual({
    api: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
    bridge: [],
    iclock: [],
    authorizer: [],
    tick: [],
    sheets: [],
    gather: [],
    exports: ['s3:AbortMultipartUpload', 's3:PutObject'],
    imports: ['s3:GetObject'],
    deliveries: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
  });
});

test('no function may touch a table as such, a key or a role', () => {
  const all = lambdaNames.flatMap((name) => rights[name].flatMap((statement) => statement.actions));
  const services = new Set(all.map((action) => action.split(':')[0]));
  expect([...services].sort()).toEqual(['dynamodb', 'logs', 's3', 'sqs']);
  expect(all.filter((action) => /Table|Policy|Role/.test(action))).toEqual([]);
});
