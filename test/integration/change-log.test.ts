import { expect, test } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { DynamoDbFailure } from '#functions/store/dynamodb-failure.ts';
import { type Api, cloudTime, useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';

const cloud = useCloud();
const minute = 60_000;
const day = 24 * 60 * minute;

interface Put {
  Item: { pk: string; sk: string };
}

/** An organisation whose log is kept, with some users that are not stored yet, and a reader of the log. */
async function withLog(count = 0) {
  const { api, stores, name } = await cloud.organisation();
  await api.putChangeState({ body: { kept: true } });
  cloudTime.advance(2 * minute);
  await api.createUser({ body: { id: '1' } });
  const sample = await stores.users.find('1' as never);
  if (!sample) throw new Error('the user was created');
  const people = Array.from({ length: count }, (_, at) => ({ ...sample, id: `${5000 + at}` as never }));
  const read = aReader(api);
  await read();
  return { api, name, stores, sample, people, read };
}

/** Reads on from wherever it was. @returns who has changed, and the names they have now */
function aReader(api: Api) {
  let cursor: string | undefined;
  return async (limit = 1000) => {
    const seen: { userId: string; name: string | undefined }[] = [];
    for (let more = true; more; ) {
      const page = await api.listChanges({ query: { limit, kinds: 'user', ...(cursor ? { cursor } : {}) } });
      for (const change of page.items) {
        if (change.kind === 'user') seen.push({ userId: change.key.userId, name: change.value?.name });
      }
      cursor = page.nextCursor;
      more = page.more;
    }
    return seen;
  };
}

test('a write of which one request fails is told once the others have ended, too', async () => {
  const { stores, people, read } = await withLog(60);
  const gate = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  interfere(DynamoDb, 'BatchExecuteStatement', async (input: object, original) => {
    const text = JSON.stringify(input);
    if (text.includes('#USER#5000"')) {
      failed.resolve();
      throw new Error('the first batch has failed');
    }
    if (!text.includes('#USER#5030"')) return await original();
    await gate.promise;
    try {
      return await original();
    } finally {
      ended.resolve();
    }
  });
  const write = stores.users.addEach(people).then(
    () => 'taken',
    (error: Error) => error.message,
  );
  await failed.promise;
  // The others are still at it: a reader that went past them now would never hear of them.
  const early = await read();
  gate.resolve();
  await ended.promise;
  expect(await write).toBe('the first batch has failed');
  const told = new Map([...early, ...(await read())].map(({ userId, name }) => [userId, name]));
  expect(early).toEqual([]);
  expect(told.size).toBe(60);
});

test('a write that was refused in its second try, because its first had taken effect, is told', async () => {
  const { stores, sample, read } = await withLog();
  const end = interfere(DynamoDb, 'PutItem', async ({ Item: { sk } }: Put, original) => {
    if (sk !== 'PROFILE') return await original();
    await original();
    // What the second try of the very same request is answered.
    return await original();
  });
  expect(await stores.users.replace({ ...sample, name: 'Told', version: 2 }, 1)).toBe(false);
  end();
  expect(await read()).toEqual([{ userId: '1', name: 'Told' }]);
});

test('entries of a write that could not begin hold up nobody', async () => {
  const { stores, people, read } = await withLog(600);
  let entries = 0;
  const end = interfere(DynamoDb, 'PutItem', async ({ Item: { pk } }: Put, original) => {
    if (!pk.includes('#CHANGES#')) return await original();
    entries += 1;
    if (entries === 1) return await original();
    throw DynamoDbFailure.answered(400, { __type: 'AccessDeniedException', message: 'not now' });
  });
  await expect(stores.users.addEach(people)).rejects.toThrow('not now');
  end();
  // Nothing is there, and the next one of the same shard is told at once.
  const [first] = people;
  if (first) await stores.users.addEach([first]);
  const told = await read();
  expect(told.filter(({ name }) => name !== undefined)).toEqual([]);
  expect(told.map(({ userId }) => userId)).toContain('5000');
});

test('a write that goes on after its entry was read as left is told again', async () => {
  const { stores, sample, read } = await withLog();
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const end = interfere(DynamoDb, 'PutItem', async ({ Item: { sk } }: Put, original) => {
    if (sk === 'PROFILE') {
      begun.resolve();
      await gate.promise;
    }
    return await original();
  });
  const slow = stores.users.replace({ ...sample, name: 'Late', version: 2 }, 1);
  await begun.promise;
  expect(await read()).toEqual([]);
  cloudTime.advance(12 * minute);
  expect(await read()).toEqual([{ userId: '1', name: undefined }]);
  gate.resolve();
  expect(await slow).toBe(true);
  end();
  expect(await read()).toEqual([{ userId: '1', name: 'Late' }]);
});

test('numbers never come again, whichever old entries have gone first', async () => {
  const { api, name, stores, sample } = await withLog();
  await stores.users.replace({ ...sample, version: 2 }, 1);
  cloudTime.advance(29 * day);
  const { nextCursor, items } = await api.listChanges({ query: { limit: 1000, kinds: 'user' } });
  expect(items).toHaveLength(2);
  cloudTime.advance(4 * day);
  // DynamoDB deletes what has expired in any order: here the last one, which the reader has had, and not the one before it.
  const table = new DynamoDb();
  const [, shard, number] = items[1]?.id.split('_') ?? [];
  await table.send('DeleteItem', {
    TableName: cloud.runtime.environment.tables.operations,
    Key: { pk: `${name}#CHANGES#${shard}`, sk: number?.padStart(16, '0') },
  });
  await stores.users.replace({ ...sample, name: 'New', version: 3 }, 2);
  const page = await api.listChanges({ query: { cursor: nextCursor, kinds: 'user' } });
  expect(page.items).toMatchObject([{ kind: 'user', value: { name: 'New' } }]);
});
