/** Creates, stores and reads the bridge's private Ed25519 key, and derives the public key that the cloud keeps. @module */

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { assertPrivate, StateDirError, shareWithFolderOwner } from '#bridge/config/index.ts';
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
 * @throws StateDirError `not-private` when other users can read the file, `damaged` when it is missing or holds no key
 */
export function readKey(file: string): KeyObject {
  try {
    assertPrivate(file);
    const key = createPrivateKey(readFileSync(file, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return key;
    throw new Error(`a key of the kind ${key.asymmetricKeyType}`);
  } catch (error) {
    if (error instanceof StateDirError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StateDirError(
      'damaged',
      `The key of this bridge, ${file}, cannot be used (${reason}). Put it back from a copy; or enrol this bridge again: what waits in the outbox stays and is sent.`,
      { cause: error },
    );
  }
}

const keyName = /^key-[0-9A-Z]{26}\.pem$/;

/** Removes the keys of a state folder but those that are named. */
export function removeOtherKeys(stateDir: string, ...keyFiles: readonly string[]): void {
  for (const name of readdirSync(stateDir)) {
    if (keyName.test(name) && !keyFiles.includes(name)) unlinkSync(join(stateDir, name));
  }
}

/** The key of an enrolment that may have been answered without anybody hearing it; a new one where there is none that can be read. */
export function keyOfEnrolment(file: string): KeyObject {
  if (!existsSync(file)) return makeKey(file);
  try {
    return readKey(file);
  } catch {
    // Nobody has an identity by it that is known here: it was being written when the machine stopped.
    unlinkSync(file);
    return makeKey(file);
  }
}

/** The public half, as the cloud keeps it. */
export function publicJwkOf(privateKey: KeyObject): PublicKeyJwk {
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return PublicKeyJwk.parse({ kty, crv, x });
}
