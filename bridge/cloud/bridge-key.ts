/** Creates, stores and reads the bridge's private Ed25519 key, and derives the public key that the cloud keeps. @module */

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { assertPrivate, shareWithFolderOwner } from '#bridge/config/index.ts';
import { PublicKeyJwk } from '#shared/contract/bridge-api.ts';

/**
 * Makes an Ed25519 key and keeps it in a file that only its owner can read (mode 0600).
 * @param file - must not exist yet
 */
export function makeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  shareWithFolderOwner(file);
  return privateKey;
}

/**
 * Reads the bridge's private key.
 * @throws StateDirError `not-private` when other users can read the file
 */
export function readKey(file: string): KeyObject {
  assertPrivate(file);
  return createPrivateKey(readFileSync(file, 'utf8'));
}

/** The public half, as the cloud keeps it. */
export function publicJwkOf(privateKey: KeyObject): PublicKeyJwk {
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return PublicKeyJwk.parse({ kty, crv, x });
}
