/** The key in force of a bridge: it signs requests, and gives way to a new one when the cloud asks for that. @module */

import { type KeyObject, sign } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ulid } from 'ulid';
import type { BridgeId } from '#shared/contract/ids.ts';
import { makeKey, publicJwkOf, readKey, removeOtherKeys } from './bridge-key.ts';
import type { BridgeApi } from './cloud-client.ts';
import type { Signer } from './sign-request.ts';

/** Whose key it is. */
export interface SiteKeyOptions {
  stateDir: string;
  bridgeId: BridgeId;
  /** File of the key in force, in the state folder. */
  keyFile: string;
  /** Makes the key of a file the one of the identity on disk. */
  useKey: (keyFile: string) => void;
}

/** The key in force of a bridge. */
export class SiteKey implements Signer {
  readonly bridgeId: BridgeId;
  readonly #options: SiteKeyOptions;
  #privateKey: KeyObject;

  /** @throws StateDirError when the key cannot be used */
  constructor(options: SiteKeyOptions) {
    this.bridgeId = options.bridgeId;
    this.#options = options;
    this.#privateKey = readKey(join(options.stateDir, options.keyFile));
  }

  get privateKey(): KeyObject {
    return this.#privateKey;
  }

  /**
   * Makes a new key and offers it to the cloud; once the cloud has taken it, it is the one in force. The cloud keeps to the present key
   * until it sees the new one, so that this may end anywhere: whichever key the identity names then is good.
   * @throws whatever the cloud answers, and what keeps the disk from being written: then the present key stays
   */
  async renew(api: BridgeApi): Promise<void> {
    const { stateDir, useKey } = this.#options;
    const keyFile = `key-${ulid()}.pem`;
    const file = join(stateDir, keyFile);
    const fresh = makeKey(file);
    const publicKey = publicJwkOf(fresh);
    const proof = sign(null, Buffer.from(`rollcall-key:${this.bridgeId}:${publicKey.x}`), fresh);
    try {
      await api.offerBridgeKey({ body: { publicKey, proof: proof.toString('base64url') } });
    } catch (error) {
      unlinkSync(file);
      throw error;
    }
    useKey(keyFile);
    this.#privateKey = fresh;
    removeOtherKeys(stateDir, keyFile);
  }
}
