/** Checks the access tokens of people: shape, issuer, signature, expiry, use and audience, and finds their role. @module */

import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { PersonRole } from '#shared/contract/sign-in.ts';
import { IssuerUnreachable, type Profile, profileOf } from '../domain/access/index.ts';
import type { SignInSettings } from '../sign-in-settings.ts';

/** Algorithms with a public key: a token that names another is refused before a key is looked for. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** The headers of a request have no more than 10 KB. */
const longestToken = 8_192;
const toleranceSeconds = 30;
const longestSubject = 255;

/** What a token says, or why it says nothing. */
export type TokenVerdict =
  | { kind: 'person'; subject: string; role: PersonRole | undefined; profile: Profile }
  | { kind: 'expired' }
  | { kind: 'refused' }
  | { kind: 'unreachable' };

/** Three parts of base64url, the first of which begins as `{"` does: no API key has dots. */
const tokenShape = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** Whether a credential looks like a token, valid or not. */
export function isTokenShaped(credential: string): boolean {
  return tokenShape.test(credential);
}

/** The roles by what they may do, the most first. */
const roles: readonly PersonRole[] = ['admin', 'hr', 'viewer'];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function claimAt(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split('.')) {
    value = isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return value;
}

/**
 * The role of an account by its groups: the highest of those that are named like roles.
 * @param groupsClaim - the name of the claim; with dots, the way through claims within claims
 */
export function roleOf(claims: JWTPayload, groupsClaim: string): PersonRole | undefined {
  const claim = claimAt(claims, groupsClaim);
  const groups: unknown[] = Array.isArray(claim)
    ? claim
    : typeof claim === 'string'
      ? claim.split(/[\s,]+/)
      : [];
  return roles.find((role) => groups.includes(role));
}

/**
 * Whether claims are those of an access token for us. Cognito says the use, and the client in place of an audience. Elsewhere
 * the audience has to be ours, and the token of the type of RFC 9068, or with scopes: ID tokens have neither.
 */
function isForUs(claims: JWTPayload, type: string | undefined, settings: SignInSettings): boolean {
  const { token_use: use, scope, scp, at_hash: ofIdToken } = claims;
  if (use !== undefined) return use === 'access' && claims.client_id === settings.clientId;
  const audiences = [claims.aud].flat();
  const isAccess = /^(application\/)?at\+jwt$/i.test(type ?? '');
  const hasScopes = scope !== undefined || scp !== undefined;
  return (
    audiences.includes(settings.audience) &&
    (isAccess || hasScopes) &&
    ofIdToken === undefined &&
    claims.typ !== 'ID'
  );
}

/** What can be seen without a key: most of what is not for us is refused here, and costs the issuer nothing. */
function isWorthAKey(token: string, settings: SignInSettings): boolean {
  if (token.length > longestToken || !isTokenShaped(token)) return false;
  const { alg, typ } = decodeProtectedHeader(token);
  if (alg === undefined || !algorithms.includes(alg)) return false;
  const claims = decodeJwt(token);
  return claims.iss === settings.issuer && isForUs(claims, typ, settings);
}

/**
 * Makes the check of tokens of one issuer.
 * @param keyOf - finds the issuer's keys
 * @param now - epoch milliseconds
 */
export function tokenCheck(
  settings: SignInSettings,
  keyOf: JWTVerifyGetKey,
  now: () => number,
): (token: string) => Promise<TokenVerdict> {
  return async function checkToken(token) {
    try {
      if (!isWorthAKey(token, settings)) return { kind: 'refused' };
      const { payload } = await jwtVerify(token, keyOf, {
        issuer: settings.issuer,
        algorithms,
        clockTolerance: toleranceSeconds,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(now()),
      });
      const { sub: subject = '' } = payload;
      if (subject === '' || subject.length > longestSubject) return { kind: 'refused' };
      const role = roleOf(payload, settings.groupsClaim);
      return { kind: 'person', subject, role, profile: profileOf(payload) };
    } catch (error) {
      if (error instanceof IssuerUnreachable) return { kind: 'unreachable' };
      if (error instanceof errors.JWTExpired) return { kind: 'expired' };
      if (error instanceof errors.JOSEError || error instanceof TypeError) return { kind: 'refused' };
      throw error;
    }
  };
}
