import { describe, expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, claimOne, noCounts, type TestSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();

const roster = (id: string) => ({
  params: { id },
  body: {
    id,
    name: id,
    kind: 'weekly',
    days: Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
        day,
        { scheduleId: null },
      ]),
    ),
  } as never,
});

async function push(site: TestSite, pins: readonly string[], taskId?: string) {
  return await site.bridge.api.storePunches({
    body: {
      batchId: aBatchId(),
      terminal: 'TEST1',
      records: pins.map((pin) => aRecord({ pin })),
      ...(taskId === undefined ? {} : { taskId }),
    },
  });
}

describe('details from a terminal', () => {
  test('complete the users that a download has created, and no others', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    await site.api.createUser({ body: { id: '9', name: 'Kept as it is' } });
    await site.api.startDownload({ body: {} });
    const taskId = await claimOne(site);
    await push(site, ['0701', '9'], taskId);
    const { results } = await site.bridge.api.storeUsers({
      body: {
        taskId,
        terminal: 'TEST1',
        users: [
          { pin: '701', name: 'Sample Person', privilege: 14, credentials: { fingers: 2, cards: 1 } },
          { pin: '9', name: 'Somebody else' },
          { pin: '555', name: 'Nobody' },
        ],
      },
    });
    expect(results.map(({ result }) => result)).toEqual(['completed', 'unknown', 'unknown']);
    expect(await site.api.getUser({ params: { userId: '701' } })).toMatchObject({
      name: 'Sample Person',
      status: 'active',
      privilege: 14,
      credentials: { fingers: 2, cards: 1 },
    });
    expect((await site.api.getUser({ params: { userId: '9' } })).name).toBe('Kept as it is');
    await expect(site.api.getUser({ params: { userId: '555' } })).rejects.toSatisfy(problem('user.unknown'));
  });

  test('of users that HR has chosen come with issuance date and roster, and leave its names alone', async () => {
    const site = await aSite(cloud);
    await site.api.putRoster(roster('week'));
    await site.api.createUser({ body: { id: '701', name: 'As HR writes it' } });
    await site.api.createUser({ body: { id: '702' } });
    const started = await site.api.startUserDownload({
      body: {
        terminal: 'TEST1',
        userIds: ['0701', '702', '702'],
        issuedOn: '2026-03-09',
        dutyRosterId: 'week',
      },
    });
    expect(started).toMatchObject({ kind: 'users', tasks: [{ terminal: 'TEST1' }] });
    const { tasks } = await site.bridge.beat({ take: 5 });
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.userIds?.toSorted()).toEqual(['701', '702']);
    const taskId = tasks[0]?.id ?? '';
    const send = async () => {
      const { results } = await site.bridge.api.storeUsers({
        body: {
          taskId,
          terminal: 'TEST1',
          users: [
            { pin: '701', name: 'as the terminal has it', privilege: 0 },
            { pin: '702', name: 'Sample Person' },
            { pin: '703', name: 'Not asked for' },
          ],
        },
      });
      return results.map(({ result }) => result);
    };
    expect(await send()).toEqual(['completed', 'completed', 'unknown']);
    expect(await send()).toEqual(['unchanged', 'unchanged', 'unknown']);
    const users = await Promise.all(['701', '702'].map((userId) => site.api.getUser({ params: { userId } })));
    expect(users.map(({ name }) => name)).toEqual(['As HR writes it', 'Sample Person']);
    for (const user of users) {
      expect(user).toMatchObject({
        issuedOn: '2026-03-09',
        dutyRosterId: 'week',
        rosterAssignments: [{ rosterId: 'week', from: '2026-03-09', to: null }],
      });
    }
    const counts = { ...noCounts, usersDetailed: 2 };
    await site.bridge.api.completeTask({ params: { taskId }, body: { outcome: 'done', counts } });
    await expect(send()).rejects.toSatisfy(problem('task.not-yours'));
    expect((await site.api.getDownload({ params: { downloadId: started.id } })).counts.usersDetailed).toBe(2);
  });

  test('are not asked for when anything of the request is wrong: nothing has changed then', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '701' } });
    const ask = (differing: object) =>
      site.api.startUserDownload({
        body: { terminal: 'TEST1', userIds: ['701'], issuedOn: '2026-03-09', ...differing },
      });
    await expect(ask({ userIds: ['701', '999'] })).rejects.toSatisfy(
      problem('user.unknown', { userId: '999' }),
    );
    await expect(ask({ dutyRosterId: 'none' })).rejects.toSatisfy(
      problem('roster.unknown', { rosterId: 'none' }),
    );
    await expect(ask({ terminal: 'OTHER' })).rejects.toSatisfy(
      problem('terminal.unknown', { serial: 'OTHER' }),
    );
    expect((await site.api.getUser({ params: { userId: '701' } })).version).toBe(1);
    expect((await site.bridge.beat({ take: 5 })).tasks).toEqual([]);
  });

  test('never hold more than counts of what is enrolled', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '701' } });
    await site.api.startUserDownload({ body: { terminal: 'TEST1', userIds: ['701'] } });
    const taskId = await claimOne(site);
    const body = JSON.stringify({
      taskId,
      terminal: 'TEST1',
      users: [{ pin: '701', credentials: { fingers: 1, template: 'AAAA' } }],
    });
    const { url, headers } = site.bridge.sign('POST', '/bridge/v1/users', body);
    const response = await fetch(url, { method: 'POST', headers, body });
    const { facts } = (await response.json()) as { facts: unknown };
    expect([response.status, facts]).toEqual([
      422,
      {
        issues: [
          {
            in: 'body',
            path: '/users/0/credentials/template',
            message: 'is not a field of this request',
            told: { key: 'field.unknown', values: {}, text: 'is not a field of this request' },
          },
        ],
      },
    ]);
  });
});

