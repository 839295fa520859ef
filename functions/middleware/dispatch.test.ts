import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { route } from '#shared/contract/route.ts';
import { isProblem } from '#shared/errors.ts';
import { anEvent } from '#test/support/http-event.ts';
import { dispatch } from './dispatch.ts';

const edit = {
  method: 'PATCH',
  service: 'api',
  principals: ['hr'],
  tag: 'users',
  summary: 'A route of a test',
  body: z.strictObject({ name: z.string() }),
  answer: { status: 204 },
} as const;

const serve = dispatch(
  {
    one: route({
      ...edit,
      path: '/v1/users/{userId}',
      params: z.strictObject({ userId: z.string() }),
      ifMatch: 'User {userId}',
    }),
    whole: route({ ...edit, path: '/v1/settings', ifMatch: 'The settings' }),
    free: route({ ...edit, path: '/v1/free' }),
  },
  {
    one: async () => ({ body: undefined }),
    whole: async () => ({ body: undefined }),
    free: async () => ({ body: undefined }),
  },
);

const body = '{"name":"A"}';
const refusalOf = (resource: string) => (error: unknown) =>
  isProblem(error, 'request.no-if-match') && error.facts.resource === resource;

describe('an edit without If-Match is refused', () => {
  test('and names what it was to edit', async () => {
    const ofOne = anEvent({ route: 'PATCH /v1/users/{userId}', params: { userId: '701' }, body });
    await expect(serve(ofOne)).rejects.toSatisfy(refusalOf('User 701'));
    const ofAll = anEvent({ route: 'PATCH /v1/settings', body });
    await expect(serve(ofAll)).rejects.toSatisfy(refusalOf('The settings'));
  });

  test('unless its route takes edits without', async () => {
    expect(await serve(anEvent({ route: 'PATCH /v1/free', body }))).toMatchObject({ statusCode: 204 });
  });
});

test('what is not a route is named with its method', async () => {
  const event = anEvent({ route: 'GET /v1/nothing', path: '/v1/nothing' });
  await expect(serve(event)).rejects.toMatchObject({ facts: { method: 'GET', path: '/v1/nothing' } });
});
