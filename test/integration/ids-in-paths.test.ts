import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathText } from '#shared/contract/path-text.ts';
import { parseUserId } from '#shared/punch/user-id.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';

const cloud = useCloud();

const awkward = [
  'A/7',
  '50%',
  '%2F',
  '%',
  'who?',
  '#1',
  '?',
  '/',
  '//',
  '~',
  '~2F',
  'a~zz',
  'Jürgen',
  '張偉',
  '🙂',
  '...',
  'a+b&c=d',
  "it's",
  '"7"',
  '\\',
  'x;y',
  '{id}',
  '%c0%af',
  '~C3',
  'ａ',
];

test.each(awkward)('a user with the id %s is found, changed and explained under it', async (id) => {
  const { api } = await cloud.organisation();
  await api.createUser({ body: { id } });
  const read = await api.getUser({ params: { userId: id } });
  expect(read.id).toBe(id);
  await api.updateUser({ params: { userId: id }, ifMatch: `"${read.version}"`, body: { name: 'Sample' } });
  expect((await api.getUser({ params: { userId: id } })).name).toBe('Sample');
  const day = await api.explainDay({ params: { userId: id, date: '2026-03-02' as never } });
  expect(day.userId).toBe(id);
  const date = '2026-03-02' as never;
  const { id: correctionId } = await api.createCorrection({
    body: {
      kind: 'add-time',
      userId: id,
      date,
      wallTime: '2026-03-02T08:00:00',
      direction: 'in',
      reason: 'sample',
    },
  });
  await api.withdrawCorrection({ params: { userId: id, date, correctionId }, body: { reason: 'sample' } });
});

test('whatever can be the id of a user reaches its user and no other through the gateway', async () => {
  const { api, key } = await cloud.organisation();
  const letters = fc.oneof(
    fc.constantFrom(...'/%?#~+&=.:;\\2F7Ee '),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  );
  const ids = fc
    .array(letters, { minLength: 1, maxLength: 24 })
    .map((parts) => parseUserId(parts.join('')))
    .filter((id) => id !== null);
  await fc.assert(
    fc.asyncProperty(ids, async (id) => {
      await api.createUser({ body: { id } }).catch((error: unknown) => {
        // Another run has made the same user.
        if (!problem('user.exists')(error)) throw error;
      });
      const { id: found } = await api.getUser({ params: { userId: id } });
      expect(found.replace(/^0+(?=.)/, '')).toBe(id.replace(/^0+(?=.)/, ''));
      const head = await cloud.fetch(`/v1/users/${pathText(id)}`, { key, method: 'HEAD' });
      expect(head.status).toBe(200);
    }),
    { numRuns: 60 },
  );
});

test('an id without special characters may stand in a path as it is, or percent-encoded', async () => {
  const { api, key } = await cloud.organisation();
  await api.createUser({ body: { id: 'Jürgen' } });
  for (const path of ['Jürgen', 'J%C3%BCrgen', 'J~C3~BCrgen', '%4Aürgen']) {
    expect((await cloud.fetch(`/v1/users/${path}`, { key })).status).toBe(200);
  }
});

test('a slash in percent-encoding is no way to a user: the answer says how to write it', async () => {
  const { api, key } = await cloud.organisation();
  await api.createUser({ body: { id: 'A/7' } });
  const answer = await cloud.fetch('/v1/users/A%2F7', { key });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({
    code: 'route.unknown',
    detail: expect.stringContaining('~2F'),
  });
});
