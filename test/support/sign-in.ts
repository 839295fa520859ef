/** Signs people in at the built-in issuer over HTTP, step by step as a browser does. @module */

import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'vitest';

/** What a browser keeps: cookies by name, whatever their path. */
class Browser {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** One request, whose redirect is not followed. */
  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    if (init.method === 'POST') headers.set('origin', this.#origin);
    const response = await fetch(new URL(url, this.#origin), { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects as long as they lead to the issuer. @returns the page, or where it leads away */
  async follow(url: string): Promise<{ response: Response; at: string }> {
    let at = new URL(url, this.#origin).href;
    for (;;) {
      const response = await this.send(at);
      const next = response.headers.get('location');
      if (next === null) return { response, at };
      const target = new URL(next, at);
      if (!target.pathname.startsWith('/oidc')) return { response, at: target.href };
      at = target.href;
    }
  }
}

/** Tokens of a session. */
export interface Session {
  access: string;
  id: string;
  refresh: string;
  browser: Browser;
}

const clientId = 'rollcall-console';

async function tokensOf(url: string, form: Record<string, string>): Promise<Response> {
  return await fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ client_id: clientId, ...form }),
  });
}

/** What the page to sign in is asked for, and the secret that later shows who asked. */
export function authorization(url: string, more: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid profile email',
    redirect_uri: `${url}/signed-in`,
    state: 'state-of-the-test',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });
  return { verifier, address: `${url}/oidc/auth?${query}` };
}

/** Signs a sample person in: code flow with PKCE, one click. */
export async function signInAs(url: string, account: string, browser = new Browser(url)): Promise<Session> {
  const { verifier, address } = authorization(url);
  const { response, at } = await browser.follow(address);
  let back = at;
  // Whoever has a session already is asked nothing.
  if (response.status === 200) {
    expect(await response.text()).toContain(`value="${account}"`);
    const clicked = await browser.send(at, { method: 'POST', body: new URLSearchParams({ account }) });
    expect(clicked.status).toBe(303);
    back = (await browser.follow(clicked.headers.get('location') ?? '')).at;
  }
  const landed = new URL(back);
  expect(landed.origin + landed.pathname).toBe(`${url}/signed-in`);
  expect(landed.searchParams.get('state')).toBe('state-of-the-test');
  const answer = await tokensOf(url, {
    grant_type: 'authorization_code',
    code: landed.searchParams.get('code') ?? '',
    redirect_uri: `${url}/signed-in`,
    code_verifier: verifier,
  });
  const tokens = (await answer.json()) as Record<string, string>;
  expect([answer.status, tokens.error]).toEqual([200, undefined]);
  return {
    access: tokens.access_token ?? '',
    id: tokens.id_token ?? '',
    refresh: tokens.refresh_token ?? '',
    browser,
  };
}

/** Renews a session. @returns status and body of the token endpoint */
export async function renew(url: string, { refresh }: Pick<Session, 'refresh'>) {
  const answer = await tokensOf(url, { grant_type: 'refresh_token', refresh_token: refresh });
  return { status: answer.status, tokens: (await answer.json()) as Record<string, string> };
}
