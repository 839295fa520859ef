/** The key pair of the bridge in the examples. @module */

import { generateKeyPairSync } from 'node:crypto';

/** With which the bridge of the examples enrols and signs. */
export const bridgeKeys = generateKeyPairSync('ed25519');
