import { expect, test } from 'vitest';
import { openRuntime } from '#functions/runtime.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import type { Change } from '#shared/contract/changes.ts';
import { type Api, apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, withTick } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';

const cloud = useCloud();
const minute = 60_000;

/** Switches the log on, and lets the time pass after which it has every change. */
async function keepChanges(api: Api): Promise<void> {
  await api.putChangeState({ body: { kept: true } });
  cloudTime.advance(2 * minute);
}

/** A reader that goes on from wherever it was. */
function aReader(api: Api, limit = 37) {
  const seen: Change[] = [];
  let cursor: string | undefined;
  return {
    seen,
    /** Takes a page. @returns whether there is more at once */
    async read(start?: 'now'): Promise<boolean> {
      const page = await api.listChanges({
        query: { limit, ...(cursor ? { cursor } : start ? { start } : {}) },
      });
      seen.push(...page.items);
      cursor = page.nextCursor;
      return page.more;
    },
    async readAll(): Promise<Change[]> {
      const from = seen.length;
      while (await this.read());
      return seen.slice(from);
    },
  };
}

const keyText = ({ kind, key }: Change) => `${kind} ${JSON.stringify(key)}`;
const ofKind = <K extends Change['kind']>(seen: readonly Change[], kind: K) =>
  seen.filter((change): change is Extract<Change, { kind: K }> => change.kind === kind);

test('a reader sees what several writers write at once, each write exactly once, and rows as they are in the end', async () => {
  const site = await aSite(cloud, ['TEST1', 'TEST2'], withTick);
  const { api, bridge, stores, name } = site;
  await keepChanges(api);
  const reader = aReader(api);
  await reader.read('now');
  const lateReader = aReader(api, 1000);

  const times = Array.from({ length: 6 }, (_, at) => `2026-03-${String(at + 2).padStart(2, '0')}`);
  const pins = ['701', '702', '703', '704', '705'];
  const batches = ['TEST1', 'TEST2'].flatMap((terminal, half) =>
    times.map((day) => ({
      terminal,
      batchId: aBatchId(),
      records: pins.map((pin) => aRecord({ pin, time: `${day} ${half === 0 ? '09' : '17'}:00:00` })),
    })),
  );
  const bridges = batches.map(async (body) => {
    await bridge.api.storePunches({ body });
    await bridge.api.storePunches({ body });
  });
  // Processes of their own, which know nothing of each other, and all write into one shard.
  const direct = Array.from({ length: 8 }, async (_, process) => {
    const { punches } = openRuntime().storesOf(name);
    const [sample] = (await stores.punches.arrivals(cloudTime.today(), 1, cloudTime.instant())).items;
    for (let at = 0; at < 5; at += 1) {
      const second = String(at).padStart(2, '0');
      await punches.addAll([
        {
          ...(sample ?? {}),
          serial: 'TEST1' as never,
          pin: '9000' as never,
          wallTime: `2026-03-10T0${process}:00:${second}` as never,
          instant: `2026-03-10T0${process}:00:${second}Z` as never,
          status: 0,
          verify: 1,
          workCode: '',
          receivedAt: cloudTime.instant(),
          batchId: aBatchId(),
          order: at,
        },
      ]);
    }
  });
  const people = Array.from({ length: 8 }, async (_, at) => {
    const userId = `80${at}`;
    await api.createUser({ body: { id: userId } });
    for (let edit = 1; edit <= 4; edit += 1) {
      await api.updateUser({ params: { userId }, ifMatch: `"${edit}"`, body: { name: `Sample ${edit}` } });
    }
    const entry = {
      userId,
      date: '2026-03-04',
      reason: 'sample',
      kind: 'set-remark',
      remark: 'sample',
    } as const;
    const correction = await api.createCorrection({ body: entry });
    await api.withdrawCorrection({
      params: { userId, date: '2026-03-04', correctionId: correction.id },
      body: { reason: 'sample' },
    });
  });
  let isWriting = true;
  const reading = (async () => {
    while (isWriting) {
      await reader.read();
      if (lateReader.seen.length === 0) await lateReader.read();
    }
  })();
  await Promise.all([...bridges, ...direct, ...people]);
  await cloud.settle();
  isWriting = false;
  await reading;
  await reader.readAll();
  await lateReader.readAll();

  for (const { seen } of [reader, lateReader]) {
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    const punches = ofKind(seen, 'punch').map(keyText);
    expect(new Set(punches).size).toBe(punches.length);
    expect(punches).toHaveLength(12 * pins.length + 8 * 5);
    // Never older than the change: who is told of a punch finds it written.
    expect(ofKind(seen, 'punch').filter(({ value }) => value === null)).toEqual([]);
    expect(ofKind(seen, 'correction')).toHaveLength(8 * 2);
  }
  for (let at = 0; at < 8; at += 1) {
    const ofUser = ofKind(reader.seen, 'user').filter(({ key }) => key.userId === `80${at}`);
    const versions = ofUser.map(({ value }) => value?.version ?? 0);
    expect(versions).toHaveLength(5);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(versions.at(-1)).toBe(5);
  }
  const last = new Map(ofKind(reader.seen, 'sheet-row').map((change) => [keyText(change), change.value]));
  for (const userId of pins) {
    const { items } = await api.listSheets({ query: { userId, from: '2026-03-01', to: '2026-03-21' } });
    const mine = [...last.values()].filter((row) => row?.userId === userId);
    expect(items.length).toBeGreaterThan(0);
    expect(mine.toSorted((a, b) => ((a?.date ?? '') < (b?.date ?? '') ? -1 : 1))).toEqual(items);
  }
});

