import { get } from 'node:http';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeFirstKey } from '#functions/first-start.ts';
import { SignIn } from '#shared/contract/sign-in.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { authorization, renew, signInAs } from '#test/support/sign-in.ts';

const cloud = useCloud({ signIn: { builtIn: true, accessTokenSeconds: 300 } });
let adminKey = '';
beforeAll(async () => {
  adminKey = await makeFirstKey(cloud.runtime, 'first');
});

/** The id by which the audit trail names whoever has a token. */
async function callerOf(token: string): Promise<string> {
  return (await apiWith(cloud.url, token).getMe({})).caller;
}

describe('signing in', () => {
  test('is described for everybody, and by the issuer itself', async () => {
    const answer = await cloud.fetch('/v1/sign-in');
    const described = SignIn.parse(await answer.json());
    expect(described).toEqual({
      issuer: `${cloud.url}/oidc`,
      clientId: 'rollcall-console',
      scopes: ['openid', 'profile', 'email'],
      apiKeys: false,
    });
    const configuration = await fetch(`${described.issuer}/.well-known/openid-configuration`);
    expect(await configuration.json()).toMatchObject({
      issuer: described.issuer,
      authorization_endpoint: `${described.issuer}/auth`,
      token_endpoint: `${described.issuer}/token`,
      end_session_endpoint: `${described.issuer}/session/end`,
      code_challenge_methods_supported: ['S256'],
    });
  });

  test.each([
    ['sample-admin', 'admin', 'Sample Administrator'],
    ['sample-hr', 'hr', 'Sample HR officer'],
    ['sample-viewer', 'viewer', 'Sample Viewer'],
  ])('%s gets the role %s and is known by name', async (account, role, name) => {
    const { access } = await signInAs(cloud.url, account);
    expect(decodeProtectedHeader(access)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    const me = await apiWith(cloud.url, access).getMe({});
    expect(me).toMatchObject({ organisation: 'default', zone: 'UTC', role, name, person: { name } });
    expect(me.caller).toBe(`person:${me.person?.id}`);
  });

  test('gives each role what it may do, and nothing else', async () => {
    const user = (id: string) => ({ body: { id } });
    const viewer = apiWith(cloud.url, (await signInAs(cloud.url, 'sample-viewer')).access);
    const hr = apiWith(cloud.url, (await signInAs(cloud.url, 'sample-hr')).access);
    const admin = apiWith(cloud.url, (await signInAs(cloud.url, 'sample-admin')).access);
    await viewer.listUsers({ query: {} });
    await expect(viewer.createUser(user('9001'))).rejects.toSatisfy(problem('caller.not-allowed'));
    await hr.createUser(user('9001'));
    await expect(hr.listPeople({ query: {} })).rejects.toSatisfy(problem('caller.not-allowed'));
    await admin.listPeople({ query: {} });
  });

  test('names people in the audit trail and beside what they entered', async () => {
    const { access } = await signInAs(cloud.url, 'sample-hr');
    const api = apiWith(cloud.url, access);
    await api.createUser({ body: { id: '9002' } });
    const caller = await callerOf(access);
    expect((await api.getUser({ params: { userId: '9002' } })).origin).toMatchObject({
      by: caller,
      byName: 'Sample HR officer',
    });
    const trail = await apiWith(cloud.url, adminKey).listAudit({ query: { by: caller } });
    expect(trail.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'user.created', subject: '9002', byName: 'Sample HR officer' }),
      ]),
    );
  });

  test('is needed once: a session renews its tokens, and ends when somebody signs out', async () => {
    const session = await signInAs(cloud.url, 'sample-viewer');
    cloudTime.advance(400_000);
    await expect(apiWith(cloud.url, session.access).getMe({})).rejects.toSatisfy(
      problem('caller.session-ended'),
    );
    const renewed = await renew(cloud.url, session);
    expect(renewed.status).toBe(200);
    const { access_token: access = '' } = renewed.tokens;
    expect((await apiWith(cloud.url, access).getMe({})).role).toBe('viewer');
    const { response, at } = await session.browser.follow(
      `/oidc/session/end?${new URLSearchParams({ id_token_hint: session.id, post_logout_redirect_uri: `${cloud.url}/` })}`,
    );
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(await response.text()) ?? [];
    const out = await session.browser.send(`${at.split('?')[0]}/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    });
    expect(new URL(out.headers.get('location') ?? '').href).toBe(`${cloud.url}/`);
    expect((await renew(cloud.url, session)).status).toBe(400);
  });

  test('asks nothing of whoever has signed in in this browser already', async () => {
    const first = await signInAs(cloud.url, 'sample-hr');
    const second = await signInAs(cloud.url, 'nobody', first.browser);
    expect(await callerOf(second.access)).toBe(await callerOf(first.access));
  });

  test('lets the browser of another origin do nothing, and leads nowhere else', async () => {
    const answer = await fetch(
      authorization(cloud.url, { redirect_uri: 'https://elsewhere.example.com/' }).address,
    );
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('redirect_uri');
    const { address } = authorization(cloud.url);
    const first = await fetch(address, { redirect: 'manual' });
    const cookie = first.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const form = await fetch(new URL(first.headers.get('location') ?? '', cloud.url), {
      method: 'POST',
      headers: { cookie, origin: 'https://elsewhere.example.com' },
      body: new URLSearchParams({ account: 'sample-admin' }),
      redirect: 'manual',
    });
    expect(form.status).toBe(403);
    const other = await fetch(`${cloud.url}/oidc/token`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example.com' },
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'rollcall-console' }),
    });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    const host = 'elsewhere.example.com';
    const rebound = await new Promise((resolve) => {
      get(`${cloud.url}/oidc/jwks`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode));
    });
    expect(rebound).toBe(403);
  });

  test('has pages without scripts, under a strict policy', async () => {
    const { address } = authorization(cloud.url);
    const first = await fetch(address, { redirect: 'manual' });
    const cookie = first.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const page = await fetch(new URL(first.headers.get('location') ?? '', cloud.url), {
      headers: { cookie },
    });
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' http:\S+ http:\S+; base-uri 'none'; frame-ancestors 'none'$/,
    );
    const html = await page.text();
    expect(html).not.toMatch(/<script|style=|\son\w+=/);
    expect(html).toContain('<html lang="en">');
  });
});

describe('people', () => {
  test('are listed with when they were seen, and can be forgotten', async () => {
    const { access } = await signInAs(cloud.url, 'sample-viewer');
    const admin = apiWith(cloud.url, adminKey);
    const id = (await callerOf(access)).replace('person:', '');
    const find = async () => (await admin.listPeople({ query: {} })).items.find((person) => person.id === id);
    const before = await find();
    expect(before).toMatchObject({ name: 'Sample Viewer', email: 'viewer@example.com', role: 'viewer' });
    cloudTime.advance(3_700_000);
    const again = await signInAs(cloud.url, 'sample-viewer');
    await callerOf(again.access);
    const after = await find();
    expect(after?.firstSeenAt).toBe(before?.firstSeenAt);
    expect(Date.parse(after?.lastSeenAt ?? '')).toBe(cloudTime.now());
    await admin.forgetPerson({ params: { personId: id } });
    expect(await find()).toBeUndefined();
    await expect(admin.forgetPerson({ params: { personId: id } })).rejects.toSatisfy(
      problem('person.unknown'),
    );
  });
});

test('no token has reached the log', async () => {
  const { access, refresh, id } = await signInAs(cloud.url, 'sample-admin');
  await callerOf(access);
  const broken = `${access.slice(0, -8)}AAAAAAAA`;
  expect(await refusalOf(await cloud.fetch('/v1/me', { key: broken }))).toEqual([401, 'caller.unknown']);
  expect(decodeJwt(access).sub).toBe('sample-admin');
  const logged = cloud.logged().join('\n');
  for (const secret of [access, broken, refresh, id]) expect(logged).not.toContain(secret.slice(-20));
  expect(logged).not.toContain('Sample Administrator');
});
