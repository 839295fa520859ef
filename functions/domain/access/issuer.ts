/** Asks an OpenID Connect issuer what it says of itself, and who an account belongs to. @module */

import * as z from 'zod';
import type { Profile } from './people.ts';

/** Where somebody waits for the answer of a Lambda. */
const patienceMilliseconds = 2_000;
const retryMilliseconds = 5_000;
const longestName = 200;

const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

/** Keys and profiles come over TLS, or from this machine itself. */
const SafeUrl = z
  .url()
  .refine((url) => url.startsWith('https://') || loopback.test(url), 'must begin with https://');

const Metadata = z.object({ issuer: z.string(), jwks_uri: SafeUrl, userinfo_endpoint: SafeUrl.optional() });

/** What an issuer says of itself, as far as it is used here. */
export type IssuerMetadata = z.output<typeof Metadata>;

/** The issuer cannot be asked, or its answer is of no use. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable';
}

async function readJson(url: string, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: 'application/json', ...headers },
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMilliseconds),
  });
  if (!response.ok) throw new Error(`${new URL(url).origin} answered ${response.status}`);
  return await response.json();
}

/**
 * Reads the configuration of an issuer when it is first wanted, and keeps it; after a failure it is not asked again for some
 * seconds.
 * @returns a function that rejects with {@link IssuerUnreachable}
 */
export function issuerMetadata(issuer: string, now: () => number): () => Promise<IssuerMetadata> {
  let known: Promise<IssuerMetadata> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  async function read(): Promise<IssuerMetadata> {
    try {
      const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
      const metadata = Metadata.parse(await readJson(address));
      if (metadata.issuer !== issuer) throw new Error(`${issuer} calls itself ${metadata.issuer}`);
      return metadata;
    } catch (cause) {
      failedAt = now();
      known = undefined;
      throw new IssuerUnreachable(`the configuration of ${issuer} could not be read`, { cause });
    }
  }
  return async function metadataOf() {
    if (known === undefined && now() - failedAt < retryMilliseconds)
      throw new IssuerUnreachable(`the configuration of ${issuer} could not be read a moment ago`);
    known ??= read();
    return await known;
  };
}

/** A claim that is a text for people, cut to what a list can show. */
export function shownText(claim: unknown): string | undefined {
  const text = typeof claim === 'string' ? claim.trim().slice(0, longestName) : '';
  return text === '' ? undefined : text;
}

/** Name and e-mail address among the claims of an account. */
export function profileOf(claims: Readonly<Record<string, unknown>>): Profile {
  const parts = [shownText(claims.given_name), shownText(claims.family_name)].filter(
    (part) => part !== undefined,
  );
  const name = shownText(claims.name) ?? shownText(parts.join(' ')) ?? shownText(claims.preferred_username);
  return { name, email: shownText(claims.email) };
}

/**
 * Asks the issuer whose token this is: many access tokens, such as Cognito's, hold no name.
 * @returns `undefined` where the issuer has no such address
 * @throws IssuerUnreachable
 */
export async function askIssuer(
  metadataOf: () => Promise<IssuerMetadata>,
  token: string,
): Promise<(Profile & { subject: string }) | undefined> {
  const { userinfo_endpoint: address } = await metadataOf();
  if (address === undefined) return undefined;
  try {
    const claims = z
      .looseObject({ sub: z.string() })
      .parse(await readJson(address, { authorization: `Bearer ${token}` }));
    return { ...profileOf(claims), subject: claims.sub };
  } catch (cause) {
    throw new IssuerUnreachable('the issuer does not say whose token this is', { cause });
  }
}
