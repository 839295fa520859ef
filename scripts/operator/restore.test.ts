import { DynamoDBClient, RestoreTableToPointInTimeCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, expect, test } from 'vitest';
import { readOperatorOptions } from './options.ts';
import { restoreTables } from './restore.ts';

const aws = mockClient(DynamoDBClient);
afterAll(() => aws.restore());
const tables = ['--main-table', 'Main', '--operations-table', 'Ops'];

test('both tables are restored to one moment, each beside the one in use', async () => {
  aws.on(RestoreTableToPointInTimeCommand).resolves({});
  const options = readOperatorOptions(['restore', ...tables, '--at', '2026-03-02T01:00:00Z']);
  if (options?.command !== 'restore') throw new Error('it was asked for');
  const made = await restoreTables(new DynamoDBClient({ region: 'us-east-1' }), options.target, options.at);
  expect(made).toEqual(['Main-20260302T010000Z', 'Ops-20260302T010000Z']);
  expect(aws.commandCalls(RestoreTableToPointInTimeCommand).map(({ args }) => args[0].input)).toEqual(
    ['Main', 'Ops'].map((table, index) => ({
      SourceTableName: table,
      TargetTableName: made[index],
      RestoreDateTime: new Date('2026-03-02T01:00:00Z'),
    })),
  );
});

test.each([
  [['restore', ...tables], 'needs --at'],
  [['restore', ...tables, '--at', 'yesterday'], 'needs --at'],
  [['restore', '--data', 'x', '--at', '2026-03-02T01:00:00Z'], 'has no earlier states'],
])('%j is refused', (args, message) => {
  expect(() => readOperatorOptions(args)).toThrow(message);
});
