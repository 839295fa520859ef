import { get, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { mostBodyBytes, mostResultBytes } from '#functions/domain/answer-size.ts';
import { gatewayLimits } from '#infra/local/gateway-limits.ts';
import { type Organisation, useCloud } from '#test/support/cloud.ts';
import { aUserId } from '#test/support/ids.ts';
import { aSite } from '#test/support/site.ts';

const cloud = useCloud();
const at = '2026-03-02T08:00:00Z' as never;

/** What came over the wire, which `fetch` unpacks by itself. */
async function ask(organisation: Organisation, path: string, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${organisation.key}`;
  return await new Promise<{ status: number; headers: IncomingHttpHeaders; bytes: Buffer }>(
    (resolve, reject) => {
      get(cloud.url + path, { headers: { authorization, ...headers } }, (response) => {
        buffer(response).then(
          (bytes) => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes }),
          reject,
        );
      }).on('error', reject);
    },
  );
}

/** Bytes of a user with so many assignments of a roster, as they stand in a page; each has six quotes that are escaped. */
const assignment = { rosterId: 'a-roster-with-a-name', from: '2026-03-02', to: '2026-03-03' };
const perAssignment = Buffer.byteLength(JSON.stringify(JSON.stringify(assignment))) - 2 + 1;

/** An organisation with users who have changed their roster so often that together they take about as many bytes. */
async function withUsers(count: number, bytes: number): Promise<Organisation> {
  const organisation = await cloud.organisation();
  const each = Math.floor(bytes / count / perAssignment);
  const users = Array.from({ length: count }, (_, index) => ({
    id: aUserId(String(1_000 + index)),
    status: 'active' as const,
    origin: { kind: 'manual' as const, at },
    issuedOnFollowsPunches: false,
    rosterAssignments: Array.from({ length: each }, () => assignment) as never,
    version: 1,
  }));
  for (const user of users) await organisation.stores.users.add(user);
  return organisation;
}

test('Lambda takes as much as the gateway of one machine lets through', () => {
  expect(mostResultBytes).toBe(gatewayLimits.payloadBytes);
});

describe('a page', () => {
  const users = 40;

  test('that just fits is given whole', async () => {
    const organisation = await withUsers(users, mostBodyBytes * 0.97);
    const { items, nextCursor } = await organisation.api.listUsers({ query: { limit: 1_000 } });
    expect([items.length, nextCursor]).toEqual([users, undefined]);
  });

  test('that does not has fewer rows than were asked for, and the next ones have the rest', async () => {
    const organisation = await withUsers(users, mostBodyBytes * 1.2);
    const ids: string[] = [];
    const pages: number[] = [];
    let cursor: string | undefined;
    do {
      const query = `limit=1000${cursor === undefined ? '' : `&cursor=${cursor}`}`;
      const { status, bytes } = await ask(organisation, `/v1/users?${query}`);
      expect(status).toBe(200);
      expect(Buffer.byteLength(JSON.stringify(bytes.toString('utf8')))).toBeLessThanOrEqual(mostBodyBytes);
      const page = JSON.parse(bytes.toString('utf8'));
      ids.push(...page.items.map(({ id }: { id: string }) => id));
      pages.push(page.items.length);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(ids).toEqual(Array.from({ length: users }, (_, index) => String(1_000 + index)));
    // Nearly as many as fit, so that reading on costs few requests.
    expect(pages.length).toBe(2);
  });

  test('is the same for who takes it compressed', async () => {
    const organisation = await withUsers(users, mostBodyBytes * 1.2);
    const plain = await ask(organisation, '/v1/users?limit=1000');
    const packed = await ask(organisation, '/v1/users?limit=1000', { 'accept-encoding': 'gzip' });
    const idsOf = (bytes: Buffer) =>
      JSON.parse(bytes.toString('utf8')).items.map(({ id }: { id: string }) => id);
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 10);
    expect(idsOf(gunzipSync(packed.bytes))).toEqual(idsOf(plain.bytes));
  });
});

/** An organisation whose rules file is larger than an answer may be, by names that are longer than the API takes. */
async function withLargeRules(): Promise<Organisation> {
  const organisation = await cloud.organisation();
  for (let index = 0; index < calendars; index += 1) {
    const holidays = [{ date: '2026-12-25' as never, name: '"'.repeat(100_000), half: false }];
    const calendar = { id: `calendar-${index}`, name: `Calendar ${index}`, holidays };
    await organisation.stores.plan.calendars.save(calendar, 0);
  }
  return organisation;
}
const calendars = 20;

describe('what has no pages', () => {
  test('and is too large is refused with what to do, and given to who takes it compressed', async () => {
    const organisation = await withLargeRules();
    const refused = await ask(organisation, '/v1/rules-file');
    expect(refused.status).toBe(413);
    expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(refused.bytes.toString('utf8'))).toMatchObject({
      code: 'answer.over-limit',
      facts: { path: '/v1/rules-file', limitBytes: mostBodyBytes, compressed: false },
      detail: expect.stringContaining('Send Accept-Encoding: gzip'),
    });
    const { status, headers, bytes } = await ask(organisation, '/v1/rules-file', {
      'accept-encoding': 'gzip',
    });
    expect([status, headers['content-encoding'], headers.vary]).toEqual([
      200,
      'gzip',
      'accept, accept-encoding',
    ]);
    expect(JSON.parse(gunzipSync(bytes).toString('utf8')).calendars).toHaveLength(calendars);
  });
});

describe('an answer that is compressed', () => {
  test('has the ETag of the one that is not, is not sent again, and can be edited by it', async () => {
    const organisation = await withUsers(1, 20_000);
    const plain = await ask(organisation, '/v1/users/1000');
    const packed = await ask(organisation, '/v1/users/1000', { 'accept-encoding': 'gzip' });
    const etag = packed.headers.etag ?? '';
    expect([etag, packed.headers['content-encoding'], plain.headers['content-encoding']]).toEqual([
      plain.headers.etag,
      'gzip',
      undefined,
    ]);
    const known = { 'accept-encoding': 'gzip', 'if-none-match': etag };
    const { status, headers, bytes } = await ask(organisation, '/v1/users/1000', known);
    expect([status, headers.vary, headers['content-encoding'], bytes.length]).toEqual([
      304,
      'accept-encoding',
      undefined,
      0,
    ]);
    const edited = await organisation.api.updateUser({
      params: { userId: '1000' },
      body: { department: 'Sample' },
      ifMatch: etag,
    });
    expect(edited.department).toBe('Sample');
  });

  test('reads the same as CSV, and through the typed client', async () => {
    const organisation = await withUsers(3, 60_000);
    await organisation.api.generateSheets({ body: { from: '2026-03-02', to: '2026-03-09' } });
    await cloud.settle();
    const path = '/v1/sheets?from=2026-03-02&to=2026-03-09';
    const plain = await ask(organisation, path, { accept: 'text/csv' });
    const packed = await ask(organisation, path, { accept: 'text/csv', 'accept-encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.bytes)).toEqual(plain.bytes);
    expect((await organisation.api.listUsers({})).items).toHaveLength(3);
  });

  test('is kept for the repeat of its request as it was, whatever that takes', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2', 'TEST3', 'TEST4', 'TEST5']);
    const start = async (acceptEncoding: string) => {
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': `${site.name}-1`,
        'accept-encoding': acceptEncoding,
      };
      const answer = await cloud.fetch('/v1/downloads', {
        method: 'POST',
        key: site.key,
        headers,
        body: '{}',
      });
      const { status } = answer;
      return { status, encoding: answer.headers.get('content-encoding'), body: await answer.json() };
    };
    const first = await start('gzip');
    expect(first).toMatchObject({ status: 202, encoding: 'gzip' });
    expect(await start('identity')).toEqual({ ...first, encoding: null });
    expect(await start('gzip')).toEqual(first);
  });
});
