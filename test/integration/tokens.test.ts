import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFirstKey } from '#functions/first-start.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { type Claims, type Signing, startTestIssuer } from '#test/support/test-issuer.ts';

const issuer = await startTestIssuer();
const foreign = await startTestIssuer();
const cloud = useCloud({ signIn: { issuer: issuer.url, clientId: 'console', audience: 'rollcall' } });
beforeAll(async () => {
  await makeFirstKey(cloud.runtime, 'first');
});
afterAll(() => Promise.all([issuer.stop(), foreign.stop()]));

let accounts = 0;

/** Claims of a valid token of an account of its own. */
function claims(more: Claims = {}): Claims {
  accounts += 1;
  const now = Math.floor(cloudTime.now() / 1000);
  return {
    sub: `account-${accounts}`,
    aud: 'rollcall',
    iat: now,
    exp: now + 600,
    'cognito:groups': ['hr'],
    ...more,
  };
}

/** What the API answers to a token: the status, and the code of its problem. */
async function answerTo(token: string): Promise<unknown> {
  const response = await cloud.fetch('/v1/me', { key: token });
  return response.status === 200 ? 200 : await refusalOf(response);
}

async function answerToClaims(more: Claims, signing: Signing = {}): Promise<unknown> {
  return await answerTo(await issuer.sign(claims(more), signing));
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unknown = [401, 'caller.unknown'];

describe('a token', () => {
  test.each<[string, Claims, Signing]>([
    ['of RFC 9068', {}, {}],
    ['with scopes, of no type', { scope: 'openid' }, { typ: 'JWT' }],
    ['with several audiences', { aud: ['other', 'rollcall'] }, {}],
    ['of Cognito', { aud: undefined, token_use: 'access', client_id: 'console' }, { typ: 'JWT' }],
    ['that expired less than half a minute ago', { exp: Math.floor(cloudTime.now() / 1000) - 20 }, {}],
  ])('%s is taken', async (_, more, signing) => {
    expect(await answerToClaims(more, signing)).toBe(200);
  });

  test.each<[string, Claims, Signing]>([
    ['for somebody else', { aud: 'other' }, {}],
    ['for nobody', { aud: undefined }, {}],
    ['for another client of the same pool', { token_use: 'access', client_id: 'other' }, {}],
    ['of Cognito that is an ID token', { aud: 'console', token_use: 'id' }, {}],
    ['that is an ID token', { at_hash: 'x', nonce: 'x' }, { typ: 'JWT' }],
    ['that is an ID token for our audience, with scopes', { at_hash: 'x', scope: 'openid' }, { typ: 'JWT' }],
    ['that says another issuer', { iss: foreign.url }, {}],
    ['that never expires', { exp: undefined }, {}],
    ['of nobody', { sub: undefined }, {}],
    ['that is not valid yet', { nbf: Math.floor(cloudTime.now() / 1000) + 120 }, {}],
    ['signed with another key of the same name', {}, { foreign: true }],
  ])('%s is refused', async (_, more, signing) => {
    expect(await answerToClaims(more, signing)).toEqual(unknown);
  });

  test('without a signature, or with the public key as a password, is refused', async () => {
    const unsigned = `${base64({ alg: 'none', typ: 'at+jwt' })}.${base64({ iss: issuer.url, ...claims() })}.`;
    expect(await answerTo(unsigned)).toEqual(unknown);
    const head = `${base64({ alg: 'HS256', kid: 'own', typ: 'at+jwt' })}.${base64({ iss: issuer.url, ...claims() })}`;
    const signature = createHmac('sha256', JSON.stringify(issuer.publicKey)).update(head).digest('base64url');
    expect(await answerTo(`${head}.${signature}`)).toEqual(unknown);
  });

  test('of another issuer is refused, and that issuer is never asked', async () => {
    expect(await answerTo(await foreign.sign(claims()))).toEqual(unknown);
    expect([...foreign.asked]).toEqual([]);
  });

  test('that has expired says that the session has ended', async () => {
    const token = await issuer.sign(claims());
    expect(await answerTo(token)).toBe(200);
    cloudTime.advance(700_000);
    expect(await answerTo(token)).toEqual([401, 'caller.session-ended']);
  });

  test('of an account without a group says which are needed', async () => {
    for (const groups of [undefined, [], ['payroll'], [['hr']], { hr: true }]) {
      const token = await issuer.sign(claims({ 'cognito:groups': groups }));
      const refusal = apiWith(cloud.url, token).listPeople({ query: {} });
      await expect(refusal).rejects.toSatisfy(problem('caller.no-role'));
      await expect(refusal).rejects.toMatchObject({ facts: { needs: 'admin' } });
    }
  });

  test.each([
    [['viewer', 'hr'], 'hr'],
    [['payroll', 'admin', 'viewer'], 'admin'],
    ['viewer', 'viewer'],
  ])('with the groups %j has the role %s', async (groups, role) => {
    const token = await issuer.sign(claims({ 'cognito:groups': groups }));
    expect((await apiWith(cloud.url, token).getMe({})).role).toBe(role);
  });
});

describe('the issuer', () => {
  test('is asked for its keys once, and not for each key that it does not have', async () => {
    cloudTime.advance(60_000);
    expect(await answerToClaims({})).toBe(200);
    const before = issuer.asked.get('/jwks') ?? 0;
    for (let count = 0; count < 8; count += 1) {
      expect(await answerToClaims({}, { kid: `unknown-${count}` })).toEqual(unknown);
    }
    expect((issuer.asked.get('/jwks') ?? 0) - before).toBeLessThanOrEqual(1);
    expect(issuer.asked.get('/.well-known/openid-configuration')).toBeLessThanOrEqual(2);
  });

  test('says what somebody is called whose token does not', async () => {
    const token = await issuer.sign(claims({ sub: 'account-named' }));
    issuer.profiles.set(token, {
      sub: 'account-named',
      name: 'Sample Person 1042',
      email: 'p1042@example.com',
    });
    expect((await apiWith(cloud.url, token).getMe({})).person).toMatchObject({
      name: 'Sample Person 1042',
      email: 'p1042@example.com',
    });
    const other = await issuer.sign(claims({ sub: 'account-other' }));
    issuer.profiles.set(other, { sub: 'account-named', name: 'Sample Person 1042' });
    expect((await apiWith(cloud.url, other).getMe({})).person?.name).toBeUndefined();
  });

  test('that does not answer keeps tokens out for a while, and API keys in', async () => {
    // Keys are kept for ten minutes.
    cloudTime.advance(601_000);
    await issuer.stop();
    const token = await issuer.sign(claims());
    const away = await cloud.fetch('/v1/me', { key: token });
    expect([...(await refusalOf(away.clone())), away.headers.get('retry-after')]).toEqual([
      503,
      'sign-in.unreachable',
      '60',
    ]);
    expect((await cloud.fetch('/v1/me', { key: (await cloud.organisation()).key })).status).toBe(200);
    await issuer.start();
    cloudTime.advance(61_000);
    expect(await answerTo(token)).toBe(200);
  });
});
