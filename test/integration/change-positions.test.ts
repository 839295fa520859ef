import { expect, test } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import type { Change } from '#shared/contract/changes.ts';
import { type Api, cloudTime, useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';
import { problem } from '#test/support/problem-error.ts';

const cloud = useCloud();
const minute = 60_000;
const day = 24 * 60 * minute;

async function keepChanges(api: Api): Promise<void> {
  await api.putChangeState({ body: { kept: true } });
  cloudTime.advance(2 * minute);
}

/** An organisation whose log is kept, with user 1. */
async function withUser() {
  const organisation = await cloud.organisation();
  await keepChanges(organisation.api);
  await organisation.api.createUser({ body: { id: '1' } });
  const user = await organisation.stores.users.find('1' as never);
  if (!user) throw new Error('the user was created');
  return { ...organisation, user };
}

async function readAll(api: Api, cursor: string | undefined, limit = 1000) {
  const items: Change[] = [];
  let at = cursor;
  for (let more = true; more; ) {
    const page = await api.listChanges({ query: { limit, ...(at ? { cursor: at } : {}) } });
    items.push(...page.items);
    at = page.nextCursor;
    more = page.more;
  }
  return { items, cursor: at };
}

/** Holds up each write of user 1 until a test lets it go; each is told apart by the name that it gives. */
function holdUsers() {
  const gates = new Map<string, { begun: PromiseWithResolvers<void>; go: PromiseWithResolvers<void> }>();
  const gateOf = (name: string) => {
    const gate = gates.get(name) ?? { begun: Promise.withResolvers(), go: Promise.withResolvers() };
    gates.set(name, gate);
    return gate;
  };
  const end = interfere(
    DynamoDb,
    'PutItem',
    async ({ Item: item }: { Item: { sk: string; name?: string } }, original) => {
      if (item.sk === 'PROFILE' && item.name !== undefined) {
        gateOf(item.name).begun.resolve();
        await gateOf(item.name).go.promise;
      }
      return await original();
    },
  );
  return { gateOf, end };
}

test('a reader that begins now hears of a write that is under way, however many were begun after it', async () => {
  const { api, stores, user } = await withUser();
  const { gateOf, end } = holdUsers();
  const slow = stores.users.replace({ ...user, name: 'Slow', version: 2 }, 1);
  await gateOf('Slow').begun.promise;
  for (let at = 0; at < 60; at += 1) {
    await stores.users.issueEarlier({ ...user, issuedOn: '2026-03-02' as never }, '2026-03-01' as never);
  }
  const { nextCursor } = await api.listChanges({ query: { start: 'now' } });
  expect((await readAll(api, nextCursor)).items).toEqual([]);
  gateOf('Slow').go.resolve();
  await slow;
  end();
  const { items } = await readAll(api, nextCursor);
  expect(items[0]).toMatchObject({ kind: 'user', value: { name: 'Slow' } });
  expect(items).toHaveLength(61);
  // Who begins now has missed nothing and gets nothing again.
  const { nextCursor: behind } = await api.listChanges({ query: { start: 'now' } });
  expect((await readAll(api, behind)).items).toEqual([]);
});

test('slow writers that end in any order are each told exactly once, in the order in which they began', async () => {
  const { api, stores, user } = await withUser();
  const { nextCursor: start } = await api.listChanges({ query: { start: 'now' } });
  const { gateOf, end } = holdUsers();
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const writes: Promise<boolean>[] = [];
  for (const name of names) {
    writes.push(stores.users.replace({ ...user, name, version: 1 }, 1));
    await gateOf(name).begun.promise;
    cloudTime.advance(1000);
  }
  const seen: Change[] = [];
  let cursor = start;
  for (const name of ['F', 'D', 'B', 'A', 'C', 'E']) {
    gateOf(name).go.resolve();
    await writes[names.indexOf(name)];
    const page = await readAll(api, cursor, 2);
    seen.push(...page.items);
    cursor = page.cursor ?? cursor;
    // Those before the first that is still being written, and no other.
    const ended = { F: 0, D: 0, B: 0, A: 2, C: 4, E: 6 }[name];
    expect(seen).toHaveLength(ended ?? 0);
  }
  end();
  expect(new Set(seen.map(({ id }) => id)).size).toBe(6);
  expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted());
});

test('a cursor counts as expired once an entry may be gone that it has not had, however young it is itself', async () => {
  const { api, stores, user } = await withUser();
  for (let version = 1; version < 4; version += 1) {
    await stores.users.replace({ ...user, version: version + 1 }, version);
  }
  cloudTime.advance(29 * day);
  const { nextCursor, items, more } = await api.listChanges({ query: { limit: 1 } });
  expect([items.length, more]).toEqual([1, true]);
  // Whoever reads on at once gets through.
  cloudTime.advance(1.5 * day);
  const { nextCursor: second } = await api.listChanges({ query: { limit: 1, cursor: nextCursor } });
  cloudTime.advance(day);
  await expect(api.listChanges({ query: { cursor: second } })).rejects.toSatisfy(problem('changes.expired'));
});

test('the oldest change is one from after the last break, so that nothing is left out behind it', async () => {
  const { api } = await withUser();
  await api.putChangeState({ body: { kept: false } });
  cloudTime.advance(minute);
  await api.createUser({ body: { id: '2' } });
  await keepChanges(api);
  await api.createUser({ body: { id: '3' } });
  const { items } = await readAll(api, undefined);
  expect(items.map(({ key }) => key)).toEqual([{ userId: '3' }]);
});

test('of kinds that a reader does not want nothing is read', async () => {
  const { api, stores, user } = await withUser();
  const people = Array.from({ length: 40 }, (_, at) => ({ ...user, id: `${5000 + at}` as never }));
  await stores.users.addEach(people);
  let keys = 0;
  const end = interfere(
    DynamoDb,
    'BatchGetItem',
    async (input: { RequestItems: Record<string, { Keys: object[] }> }, original) => {
      // The names of authors are read beside the things.
      const all = Object.values(input.RequestItems).flatMap(({ Keys }) => Keys);
      keys += all.filter((key) => JSON.stringify(key).includes('USER#')).length;
      return await original();
    },
  );
  expect((await api.listChanges({ query: { kinds: 'leave', limit: 100 } })).items).toEqual([]);
  expect(keys).toBe(0);
  expect((await api.listChanges({ query: { kinds: 'user', limit: 7 } })).items).toHaveLength(7);
  expect(keys).toBe(7);
  end();
});
