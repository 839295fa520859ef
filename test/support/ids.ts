/** Ids for tests, read as they are read at the edges of the product. */
import { type IdPrefix, type OurId, requireOurId } from '#shared/contract/ids.ts';
import { isPin, type Pin } from '#shared/punch/pin.ts';
import { requireSerial, type Serial } from '#shared/punch/serial.ts';
import { requireUserId, type UserId } from '#shared/punch/user-id.ts';

/** A user id. @throws RangeError when the text cannot be one */
export function aUserId(text: string): UserId {
  return requireUserId(text);
}

/** A PIN. @throws RangeError when the text cannot be one */
export function aPin(text: string): Pin {
  if (!isPin(text)) throw new RangeError(`"${text}" is not a PIN`);
  return text;
}

/** A serial number. @throws RangeError when the text cannot be one */
export function aSerial(text: string): Serial {
  return requireSerial(text);
}

/** An id of a kind: the same for the same number. */
export function anId<P extends IdPrefix>(prefix: P, number: number): OurId<P> {
  return requireOurId(prefix, `${prefix}_${String(number).padStart(26, '0')}`);
}
