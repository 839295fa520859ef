/** The key pairs of the bridge in the examples. @module */

import { generateKeyPairSync } from 'node:crypto';

/** With which the bridge of the examples enrols and signs. */
export const bridgeKeys = generateKeyPairSync('ed25519');

/** Which it offers when it is asked for a new one. */
export const nextBridgeKeys = generateKeyPairSync('ed25519');