test('a write that has begun holds up what comes behind it in its shard, and nothing is passed by', async () => {
  const { api, stores } = await cloud.organisation();
  await keepChanges(api);
  await api.createUser({ body: { id: '1' } });
  const reader = aReader(api);
  expect(ofKind(await reader.readAll(), 'user')).toHaveLength(1);
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const end = interfere(DynamoDb, 'PutItem', async (input: { Item: { sk: string } }, original) => {
    if (input.Item.sk === 'PROFILE') {
      begun();
      await gate;
    }
    return await original();
  });
  const user = await stores.users.find('1' as never);
  if (!user) throw new Error('the user was created');
  const slow = stores.users.replace({ ...user, name: 'Slow', version: 2 }, 1);
  await hasBegun;
  // Of the same shard, by another way: it is tried while the first still waits, and refused, which is told like a write.
  await stores.users.issueEarlier({ ...user, issuedOn: '2026-03-02' as never }, '2026-03-01' as never);
  expect(await reader.readAll()).toEqual([]);
  go();
  expect(await slow).toBe(true);
  end();
  expect(ofKind(await reader.readAll(), 'user').map(({ value }) => value?.name)).toEqual(['Slow', 'Slow']);
});

test('an entry of which a part was given goes on, also when an older one has settled in between', async () => {
  const { api, stores } = await cloud.organisation();
  await keepChanges(api);
  await api.createUser({ body: { id: '1' } });
  const reader = aReader(api, 3);
  await reader.readAll();
  const sample = await stores.users.find('1' as never);
  if (!sample) throw new Error('the user was created');
  const peopleOf = (letter: string) =>
    Array.from({ length: 5 }, (_, at) => ({ ...sample, id: `${letter}${at}` as never }));
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const end = interfere(DynamoDb, 'BatchExecuteStatement', async (input: object, original) => {
    if (JSON.stringify(input).includes('#USER#a0')) {
      begun.resolve();
      await gate.promise;
    }
    return await original();
  });
  const slow = stores.users.addEach(peopleOf('a'));
  await begun.promise;
  cloudTime.advance(1000);
  await stores.users.addEach(peopleOf('b'));
  await reader.read();
  gate.resolve();
  await slow;
  end();
  await reader.readAll();
  const ids = ofKind(reader.seen, 'user').map(({ key }) => key.userId);
  const wanted = ['1', ...['a', 'b'].flatMap((letter) => peopleOf(letter).map(({ id }) => String(id)))];
  expect(ids.toSorted()).toEqual(wanted);
});

