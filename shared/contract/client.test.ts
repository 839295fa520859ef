import { expect, test } from 'vitest';
import { ZodError } from 'zod';
import { type ClientRequest, makeClient } from './client.ts';
import { sheets } from './sheets.ts';
import { terminals } from './terminals.ts';
import { users } from './users.ts';

const user = {
  id: '7/1',
  status: 'active',
  origin: { kind: 'manual', at: '2026-03-02T09:00:00Z' },
  rosterAssignments: [],
  version: 3,
};

function recording(json: unknown) {
  const sent: ClientRequest[] = [];
  const send = async (request: ClientRequest) => {
    sent.push(request);
    return { json, headers: {} };
  };
  return { sent, send };
}

test('parameters are encoded, and a request without a body has no content type', async () => {
  const { sent, send } = recording(user);
  await makeClient(users, send).getUser({ params: { userId: '7/1?ü' } });
  expect(sent).toEqual([
    {
      operation: 'getUser',
      method: 'GET',
      path: '/v1/users/7~2F1~3F~C3~BC',
      headers: { accept: 'application/json' },
      body: undefined,
    },
  ]);
});

test('the query holds what is given, and what is undefined is left out', async () => {
  const { sent, send } = recording({ items: [user] });
  const client = makeClient(users, send);
  await client.listUsers({ query: { limit: 5, search: 'a&b', department: undefined } });
  await client.listUsers({});
  expect(sent.map((request) => request.path)).toEqual(['/v1/users?limit=5&search=a%26b', '/v1/users']);
});

test('a body goes as JSON, an edit with the ETag that was read', async () => {
  const { sent, send } = recording({ serial: 'TEST1', state: 'active', version: 2 });
  const answer = await makeClient(terminals, send).updateTerminal({
    params: { serial: 'TEST1' },
    body: { name: null },
    ifMatch: '"1"',
  });
  expect(answer).toEqual({ serial: 'TEST1', state: 'active', version: 2 });
  expect(sent[0]).toMatchObject({
    method: 'PATCH',
    body: '{"name":null}',
    headers: { 'content-type': 'application/json', 'if-match': '"1"' },
  });
});

test('an answer that breaks the contract is noticed where it is called; one that says more is not', async () => {
  const { send } = recording({ ...user, status: 'gone' });
  await expect(makeClient(users, send).getUser({ params: { userId: '7' } })).rejects.toThrow(ZodError);
  const more = recording({ ...user, nickname: 'seven' });
  await expect(makeClient(users, more.send).getUser({ params: { userId: '7' } })).resolves.toMatchObject({
    id: '7/1',
  });
});

test('what fails in sending is what the caller sees', async () => {
  const send = async () => {
    throw new Error('refused');
  };
  await expect(makeClient(users, send).getUser({ params: { userId: '7' } })).rejects.toThrow('refused');
});

test('an answer can be had with its ETag', async () => {
  const send = async () => ({ json: user, headers: { etag: '"3"' } });
  const { body, etag, headers } = await makeClient(users, send).getUser.answer({ params: { userId: '7' } });
  expect([body.id, etag, headers]).toEqual(['7/1', '"3"', { etag: '"3"' }]);
});

test('a call can be given up, and repeated without harm', async () => {
  const { sent, send } = recording({ ...user, rosterAssignments: [] });
  const { signal } = new AbortController();
  await makeClient(users, send).createUser({ body: { id: '7' } }, { signal, idempotencyKey: 'once' });
  expect(sent[0]?.signal).toBe(signal);
  expect(sent[0]?.headers).toMatchObject({ 'idempotency-key': 'once' });
});

test('a list is given as CSV, with the cursor of the next page', async () => {
  const sent: ClientRequest[] = [];
  const client = makeClient(sheets, async (request) => {
    sent.push(request);
    return { json: undefined, text: 'userId\r\n7\r\n', headers: { 'next-cursor': 'abc' } };
  });
  const page = await client.listSheets.csv({ query: { from: '2026-03-01', to: '2026-04-01' } });
  expect(page).toEqual({ csv: 'userId\r\n7\r\n', nextCursor: 'abc' });
  expect(sent[0]?.headers).toEqual({ accept: 'text/csv' });
});

test('CSV from a sender that gives no text is an error, not an empty file', async () => {
  const { send } = recording({ items: [] });
  const query = { from: '2026-03-01', to: '2026-04-01' };
  await expect(makeClient(sheets, send).listSheets.csv({ query })).rejects.toThrow(TypeError);
});
