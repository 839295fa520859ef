/** Writes the checksums of a release, and signs them with Ed25519. @module */

import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads the key that signs releases.
 * @param pem - the private key in PEM (PKCS#8), as `openssl genpkey -algorithm ed25519` makes it
 * @throws TypeError when it is another kind of key
 */
export function signingKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new TypeError(`The key of releases is Ed25519, and not ${key.asymmetricKeyType}.`);
  }
  return key;
}

/** The public half of a key, in PEM (SPKI). */
export const publicHalf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

/**
 * Writes `SHA256SUMS` (as `sha256sum -c` reads it) for files of a folder, and `SHA256SUMS.sig`: the 64 bytes of the
 * signature, as `openssl pkeyutl -verify -rawin` takes them.
 */
export function writeSums(folder: string, files: readonly string[], key: KeyObject | undefined): void {
  const lines = [...files].sort().map((name) => {
    const hash = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    return `${hash}  ${name}\n`;
  });
  const sums = Buffer.from(lines.join(''));
  writeFileSync(join(folder, 'SHA256SUMS'), sums);
  if (key !== undefined) writeFileSync(join(folder, 'SHA256SUMS.sig'), sign(null, sums, key));
}