test('a writer that was killed between the log and the item, or behind the item, loses no change', async () => {
  const { api, stores } = await cloud.organisation();
  await keepChanges(api);
  const reader = aReader(api);
  await reader.readAll();
  // Killed: what closes the entry never comes.
  const end = interfere(DynamoDb, 'UpdateItem', async (input: { UpdateExpression: string }, original) => {
    if (/REMOVE #open/.test(input.UpdateExpression)) return {};
    return await original();
  });
  await api.createUser({ body: { id: '5' } });
  end();
  expect(await reader.readAll()).toEqual([]);
  cloudTime.advance(12 * minute);
  expect((await reader.readAll()).map(keyText)).toContain('user {"userId":"5"}');
  const user = await stores.users.find('5' as never);
  // Refused: the version has changed meanwhile. Nobody knows whether a try before has taken effect: it is told as it is.
  if (!user) throw new Error('the user was created');
  expect(await stores.users.replace({ ...user, version: 9 }, 8)).toBe(false);
  expect(ofKind(await reader.readAll(), 'user').map(({ value }) => value?.version)).toEqual([1]);
  // A write that fails in the middle may have been done: it is told.
  const fail = interfere(DynamoDb, 'PutItem', async (input: { Item: { sk: string } }, original) => {
    const answer = await original();
    if (input.Item.sk === 'PROFILE') throw new Error('the answer was lost');
    return answer;
  });
  await expect(stores.users.replace({ ...user, name: 'Told', version: 2 }, 1)).rejects.toThrow('lost');
  fail();
  expect(ofKind(await reader.readAll(), 'user').map(({ value }) => value?.name)).toEqual(['Told']);
});

test('the log is off until an administrator switches it on, and costs nothing but a look until then', async () => {
  const { api, keyFor } = await cloud.organisation();
  await expect(api.listChanges({})).rejects.toSatisfy(problem('changes.off'));
  expect(await api.getChangeState({})).toEqual({ kept: false });
  await api.createUser({ body: { id: '1' } });
  await cloud.settle();
  const traffic = watchTables();
  const edit = async (version: number) => {
    const before = traffic.writeUnits;
    await api.updateUser({
      params: { userId: '1' },
      ifMatch: `"${version}"`,
      body: { name: `Sample ${version}` },
    });
    await cloud.settle();
    return traffic.writeUnits - before;
  };
  const off = await edit(1);
  const hr = apiWith(cloud.url, await keyFor('hr'));
  await expect(hr.putChangeState({ body: { kept: true } })).rejects.toSatisfy(problem('caller.not-allowed'));
  await expect(hr.listChanges({})).rejects.toSatisfy(problem('caller.not-allowed'));
  await api.putChangeState({ body: { kept: true } });
  const { completeFrom } = await api.getChangeState({});
  await expect(api.listChanges({})).rejects.toSatisfy(problem('changes.starting', { retryAfterSeconds: 90 }));
  cloudTime.advance(2 * minute);
  expect(Date.parse(completeFrom ?? '')).toBeLessThan(cloudTime.now());
  await api.createUser({ body: { id: '4' } });
  await edit(2);
  expect((await edit(3)) - off).toBe(2);
  const { items } = await api.listChanges({ query: { kinds: 'user' } });
  expect(items.map(keyText)).toEqual(['4', '1', '1'].map((userId) => `user {"userId":"${userId}"}`));
  expect((await api.listChanges({ query: { kinds: 'punch,leave' } })).items).toEqual([]);
  const integration = apiWith(cloud.url, await keyFor('integration', ['changes:read']));
  expect((await integration.listChanges({})).items.map(keyText)).toEqual(
    expect.arrayContaining(items.map(keyText)),
  );
  const without = apiWith(cloud.url, await keyFor('integration', ['users:read']));
  await expect(without.listChanges({})).rejects.toSatisfy(problem('caller.not-allowed'));
});

test('a cursor from before a break, or from before what is kept, is refused, and one of another list too', async () => {
  const { api } = await cloud.organisation();
  await keepChanges(api);
  const { nextCursor } = await api.listChanges({ query: { start: 'now' } });
  await api.putChangeState({ body: { kept: false } });
  await api.putChangeState({ body: { kept: true } });
  cloudTime.advance(2 * minute);
  await expect(api.listChanges({ query: { cursor: nextCursor } })).rejects.toSatisfy(
    problem('changes.expired'),
  );
  const { nextCursor: later } = await api.listChanges({ query: { start: 'now' } });
  cloudTime.advance(31 * 24 * 60 * minute);
  await expect(api.listChanges({ query: { cursor: later } })).rejects.toSatisfy(problem('changes.expired'));
  await expect(api.listChanges({ query: { cursor: 'abc' } })).rejects.toSatisfy(problem('request.cursor'));
  await expect(api.listChanges({ query: { kinds: 'people' } })).rejects.toSatisfy(problem('request.invalid'));
  const day = cloudTime.today();
  const audit = (await api.listAudit({ query: { day: '2026-03-20', limit: 1000 } })).items;
  expect(day > '2026-03-20').toBe(true);
  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['changes.switched-on', 'changes.switched-off']),
  );
});
