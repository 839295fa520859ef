/**
 * Who is signed in, as far as requests need to know: a source of access tokens that the sign-in sets, and listeners of the end
 * of a session. The sign-in itself is in `access/`, loaded when it is needed.
 * @module
 */

/** Gives the token of the next request, renewed when it is about to expire; `undefined` when nobody is signed in. */
export type TokenSource = () => Promise<string | undefined>;

let source: TokenSource = async () => undefined;
const listeners = new Set<() => void>();

/** Sets where tokens come from. */
export function setTokenSource(next: TokenSource): void {
  source = next;
}

/** The token of the next request. */
export function accessToken(): Promise<string | undefined> {
  return source();
}

/** Tells all listeners that the server does not take the token any more. */
export function sessionEnded(): void {
  for (const listener of listeners) listener();
}

/** Calls the listener when the session ends. @returns stops listening */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
