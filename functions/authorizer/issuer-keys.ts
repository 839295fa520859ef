/** Finds the public key of an issuer that signed a token, and asks the issuer as rarely as it can. @module */

import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { type IssuerMetadata, IssuerUnreachable } from '../domain/access/index.ts';

const patienceMilliseconds = 2_000;
/** Keys of issuers live for months; a new one is asked for when a token names it. */
const keptMilliseconds = 600_000;
/** A key that the issuer does not have is not asked for again within this time, whoever sends tokens that name it. */
const cooldownMilliseconds = 30_000;
/** After a failure the issuer is left alone for this time. */
const retryMilliseconds = 5_000;

function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

/**
 * Makes the function that finds keys, for the life of the process.
 * @returns a function that throws jose's errors about the token, and {@link IssuerUnreachable} when the keys cannot be had
 */
export function issuerKeys(metadataOf: () => Promise<IssuerMetadata>, now: () => number): JWTVerifyGetKey {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  return async function keyOf(header, token) {
    if (now() - failedAt < retryMilliseconds) throw new IssuerUnreachable('the keys could not be read');
    keys ??= createRemoteJWKSet(new URL((await metadataOf()).jwks_uri), {
      timeoutDuration: patienceMilliseconds,
      cacheMaxAge: keptMilliseconds,
      cooldownDuration: cooldownMilliseconds,
    });
    try {
      return await keys(header, token);
    } catch (error) {
      if (isAboutToken(error)) throw error;
      failedAt = now();
      throw new IssuerUnreachable('the keys could not be read', { cause: error });
    }
  };
}