test('a download with the tick creates the users whose punches were held before, and fetches their details', async () => {
  const site = await aSite(cloud);
  await push(site, ['701', '702']);
  expect((await site.api.listUnknownUsers({})).items).toHaveLength(2);
  const download = await site.api.startDownload({ body: { createMissingUsers: true } });
  expect((await site.api.listUnknownUsers({})).items).toEqual([]);
  expect(await site.api.getUser({ params: { userId: '701' } })).toMatchObject({
    status: 'provisional',
    issuedOn: '2026-03-02',
    origin: { kind: 'download', terminal: 'TEST1', downloadId: download.id },
  });
  const { items } = await site.api.listDownloads({});
  expect(items.map(({ kind }) => kind).sort()).toEqual(['punches', 'users']);
  await cloud.settle();
  const rows = await site.api.listSheets({ query: { userId: '702', from: '2026-03-02', to: '2026-03-03' } });
  expect(rows.items).toHaveLength(1);
});

describe('an edit', () => {
  test('needs the ETag that was read, and is refused when it is not the last', async () => {
    const { api, key } = await cloud.organisation();
    await api.createUser({ body: { id: '701' } });
    const response = await cloud.fetch('/v1/users/701', { key });
    expect(response.headers.get('etag')).toBe('"1"');
    const edit = (ifMatch: string) =>
      api.updateUser({ params: { userId: '701' }, body: { name: 'A' }, ifMatch });
    expect((await edit('"1"')).version).toBe(2);
    await expect(edit('"1"')).rejects.toSatisfy(problem('request.stale', { currentEtag: '"2"' }));
    await expect(edit('W/"2"')).rejects.toSatisfy(problem('request.stale'));
    const without = await cloud.fetch('/v1/users/701', {
      key,
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"B"}',
    });
    expect(await refusalOf(without)).toEqual([428, 'request.no-if-match']);
  });

  test('of two people at once is taken from one of them', async () => {
    const { api } = await cloud.organisation();
    await api.createUser({ body: { id: '701' } });
    const edits = await Promise.allSettled(
      ['A', 'B', 'C', 'D'].map((name) =>
        api.updateUser({ params: { userId: '701' }, body: { name }, ifMatch: '"1"' }),
      ),
    );
    expect(edits.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const edit of edits) {
      if (edit.status === 'rejected') expect(edit.reason).toSatisfy(problem('request.stale'));
    }
  });

  test('clears with null, leaves what it does not name, and keeps dates in order', async () => {
    const { api } = await cloud.organisation();
    await api.createUser({ body: { id: '701', name: 'A', department: 'Stores', issuedOn: '2026-03-09' } });
    const params = { userId: '701' };
    const cleared = await api.updateUser({ params, body: { department: null }, ifMatch: '"1"' });
    expect(cleared).toMatchObject({ name: 'A', issuedOn: '2026-03-09' });
    expect(cleared).not.toHaveProperty('department');
    await expect(
      api.updateUser({ params, body: { expiresOn: '2026-03-08' }, ifMatch: '"2"' }),
    ).rejects.toSatisfy(problem('range.invalid'));
    await expect(
      api.createUser({ body: { id: '702', issuedOn: '2026-03-09', expiresOn: '2026-03-08' } }),
    ).rejects.toSatisfy(problem('range.invalid'));
    await expect(
      api.updateUser({ params, body: { dutyRosterId: 'none' }, ifMatch: '"2"' }),
    ).rejects.toSatisfy(problem('roster.unknown'));
  });
});

