/**
 * Which user claims which PIN. The rule of today: a user claims the PIN that equals its id but for leading zeros, on
 * every terminal and for ever. It is written down nowhere else, so that whoever changes it finds every place that
 * depends on it.
 */
import { type CanonicalPin, canonicalPinOf, type Pin } from './pin.ts';
import type { CanonicalUserId, UserId } from './user-id.ts';

/** The PIN that a user claims: the punches of this PIN are the user's. */
export function pinOfUser(userId: UserId): CanonicalPin {
  return canonicalPinOf(pinOnTerminal(userId));
}

/** The id of the user that claims a PIN, if there is such a user. */
export function userIdOfPin(pin: CanonicalPin): CanonicalUserId {
  return pin as string as CanonicalUserId;
}

/** The PIN under which a user is entered on a terminal: with the leading zeros that its id has. */
export function pinOnTerminal(userId: UserId): Pin {
  return userId as string as Pin;
}

/** The id of a user who is created for a PIN: the PIN as the terminal sent it, composed (NFC). */
export function idOfUserCreatedFor(pin: Pin): UserId {
  return pin.normalize('NFC') as UserId;
}
