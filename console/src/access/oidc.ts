/** Signs people in at the issuer: authorization code with PKCE, renewed by refresh token. Loaded when it is needed. @module */

import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { SignIn } from '#shared/contract/sign-in.ts';
import type { TokenSource } from '../api/index.ts';

/** The address to which the issuer sends people back. */
export const returnPath = '/signed-in';

const renewBeforeSeconds = 30;

/** A sign-in at an issuer. */
export interface IssuerSession {
  /** Leaves the page for the issuer. @param to - the address to come back to */
  begin(to: string): Promise<void>;
  /** Takes what the issuer has sent. @returns the address to go back to */
  finish(): Promise<string>;
  /** Whether this browser's session holds an account. */
  isSignedIn(): Promise<boolean>;
  token: TokenSource;
  /** Forgets the account here, and leaves for the issuer to end its session there. */
  end(): Promise<void>;
}

/** @param signIn - how people sign in, with an issuer */
export function issuerSession({ issuer = '', clientId = '', scopes, signOutUrl }: SignIn): IssuerSession {
  const store = new WebStorageStateStore({ store: sessionStorage, prefix: 'rollcall.oidc.' });
  const manager = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${location.origin}${returnPath}`,
    post_logout_redirect_uri: `${location.origin}/`,
    scope: scopes.join(' '),
    userStore: store,
    stateStore: store,
    // Renewed before a request that needs it: a hidden page asks for nothing.
    automaticSilentRenew: false,
    monitorSession: false,
  });
  let renewal: Promise<string | undefined> | undefined;
  const renew = async () => {
    try {
      return (await manager.signinSilent())?.access_token;
    } catch {
      // The server refuses the old token, and says that the session has ended.
      return (await manager.getUser())?.access_token;
    }
  };
  return {
    begin: (to) => manager.signinRedirect({ state: to }),
    finish: async () => {
      const { state } = await manager.signinRedirectCallback();
      return typeof state === 'string' && state.startsWith('/') && !state.startsWith('//') ? state : '/';
    },
    isSignedIn: async () => (await manager.getUser()) !== null,
    token: async () => {
      const user = await manager.getUser();
      if (!user) return undefined;
      const isFresh = user.expires_in === undefined || user.expires_in > renewBeforeSeconds;
      if (isFresh || user.refresh_token === undefined) return user.access_token;
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
    end: async () => {
      if (signOutUrl === undefined) {
        await manager.signoutRedirect();
        return;
      }
      await manager.removeUser();
      location.assign(signOutUrl);
    },
  };
}
