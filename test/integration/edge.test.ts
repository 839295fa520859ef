import { describe, expect, test } from 'vitest';
import { type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { aSite, later } from '#test/support/site.ts';

const cloud = useCloud();

async function request(organisation: Organisation, method: string, path: string, init: RequestInit = {}) {
  return await cloud.fetch(path, { key: organisation.key, method, ...init });
}

function withJson(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}

describe('HEAD', () => {
  test('is answered wherever GET is, without a body', async () => {
    const organisation = await cloud.organisation();
    await organisation.api.createUser({ body: { id: '701' } });
    for (const path of [
      '/v1/settings',
      '/v1/users?limit=5',
      '/v1/users/701',

      '/v1/me',
    ]) {
      const [get, head] = [
        await request(organisation, 'GET', path),
        await request(organisation, 'HEAD', path),
      ];
      expect([path, head.status, head.headers.get('etag'), head.headers.get('content-type')]).toEqual([
        path,
        200,
        get.headers.get('etag'),
        get.headers.get('content-type'),
      ]);
      expect(await head.text()).toBe('');
    }
    expect((await cloud.fetch('/v1/health', { method: 'HEAD' })).status).toBe(200);
  });

  test('is refused as GET is', async () => {
    const organisation = await cloud.organisation();
    expect((await cloud.fetch('/v1/settings', { method: 'HEAD' })).status).toBe(401);
    expect((await request(organisation, 'HEAD', '/v1/users/999')).status).toBe(404);
    const viewer = await organisation.keyFor('viewer');
    expect((await cloud.fetch('/v1/api-keys', { key: viewer, method: 'HEAD' })).status).toBe(403);
  });
});

describe('a method that a path does not take', () => {
  test.each([
    ['POST', '/v1/settings', 'GET, HEAD, PATCH, PUT'],
    ['DELETE', '/v1/users/701', 'GET, HEAD, PATCH'],
    ['PUT', '/v1/users', 'GET, HEAD, POST'],
    ['GET', '/v1/user-downloads', 'POST'],
    ['HEAD', '/v1/user-downloads', 'POST'],
    ['PATCH', '/v1/health', 'GET, HEAD'],
    ['GET', '/bridge/v1/heartbeat', 'POST'],
  ])('%s %s is answered 405, with the methods that it takes', async (method, path, allow) => {
    const answer = await request(await cloud.organisation(), method, path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    if (method !== 'HEAD') expect(await answer.json()).toMatchObject({ code: 'method.not-allowed' });
  });

  test('is no route where nothing is', async () => {
    const organisation = await cloud.organisation();
    expect(await refusalOf(await request(organisation, 'GET', '/v1/nothing'))).toEqual([
      404,
      'route.unknown',
    ]);
    expect((await request(organisation, 'GET', '/v1/users/')).status).toBe(404);
  });
});

describe('If-None-Match', () => {
  test.each([
    ['the tag', (etag: string) => etag, 304],
    ['the weak tag', (etag: string) => `W/${etag}`, 304],
    ['a list', (etag: string) => `"x", ${etag}`, 304],
    ['anything', () => '*', 304],
    ['another tag', () => '"x"', 200],
  ])('with %s', async (_, header, status) => {
    const organisation = await cloud.organisation();
    await organisation.api.createUser({ body: { id: '701' } });
    for (const path of ['/v1/settings', '/v1/users/701', '/v1/rules-file']) {
      const etag = (await request(organisation, 'GET', path)).headers.get('etag') ?? '';
      for (const method of ['GET', 'HEAD']) {
        const headers = { 'if-none-match': header(etag) };
        const answer = await request(organisation, method, path, { headers });
        expect([path, answer.status, answer.headers.get('etag')]).toEqual([path, status, etag]);
      }
    }
  });
});

describe('the ETag of what shows more than its edits', () => {
  test('changes with what a bridge reports and with time, and an edit goes by the version that it shows', async () => {
    const site = await aSite(cloud);
    const path = '/v1/terminals/TEST1';
    const known = async (etag: string) =>
      (await request(site, 'GET', path, { headers: { 'if-none-match': etag } })).status;
    const etag = async () => (await request(site, 'GET', path)).headers.get('etag') ?? '';
    const first = await etag();
    expect(await known(first)).toBe(304);
    later(181);
    expect(await known(first)).toBe(200);
    const silent = await etag();
    expect(await known(silent)).toBe(304);
    await site.bridge.beat({ terminals: ['TEST1'] });
    expect(await known(silent)).toBe(200);

    const edit = async (ifMatch: string, name: string) =>
      (
        await request(site, 'PATCH', path, {
          method: 'PATCH',
          ...withJson({ name }, { 'if-match': ifMatch }),
        })
      ).status;
    expect(await edit(first, 'Gate')).toBe(200);
    expect(await edit(first, 'Door')).toBe(412);
    expect(await edit(await etag(), 'Door')).toBe(200);
    expect(await edit('"3"', 'Hall')).toBe(200);
  });

  test('of a user is another one for callers who do not see the card', async () => {
    const organisation = await cloud.organisation();
    await organisation.api.createUser({ body: { id: '701', card: '12345' } });
    const viewer = await organisation.keyFor('viewer');
    const [all, less] = await Promise.all(
      [organisation.key, viewer].map(async (key) => await cloud.fetch('/v1/users/701', { key })),
    );
    expect(all?.headers.get('etag')).toBe('"1"');
    expect(less?.headers.get('etag')).not.toBe('"1"');
    const headers = { 'if-none-match': '"1"' };
    expect((await cloud.fetch('/v1/users/701', { key: viewer, headers })).status).toBe(200);
  });
});

describe('If-Match', () => {
  test.each([
    ['"1"', 200],
    ['*', 200],
    ['"7", "1"', 200],
    ['W/"1"', 412],
    ['"7"', 412],
    ['1', 412],
  ])('%s of version 1 is answered %d', async (header, status) => {
    const organisation = await cloud.organisation();
    await organisation.api.createUser({ body: { id: '701' } });
    const edit = withJson({ name: 'Ann' }, { 'if-match': header });
    expect((await request(organisation, 'PATCH', '/v1/users/701', edit)).status).toBe(status);
  });

  test('* of something new is refused', async () => {
    const organisation = await cloud.organisation();
    const calendar = withJson({ id: 'new', name: 'New', holidays: [] }, { 'if-match': '*' });
    const answer = await request(organisation, 'PUT', '/v1/calendars/new', calendar);
    expect(await refusalOf(answer)).toEqual([412, 'request.nothing-to-match']);
  });
});

test('text/csv with the weight 0 is not CSV', async () => {
  const organisation = await cloud.organisation();
  const typeFor = async (accept: string) =>
    (
      await request(organisation, 'GET', '/v1/sheets?from=2026-03-01&to=2026-03-02', { headers: { accept } })
    ).headers.get('content-type');
  expect(await typeFor('text/csv;q=0')).toContain('application/json');
  expect(await typeFor('text/csv;q=0.2, application/json')).toContain('application/json');
  expect(await typeFor('text/csv, application/json;q=0.2')).toContain('text/csv');
});

describe('one rule for all texts', () => {
  test.each(['\u0000', '\u0007', '\u202e', '\r\n', '\ud800', '\u200b'])(
    'refuses %j anywhere',
    async (bad) => {
      const organisation = await cloud.organisation();
      const { api } = organisation;
      await api.createUser({ body: { id: '701' } });
      const text = `A${bad}B`;
      const bodies: [string, string, unknown, Record<string, string>?][] = [
        ['POST', '/v1/users', { id: '702', name: text }],
        ['POST', '/v1/users', { id: text }],
        ['POST', '/v1/users', { id: '702', department: text }],
        ['POST', '/v1/users', { id: '702', site: text }],
        ['PATCH', '/v1/users/701', { name: text }, { 'if-match': '"1"' }],
        ['POST', '/v1/api-keys', { name: text, role: 'viewer' }],
        [
          'POST',
          '/v1/leaves',
          { userId: '701', from: '2026-03-02', to: '2026-03-03', type: text, reason: 'x' },
        ],
        ['PUT', '/v1/calendars/x', { id: 'x', holidays: [{ date: '2026-03-02', name: text }] }],
      ];
      for (const [method, path, body, headers] of bodies) {
        const answer = await request(organisation, method, path, withJson(body, headers));
        expect([path, ...(await refusalOf(answer))]).toEqual([path, 422, 'request.invalid']);
      }
      const found = await request(organisation, 'GET', `/v1/users?search=${encodeURIComponent('A\u0007')}`);
      expect(found.status).toBe(422);
    },
  );

  test('makes an id one user however it is composed, in bodies, paths and queries', async () => {
    const organisation = await cloud.organisation();
    const { api } = organisation;
    await api.createUser({ body: { id: 'Zoe\u0308', name: '  Zoe\u0308 M ' } });
    await expect(api.createUser({ body: { id: 'Zo\u00eb' } })).rejects.toSatisfy(problem('user.exists'));
    expect(await api.getUser({ params: { userId: 'Zoe\u0308' } })).toMatchObject({
      id: 'Zo\u00eb',
      name: 'Zo\u00eb M',
    });
    expect((await api.listUsers({ query: { search: 'Zoe\u0308' } })).items).toHaveLength(1);
  });
});

describe('the settings', () => {
  test('can be sent back as they were read', async () => {
    const { api } = await cloud.organisation();
    const { version, ...read } = await api.getSettings({});
    const saved = await api.putSettings({ ifMatch: `"${version}"`, body: { ...read, version } });
    const again = await api.putSettings({ ifMatch: `"${saved.version}"`, body: saved });
    expect(again.version).toBe(saved.version + 1);
  });

  test('are changed one by one, also by several people at once', async () => {
    const { api } = await cloud.organisation();
    const before = await api.getSettings({});
    await Promise.all([
      api.patchSettings({ body: { download: { createMissingUsers: true } } }),
      api.patchSettings({ body: { sheets: { nightlyDays: 9 } } }),
      api.patchSettings({ body: { newUsers: { issueDate: 'none' } } }),
      api.patchSettings({ body: { zone: 'Asia/Kolkata' } }),
    ]);
    const after = await api.getSettings({});
    expect(after).toMatchObject({
      zone: 'Asia/Kolkata',
      download: { ...before.download, createMissingUsers: true },
      newUsers: { ...before.newUsers, issueDate: 'none' },
      sheets: { ...before.sheets, nightlyDays: 9 },
    });
    await expect(api.patchSettings({ ifMatch: '"1"', body: { zone: 'Europe/Berlin' } })).rejects.toSatisfy(
      problem('request.stale'),
    );
    expect((await api.getSettings({})).version).toBe(after.version);
  });
});
