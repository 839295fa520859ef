/**
 * The key to which the cloud seals communication keys for this bridge. It is not the one that signs: that one is renewed, and what
 * is sealed to this one must stay readable (docs/decisions/0047-terminals-configured-from-the-cloud.md).
 * @module
 */

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compactDecrypt } from 'jose';
import { assertPrivate } from '#bridge/config/index.ts';
import { replacePrivateFile } from '#bridge/outbox/index.ts';
import { SealedContent, SealingKey, sealing } from '#shared/contract/terminal-list.ts';

const fileName = 'sealing-key.pem';

function readPrivateKey(file: string): KeyObject | null {
  if (!existsSync(file)) return null;
  assertPrivate(file);
  try {
    const key = createPrivateKey(readFileSync(file, 'utf8'));
    return key.asymmetricKeyType === 'x25519' ? key : null;
  } catch {
    return null;
  }
}

/** The key to which communication keys are sealed for this bridge. */
export class SealingKeyPair {
  /** As it is reported to the cloud. */
  readonly publicKey: SealingKey;
  readonly #privateKey: KeyObject;

  /**
   * Reads the key of a state folder, and makes one where there is none or the file is damaged: then the cloud asks for the
   * communication keys again.
   * @throws StateDirError `not-private` when other users can read it
   */
  constructor(stateDir: string) {
    const file = join(stateDir, fileName);
    let privateKey = readPrivateKey(file);
    if (privateKey === null) {
      ({ privateKey } = generateKeyPairSync('x25519'));
      replacePrivateFile(file, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    }
    const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
    this.publicKey = SealingKey.parse({ kty, crv, x });
    this.#privateKey = privateKey;
  }

  /** Opens what the cloud has sealed; `null` when it is sealed to another key, or damaged. */
  async open(jwe: string): Promise<SealedContent | null> {
    try {
      const { plaintext } = await compactDecrypt(jwe, this.#privateKey, {
        keyManagementAlgorithms: [sealing.alg],
        contentEncryptionAlgorithms: [sealing.enc],
      });
      return SealedContent.parse(JSON.parse(new TextDecoder().decode(plaintext)));
    } catch {
      return null;
    }
  }
}

/** Removes the key of a state folder: a new identity begins with a new one. */
export function forgetSealingKey(stateDir: string): void {
  rmSync(join(stateDir, fileName), { force: true });
}
