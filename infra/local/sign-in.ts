/** Chooses how people sign in on one machine: at the built-in issuer, at another one, or not at all. @module */

import { join } from 'node:path';
import type { IssuerChoice } from '#infra/sign-in-variables.ts';
import type { Gateway } from './gateway.ts';

/** The issuer that is a part of the local cloud, with sample people. */
export interface BuiltInIssuer {
  builtIn: true;
  /** Origins of consoles besides the gateway's own, such as that of a development server. */
  consoleOrigins?: readonly string[];
  /** How long an access token counts; default ten minutes. */
  accessTokenSeconds?: number;
  /** The organisation whose people they are; default `default`. */
  organisation?: string;
}

/** How people sign in on one machine. */
export type LocalSignIn = IssuerChoice | BuiltInIssuer;

/**
 * Starts the built-in issuer behind the gateway where it is wanted.
 * @param dataDir - where its keys and sessions are kept; without one they end with the cloud
 * @returns the issuer; `undefined` where there is none
 */
export async function openSignIn(
  wanted: LocalSignIn | undefined,
  gateway: Gateway,
  dataDir: string | undefined,
  log: (line: string) => void,
): Promise<IssuerChoice | undefined> {
  if (wanted === undefined || !('builtIn' in wanted)) return wanted;
  // Loaded only here: most clouds of the tests have no use for it.
  const { apiAudience, consoleClientId, groupsClaim, issuerPath, startIssuer } = await import(
    './issuer/index.ts'
  );
  const own = [gateway.url, gateway.url.replace('127.0.0.1', 'localhost')];
  const { url, serve } = await startIssuer({
    origin: gateway.url,
    consoleOrigins: [...own, ...(wanted.consoleOrigins ?? [])],
    file: dataDir === undefined ? undefined : join(dataDir, 'issuer.json'),
    accessTokenSeconds: wanted.accessTokenSeconds,
    log,
  });
  gateway.mount(issuerPath, serve);
  return {
    issuer: url,
    clientId: consoleClientId,
    audience: apiAudience,
    groupsClaim,
    organisation: wanted.organisation,
  };
}
