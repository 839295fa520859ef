/** Makes the id of a person who signs in from what the issuer calls the account. @module */

import { createHash } from 'node:crypto';
import { ourIdOf, type PersonId } from '#shared/contract/ids.ts';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const idLength = 26;

/**
 * The id of a person: the same for the same account each time, without a look-up, and without saying what the account is
 * called, which at some issuers is an e-mail address.
 * @param subject - the account's `sub`, unique at its issuer
 */
export function personIdOf(organisation: string, issuer: string, subject: string): PersonId {
  const hash = createHash('sha256')
    .update(JSON.stringify([organisation, issuer, subject]))
    .digest('hex');
  let left = BigInt(`0x${hash.slice(0, 32)}`);
  let text = '';
  while (text.length < idLength) {
    text = (digits[Number(left % 32n)] ?? '') + text;
    left /= 32n;
  }
  return ourIdOf('per', text);
}