test('a user who is suspended keeps what was worked before', async () => {
  const site = await aSite(cloud, ['TEST1'], withTick);
  await site.bridge.api.storePunches({
    body: {
      batchId: aBatchId(),
      terminal: 'TEST1',
      records: [
        aRecord({ time: '2026-03-19 09:00:00' }),
        aRecord({ time: '2026-03-19 17:00:00', status: 1 }),
        aRecord({ time: '2026-03-20 09:00:00' }),
        aRecord({ time: '2026-03-20 11:00:00', status: 1 }),
      ],
    },
  });
  const rows = async () => {
    await cloud.settle();
    const query = { userId: '701', from: '2026-03-19', to: '2026-03-21' };
    return (await site.api.listSheets({ query })).items.map(({ status, worked }) => [status, worked]);
  };
  const before = await rows();
  await site.api.updateUser({ params: { userId: '701' }, body: { status: 'suspended' }, ifMatch: '"1"' });
  const [worked, suspended] = await rows();
  expect(worked).toEqual(before[0]);
  expect(suspended).not.toEqual(before[1]);
  const user = await site.api.updateUser({
    params: { userId: '701' },
    body: { status: 'active' },
    ifMatch: '"2"',
  });
  expect(await rows()).toEqual(before);
  expect(user).not.toHaveProperty('suspensions');
});

describe('a list of users', () => {
  test('is in order of the ids, numbers as numbers, page by page, narrowed as asked', async () => {
    const { api } = await cloud.organisation();
    const ids = ['10', '9', '0701', 'B-2', 'ü1', '１', '#7', '100'];
    for (const [index, id] of ids.entries()) {
      await api.createUser({
        body: { id, name: `Person ${index}`, ...(index % 2 ? { department: 'Stores' } : {}) },
      });
    }
    const list = async (query: object) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await api.listUsers({ query: { limit: 3, ...query, cursor } });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return seen;
    };
    expect(await list({})).toEqual(['#7', '9', '10', '100', '0701', 'B-2', 'ü1', '１']);
    expect(await list({ department: 'Stores' })).toEqual(['9', '100', 'B-2', '１']);
    expect(await list({ search: 'PERSON 3' })).toEqual(['B-2']);
    expect(await list({ search: '70' })).toEqual(['0701']);
    expect(await list({ status: 'suspended' })).toEqual([]);
  });

  test('refuses a cursor of another list, of another organisation, and one that was made up', async () => {
    const { api } = await cloud.organisation();
    const other = await cloud.organisation();
    for (const id of ['1', '2', '3']) {
      await api.createUser({ body: { id } });
      await other.api.createUser({ body: { id } });
    }
    const { nextCursor = '' } = await api.listUsers({ query: { limit: 1 } });
    const bytes = Buffer.from(nextCursor, 'base64url');
    expect(bytes.toString('latin1')).not.toMatch(/kindPk|USERS|org\d/);
    const altered = [...bytes.keys()].map((at) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy.toString('base64url');
    });
    const plain = Buffer.from(JSON.stringify({ pk: `${other.name}#USER#1`, sk: 'PROFILE' }));
    const refused = problem('request.cursor');
    const madeUp = [
      nextCursor.slice(4),
      `${nextCursor}A`,
      `${nextCursor}=`,
      'x',
      '{}',
      '',
      plain.toString('base64url'),
    ];
    for (const cursor of [...madeUp, ...altered]) {
      await expect(api.listUsers({ query: { cursor } })).rejects.toSatisfy(refused);
    }
    const filtered = { status: 'active', cursor: nextCursor } as const;
    await expect(api.listUsers({ query: filtered })).rejects.toSatisfy(refused);
    await expect(api.listTerminals({ query: { cursor: nextCursor } })).rejects.toSatisfy(refused);
    await expect(other.api.listUsers({ query: { cursor: nextCursor } })).rejects.toSatisfy(refused);
    expect((await api.listUsers({ query: { cursor: nextCursor } })).items.map(({ id }) => id)).toEqual([
      '2',
      '3',
    ]);
  });
});

test('an id may hold any visible character, also in the path', async () => {
  const { api } = await cloud.organisation();
  for (const id of ['a/b', '100%', '?x=1', 'ü#1', '...', '%2F', '+1']) {
    await api.createUser({ body: { id } });
    expect((await api.getUser({ params: { userId: id } })).id).toBe(id);
  }
  for (const id of ['a b', '..', '']) {
    await expect(api.createUser({ body: { id } })).rejects.toSatisfy(problem('request.invalid'));
  }
});
