import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { statementOf } from '#functions/store/put-statement.ts';
import { openStore, type Store } from './index.ts';

let store: Store;

function ask(operation: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve) => {
    store.answer(operation, JSON.stringify(body), ({ status, body: text }) =>
      resolve({ status, body: JSON.parse(text) }),
    );
  });
}

const text = (value: unknown) => ({ S: String(value) });

function batch(statements: readonly { Statement: string; Parameters?: unknown[] }[], changes: object = {}) {
  const Statements = statements.map(({ Statement, Parameters }) => ({
    Statement,
    ...(Parameters ? { Parameters: Parameters.map(text) } : {}),
  }));
  return ask('BatchExecuteStatement', { Statements, ...changes });
}

async function itemAt(sk: string) {
  return (await ask('GetItem', { TableName: 'things', Key: { pk: text('a'), sk: text(sk) } })).body.Item;
}

beforeEach(async () => {
  store = openStore({ now: async () => 0 });
  await ask('CreateTable', {
    TableName: 'things',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  });
});

afterEach(() => store.close());

const thing = (sk: string, changes: Record<string, string> = {}) => ({ pk: 'a', sk, stamp: '1', ...changes });
const put = (sk: string, changes?: Record<string, string>) =>
  statementOf('things', { item: thing(sk, changes), mayHave: [] });
const over = (
  sk: string,
  stamp: string,
  changes: Record<string, string>,
  seen: Record<string, undefined> = {},
) =>
  statementOf('things', {
    item: thing(sk, changes),
    seen: { stamp, ...seen },
    mayHave: ['note', 'lock'],
  });

describe('statements that put items', () => {
  test('write each one, unless it is there', async () => {
    const first = await batch([put('1'), put('2', { note: "it's" })]);
    expect(first.body.Responses).toEqual([{ TableName: 'things' }, { TableName: 'things' }]);
    const second = await batch([put('2', { note: 'new' }), put('3')]);
    expect(second.body.Responses).toEqual([
      {
        Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
        TableName: 'things',
      },
      { TableName: 'things' },
    ]);
    expect(await itemAt('2')).toMatchObject({ note: text("it's") });
    expect(await itemAt('3')).toEqual({ pk: text('a'), sk: text('3'), stamp: text('1') });
  });

  test('replace what is there only where it is as it was seen', async () => {
    await batch([put('1', { note: 'old' }), put('2', { lock: 'x' })]);
    const { body } = await batch([
      over('1', '1', { stamp: '2' }),
      over('2', '1', { stamp: '2' }, { lock: undefined }),
      over('9', '1', { stamp: '2' }),
    ]);
    const refused = {
      Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      TableName: 'things',
    };
    expect(body.Responses).toEqual([{ TableName: 'things' }, refused, refused]);
    expect(await itemAt('1')).toEqual({ pk: text('a'), sk: text('1'), stamp: text('2') });
    expect(await itemAt('2')).toMatchObject({ stamp: text('1'), lock: text('x') });
    expect(await itemAt('9')).toBeUndefined();
  });

  test('use the units of plain writes', async () => {
    const { body } = await batch([put('1'), put('2')], { ReturnConsumedCapacity: 'TOTAL' });
    expect(body.ConsumedCapacity).toEqual([{ TableName: 'things', CapacityUnits: 2 }]);
  });

  test('go with a statement that deletes', async () => {
    await batch([put('1')]);
    const statement = 'DELETE FROM "things" WHERE "pk" = ? AND "sk" = ? AND "note" IS NOT MISSING';
    expect((await batch([{ Statement: statement, Parameters: ['a', '1'] }])).body.Responses).toMatchObject([
      { Error: { Code: 'ConditionalCheckFailed' } },
    ]);
    await batch([{ Statement: statement.replace(' AND "note" IS NOT MISSING', ''), Parameters: ['a', '1'] }]);
    expect(await itemAt('1')).toBeUndefined();
  });
});

test.each([
  ['no statement at all', 'GARBAGE', [], 'ValidationError', 'Only select, insert'],
  [
    'half a key',
    'UPDATE "things" SET "b" = ? WHERE "pk" = ?',
    ['x', 'a'],
    'ValidationError',
    'key attributes',
  ],
  [
    'a part of the key',
    `UPDATE "things" SET "sk" = ? WHERE "pk" = ? AND "sk" = ?`,
    ['x', 'a', '1'],
    'ValidationError',
    'part of the key',
  ],
  ['an unknown table', `INSERT INTO "nothing" VALUE {'pk': ?}`, ['a'], 'ResourceNotFound', 'non-existent'],
  ['an item without its key', `INSERT INTO "things" VALUE {'pk': ?}`, ['a'], 'ValidationError', 'Key sk'],
  [
    'too few parameters',
    `INSERT INTO "things" VALUE {'pk': ?, 'sk': ?}`,
    ['a'],
    'ValidationError',
    'Number of parameters',
  ],
  [
    'something left over',
    `DELETE FROM "things" WHERE "pk" = ? AND "sk" = ? 7`,
    ['a', '1'],
    'ValidationError',
    'well formed',
  ],
])('a statement with %s is refused alone', async (_, Statement, Parameters, code, words) => {
  const { body } = await batch([{ Statement, Parameters }, put('1')]);
  expect(body.Responses).toMatchObject([
    { Error: { Code: code, Message: expect.stringContaining(words) } },
    { TableName: 'things' },
  ]);
});

test('two statements about one item, or more than 25, are refused together', async () => {
  const twice = await batch([put('1'), put('1')]);
  expect(twice).toMatchObject({
    status: 400,
    body: { message: 'Provided list of item keys contains duplicates' },
  });
  const many = await batch(Array.from({ length: 26 }, (_, at) => put(String(at))));
  expect(many.status).toBe(400);
  expect(await itemAt('1')).toBeUndefined();
});
