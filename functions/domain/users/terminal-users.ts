/** Keeps what each terminal says of its users, shows it to HR, and finds whose the PINs of a terminal are now. @module */

import type { UserOnTerminal } from '#shared/contract/terminals.ts';
import { type Claimant, pinOfUser } from '#shared/punch/claims.ts';
import { canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import { cleanedText } from '#shared/punch/plain-text.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { Page } from '../../store/cursor.ts';
import type { StoredTerminalUser } from '../../store/terminal-users.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { claimsOfPins } from '../claims.ts';
import { requireTerminal } from '../lookups.ts';
import { todayIn } from '../today.ts';
import { completeUsers, type DetailOutcome, type TerminalUser } from './complete-users.ts';

/** Whose the PINs of a terminal are on the present date of the organisation. */
export async function claimantsAt(
  { stores, now }: Actor,
  serial: Serial,
  pins: readonly Pin[],
): Promise<(pin: Pin) => Claimant> {
  const [claims, { zone }] = await Promise.all([
    claimsOfPins(stores, pins.map(canonicalPinOf)),
    stores.settings.read(),
  ]);
  const today = todayIn(zone, now);
  return (pin) => claims.claimantOf(canonicalPinOf(pin), serial, today);
}

/** Notes users as a terminal has just said; names are put in order. */
export async function noteTerminalUsers(
  { stores, now }: Actor,
  serial: Serial,
  users: readonly TerminalUser[],
): Promise<void> {
  const noted = users.map(({ pin, name, privilege, credentials }): StoredTerminalUser => {
    const shownName = name === undefined ? '' : cleanedText(name);
    return {
      pin,
      saidAt: now,
      ...(shownName === '' ? {} : { name: shownName }),
      ...(privilege === undefined ? {} : { privilege }),
      ...(credentials === undefined ? {} : { credentials }),
    };
  });
  await stores.terminalUsers.note(serial, noted);
}

/** A page of the users of a terminal, and when the whole list was read. */
export interface TerminalUserPage extends Page<UserOnTerminal> {
  readAt?: UserOnTerminal['saidAt'] | undefined;
  total?: number | undefined;
}

/**
 * A page of the users that a terminal has, as it has said last, each with the user here whose PIN it is.
 * @throws RollcallError terminal.unknown, request.cursor
 */
export async function listTerminalUsers(
  actor: Actor,
  serial: Serial,
  query: { state: UserOnTerminal['state'] | 'all'; limit: number; cursor?: string | undefined },
): Promise<TerminalUserPage> {
  const { stores } = actor;
  await requireTerminal(actor, serial);
  const [page, list] = await Promise.all([
    stores.terminalUsers.list(serial, query.limit, query.cursor),
    stores.terminalUsers.readList(serial),
  ]);
  const claimantOf = await claimantsAt(
    actor,
    serial,
    page.items.map(({ pin }) => pin),
  );
  const ids = page.items.flatMap(({ pin }) => userIn(claimantOf(pin)));
  const users = await stores.users.findMany(ids);
  const known = new Map<UserId, UserId>(users.map(({ id }) => [canonicalUserId(id), id]));
  const items = page.items.map((user): UserOnTerminal => {
    const claimant = claimantOf(user.pin);
    const [id] = userIn(claimant);
    const userId = id === undefined ? undefined : known.get(id);
    const unclaimed = claimant.kind === 'ignored' ? 'ignored' : 'new';
    return userId === undefined ? { ...user, state: unclaimed } : { ...user, state: 'known', userId };
  });
  return {
    ...page,
    items: items.filter(({ state }) => query.state === 'all' || state === query.state),
    ...(list === undefined ? {} : list),
  };
}

function userIn(claimant: Claimant) {
  return claimant.kind === 'user' ? [claimant.userId] : [];
}

/**
 * The details of users under the PINs that equal their ids: whose PIN is linked to somebody else at the terminal gives no
 * details to the user with its id. Who has two PINs there is told of by the one that equals the id.
 */
export async function underOwnPins(
  actor: Actor,
  serial: Serial,
  users: readonly TerminalUser[],
): Promise<(TerminalUser | null)[]> {
  const claimantOf = await claimantsAt(
    actor,
    serial,
    users.map(({ pin }) => pin),
  );
  const owns = new Set(
    users.flatMap(({ pin }) => {
      const claimant = claimantOf(pin);
      return claimant.kind === 'user' && isOwn(pin, claimant.userId) ? [claimant.userId] : [];
    }),
  );
  return users.map((user) => {
    const claimant = claimantOf(user.pin);
    if (claimant.kind !== 'user') return null;
    if (isOwn(user.pin, claimant.userId)) return user;
    return owns.has(claimant.userId) ? null : { ...user, pin: pinOfUser(claimant.userId) };
  });
}

/**
 * Completes the users whose the PINs of a terminal are now from what the terminal, or a file of it, says.
 * @param wanted - whether a user may be completed
 * @returns what became of each, in their order
 */
export async function completeClaimants(
  actor: Actor,
  serial: Serial,
  users: readonly TerminalUser[],
  wanted: (user: StoredUser) => boolean,
): Promise<DetailOutcome[]> {
  const claimed = await underOwnPins(actor, serial, users);
  const told = claimed.flatMap((user) => user ?? []);
  const results = await completeUsers(actor, told, wanted);
  const byTold = new Map(told.map((user, index) => [user, results[index]]));
  return claimed.map((user) => (user && byTold.get(user)) ?? { result: 'unknown' });
}

function isOwn(pin: Pin, userId: UserId): boolean {
  return canonicalPinOf(pin) === pinOfUser(userId);
}
