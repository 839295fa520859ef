/**
 * Which user claims which PIN. A user claims the PIN that equals its id but for leading zeros, on every terminal and for
 * ever, except where a link says otherwise: of the links of a PIN that name a terminal and a date, the one that was
 * entered last says whose its punches are. That is written down nowhere else, so that whoever changes it finds every
 * place that depends on it.
 */
import type { LocalDate } from '../time/wall-time.ts';
import { type CanonicalPin, canonicalPinOf, type Pin } from './pin.ts';
import type { Serial } from './serial.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from './user-id.ts';

/** What a link says of the punches that it names: whose they are, or that they make no rows of any sheet. */
export type LinkTarget = { kind: 'user'; userId: UserId } | { kind: 'ignored' };

/** What counts of a link of a PIN. */
export interface ClaimLink {
  target: LinkTarget;
  /** The terminal whose punches it names; every one when absent. */
  terminal?: Serial | undefined;
  /** The first local date whose punches it names; all when absent. */
  from?: LocalDate | undefined;
  /** The user was created for the PIN together with the link: once that is withdrawn, nobody has the PIN's id. */
  created?: boolean | undefined;
  /** Present once the link no longer counts. */
  withdrawn?: object | undefined;
}

/** Whose a punch is: a user's, nobody's until somebody decides, or nobody's for good. */
export type Claimant = { kind: 'user'; userId: CanonicalUserId } | { kind: 'nobody' } | { kind: 'ignored' };

/** Where and when a PIN was used. */
export interface PinUse {
  /** The serial number under which it is recorded, and, of a merged terminal, that for which it counts. */
  serials: readonly string[];
  /** Local date. */
  date: LocalDate;
}

/** Whether a link names the punches of a PIN at a terminal on a date, whether it counts or not. */
export function namesUse({ terminal, from }: Pick<ClaimLink, 'terminal' | 'from'>, use: PinUse): boolean {
  return (
    (terminal === undefined || use.serials.includes(terminal)) && (from === undefined || from <= use.date)
  );
}

/**
 * Who claims a PIN on a terminal on a date. That the user exists is not looked at: a PIN whose claimant does not exist is
 * unknown.
 * @param links - every link of the PIN, in the order in which they were entered
 */
export function claimantOf(pin: CanonicalPin, links: readonly ClaimLink[], use: PinUse): Claimant {
  const link = links.findLast((each) => each.withdrawn === undefined && namesUse(each, use));
  if (link?.target.kind === 'ignored') return { kind: 'ignored' };
  if (link) return { kind: 'user', userId: canonicalUserId(link.target.userId) };
  const own = userIdOfPin(pin);
  const isUndone = links.some(
    ({ created, withdrawn, target }) =>
      created === true &&
      withdrawn !== undefined &&
      target.kind === 'user' &&
      canonicalUserId(target.userId) === own,
  );
  return isUndone ? { kind: 'nobody' } : { kind: 'user', userId: own };
}

/** Everybody who may claim punches of a PIN, now or once its links change: the user with its id, and those of its links. */
export function possibleClaimants(pin: CanonicalPin, links: readonly ClaimLink[]): CanonicalUserId[] {
  const linked = links.flatMap(({ target }) =>
    target.kind === 'user' ? [canonicalUserId(target.userId)] : [],
  );
  return [...new Set([userIdOfPin(pin), ...linked])];
}

/** The PIN that a user claims unless a link says otherwise: the punches of this PIN are the user's. */
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
