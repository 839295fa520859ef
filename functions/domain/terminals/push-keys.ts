/** Hashes the communication keys of terminals that push, with a key that only the deployment has. @module */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Serial } from '#shared/punch/serial.ts';
import { derivedKey } from '../deployment-secret.ts';

/** Marks hashes of the present form; older ones are a bare SHA-256 in hex. */
const presentForm = 'hmac1:';

/**
 * The hash under which a communication key is kept. People choose such keys, so they are short, and a bare hash could be
 * tried out by whoever reads the tables: this one takes the secret of the deployment, which is in no table. A slow hash
 * would cost us its time for every key that a stranger sends. The serial is part of it, so that equal keys differ.
 */
export function keyHashOf(serial: Serial, key: string): string {
  return presentForm + createHmac('sha256', derivedKey('push-key')).update(`${serial}\n${key}`).digest('hex');
}

/** Whether a hash is of an older form, and is to be replaced as soon as the key is known. */
export function isOldHash(keyHash: string): boolean {
  return !keyHash.startsWith(presentForm);
}

/** Whether a key is the one that was hashed, in whichever form; in constant time. */
export function isKeyOf(serial: Serial, keyHash: string, given: string): boolean {
  const expected = Buffer.from(keyHash);
  const actual = Buffer.from(
    isOldHash(keyHash)
      ? createHash('sha256').update(`${serial}\n${given}`).digest('hex')
      : keyHashOf(serial, given),
  );
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
