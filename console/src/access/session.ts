/** Which way somebody is signed in: by an issuer, or by an API key where there is none. @module */

import type { SignIn } from '#shared/contract/sign-in.ts';
import { api, setTokenSource } from '../api/index.ts';

const keyPlace = 'rollcall.key';
const wayPlace = 'rollcall.way';
/** Where the issuer sends people back; `oidc.ts` is loaded too late to say it here. */
const returnPath = '/signed-in';

/** What is known when the page is opened. */
export type FirstLook =
  | { state: 'signed-in' }
  | { state: 'signed-out'; signIn: SignIn }
  | { state: 'failed'; error: unknown };

let end: () => Promise<void> = async () => undefined;

function takeKey(key: string): void {
  setTokenSource(async () => key);
  end = async () => {
    sessionStorage.removeItem(keyPlace);
    location.assign('/');
  };
}

async function openIssuer(signIn: SignIn) {
  const { issuerSession } = await import('./oidc.ts');
  const session = issuerSession(signIn);
  setTokenSource(session.token);
  end = session.end;
  return session;
}

/** Finds out whether this browser's session is signed in; finishes a sign-in that comes back from the issuer. */
export async function lookForSession(): Promise<FirstLook> {
  const key = sessionStorage.getItem(keyPlace);
  if (key !== null) {
    takeKey(key);
    return { state: 'signed-in' };
  }
  try {
    const signIn = await api.getSignIn({});
    if (signIn.issuer === undefined) return { state: 'signed-out', signIn };
    const isBack = location.pathname === returnPath;
    if (!isBack && sessionStorage.getItem(wayPlace) === null) return { state: 'signed-out', signIn };
    const session = await openIssuer(signIn);
    if (isBack) history.replaceState(null, '', await session.finish());
    return (await session.isSignedIn()) ? { state: 'signed-in' } : { state: 'signed-out', signIn };
  } catch (error) {
    if (location.pathname === returnPath) history.replaceState(null, '', '/');
    return { state: 'failed', error };
  }
}

/** Leaves the page for the issuer; the browser comes back to the address where it is now. */
export async function beginSignIn(signIn: SignIn): Promise<void> {
  sessionStorage.setItem(wayPlace, 'issuer');
  const session = await openIssuer(signIn);
  const here = location.pathname === returnPath ? '/' : location.pathname + location.search;
  await session.begin(here);
}

/** Takes an API key, once the server has taken it. @throws Problem when it does not */
export async function signInByKey(key: string): Promise<void> {
  setTokenSource(async () => key);
  try {
    await api.getMe({});
  } catch (error) {
    setTokenSource(async () => undefined);
    throw error;
  }
  sessionStorage.setItem(keyPlace, key);
  takeKey(key);
}

/** Forgets a key that the server does not take any more, so that the sign-in is shown. */
export function forgetKey(): void {
  sessionStorage.removeItem(keyPlace);
}

/** Ends the session here and at the issuer. */
export function signOut(): Promise<void> {
  sessionStorage.removeItem(wayPlace);
  return end();
}
