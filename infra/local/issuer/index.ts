/**
 * The built-in issuer: signs sample people in on one machine with OpenID Connect, as Cognito or another issuer does elsewhere.
 * It has no passwords and listens on loopback only; no bundle of a Lambda may contain it.
 * @module
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { readBody } from '../request-body.ts';
import { openIssuerState } from './kept-state.ts';
import { errorPage, pageHeaders, sendPage, signedOutPage, signInPage, signOutPage } from './pages.ts';
import { isOfAnotherUser } from './same-user.ts';
import { samplePersonOf } from './sample-people.ts';

/** Where below the gateway's origin the issuer is. */
export const issuerPath = '/oidc';
/** The client that the console is. */
export const consoleClientId = 'rollcall-console';
/** Whom the access tokens are for. */
export const apiAudience = 'urn:rollcall:api';
/** The claim of access tokens that holds the groups. */
export const groupsClaim = 'groups';

/** How to start the issuer. */
export interface IssuerOptions {
  /** The gateway's origin, `http://127.0.0.1:<port>`. */
  origin: string;
  /** The origins of consoles: where people may come back to. */
  consoleOrigins: readonly string[];
  /** Where keys and sessions are kept; without it they end with the process. */
  file?: string | undefined;
  /** How long an access token counts; default ten minutes. */
  accessTokenSeconds?: number | undefined;
  /** Gets a line of text for whatever goes wrong inside. */
  log: (line: string) => void;
}

const daySeconds = 86_400;
const sessionSeconds = 14 * daySeconds;
const signingInSeconds = 3_600;
const defaultTokenSeconds = 600;
const formBytes = 4_096;

async function grantFor(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (known !== undefined) return known;
  // Nobody is asked for consent: the only client is the product itself.
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile email');
  grant.addResourceScope(apiAudience, 'rollcall');
  await grant.save();
  return grant;
}

/** Serves requests below {@link issuerPath}. */
export type ServeIssuer = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts the issuer. @returns its address, and what serves the requests below its path */
export async function startIssuer(options: IssuerOptions): Promise<{ url: string; serve: ServeIssuer }> {
  const { consoleOrigins, origin, log } = options;
  const url = origin + issuerPath;
  const state = await openIssuerState(options.file);
  const headers = pageHeaders(consoleOrigins);
  const show = (ctx: KoaContextWithOIDC, html: string) => {
    ctx.set(headers);
    ctx.body = html;
  };
  const configuration: Configuration = {
    adapter: state.adapter,
    jwks: { keys: [state.signingKey] },
    clients: [
      {
        client_id: consoleClientId,
        client_name: 'Rollcall',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
        redirect_uris: consoleOrigins.map((each) => `${each}/signed-in`),
        post_logout_redirect_uris: consoleOrigins.flatMap((each) => [`${each}/`, `${each}/signed-out`]),
      },
    ],
    cookies: { keys: [state.cookieKey], long: { path: issuerPath }, short: { path: issuerPath } },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    scopes: ['openid', 'profile', 'email'],
    conformIdTokenClaims: false,
    findAccount: (_ctx, account) => {
      const person = samplePersonOf(account);
      return (
        person && {
          accountId: account,
          claims: () => ({ sub: account, name: person.name, email: person.email }),
        }
      );
    },
    extraTokenClaims: (_ctx, token) => {
      const person = 'accountId' in token ? samplePersonOf(token.accountId) : undefined;
      return person && { [groupsClaim]: [person.role], name: person.name, email: person.email };
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => apiAudience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'rollcall',
          audience: apiAudience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, signOutPage(form)),
        postLogoutSuccessSource: (ctx) => show(ctx, signedOutPage()),
      },
    },
    interactions: { url: (_ctx, { uid }) => `${issuerPath}/interaction/${uid}` },
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    loadExistingGrant: grantFor,
    renderError: (ctx, { error, error_description: description }) => show(ctx, errorPage(error, description)),
    // A tab that is duplicated has the same refresh token: a rotated one would end the session of both.
    rotateRefreshToken: false,
    clientBasedCORS: (_ctx, from) => consoleOrigins.includes(from),
    ttl: {
      AccessToken: options.accessTokenSeconds ?? defaultTokenSeconds,
      AuthorizationCode: 60,
      Grant: sessionSeconds,
      IdToken: signingInSeconds,
      Interaction: signingInSeconds,
      RefreshToken: sessionSeconds,
      Session: sessionSeconds,
    },
  };
  const provider = new Provider(url, configuration);
  provider.on('server_error', (_ctx, error) => log(`sign-in: ${error.stack ?? error.message}`));
  const answer = provider.callback();

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isOfAnotherUser(request.socket)) {
      return sendPage(
        response,
        403,
        headers,
        errorPage('Rollcall was started by another user of this machine.'),
      );
    }
    await provider.interactionDetails(request, response);
    if (request.method === 'GET') return sendPage(response, 200, headers, signInPage());
    if (request.method !== 'POST' || request.headers.origin !== origin) {
      return sendPage(response, 403, headers, errorPage('This form was sent from elsewhere.'));
    }
    const body = await readBody(request, formBytes);
    const person = samplePersonOf(new URLSearchParams(body?.toString() ?? '').get('account'));
    if (person === undefined) return sendPage(response, 400, headers, errorPage('There is no such person.'));
    await provider.interactionFinished(request, response, { login: { accountId: person.account } });
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    if (path.startsWith(`${issuerPath}/interaction/`)) {
      interact(request, response).catch((error: unknown) => {
        log(`sign-in: ${error instanceof Error ? error.message : String(error)}`);
        if (!response.headersSent) sendPage(response, 400, headers, errorPage('This sign-in has expired.'));
      });
      return;
    }
    // The provider finds its own path by what has been taken off.
    Object.assign(request, { originalUrl: path });
    request.url = path.slice(issuerPath.length) || '/';
    answer(request, response).catch((error: unknown) => log(`sign-in: ${String(error)}`));
  }
  return { url, serve };
}
