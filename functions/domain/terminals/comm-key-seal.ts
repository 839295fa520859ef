/** Seals the communication keys of terminals for the bridge that needs them: here, nobody can read them again. @module */

import { CompactEncrypt, importJWK } from 'jose';
import { listedAddress } from '#shared/contract/bridge-terminals.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import { type SealedContent, sealing } from '#shared/contract/terminal-list.ts';
import type { SealedKey } from '../../store/bridge-terminals.ts';

/**
 * Seals a communication key.
 * @param sealingKey - `x` of the X25519 key that the bridge has reported
 */
export async function sealCommKey(
  bridgeId: BridgeId,
  terminal: { host: string; port: number },
  commKey: number,
  sealingKey: string,
): Promise<SealedKey> {
  const content: SealedContent = {
    bridgeId,
    address: listedAddress(terminal),
    commKey: String(commKey).padStart(6, '0'),
  };
  const key = await importJWK({ kty: 'OKP', crv: 'X25519', x: sealingKey }, sealing.alg);
  const jwe = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader(sealing)
    .encrypt(key);
  return { jwe, for: sealingKey };
}
