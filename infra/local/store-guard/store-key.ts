/** Makes the key pair with which this start's functions sign their requests to the local stores. @module */

import { randomBytes } from 'node:crypto';

/** A pair of access key id and secret, in the form that the AWS SDK takes from its environment. */
export interface StoreKey {
  /** Stands in links to files, so it is no secret. */
  accessKeyId: string;
  /** Known to this process and to the processes of its stores; it is written nowhere. */
  secretAccessKey: string;
}

/** Makes a key pair that nobody can guess. */
export function makeStoreKey(): StoreKey {
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(32).toString('base64url'),
  };
}
