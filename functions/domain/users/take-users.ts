/** A download takes users from a terminal here: those of its choice are created where they do not exist, and completed. @module */

import type { DetailField, SentUser } from '#shared/contract/download-fields.ts';
import { RollcallError } from '#shared/errors.ts';
import { idOfUserCreatedFor, pinOfUser, userIdOfPin } from '#shared/punch/claims.ts';
import { type CanonicalPin, canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredDownload } from '../../store/downloads.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { claimsOfMany, firstDateOf, plainClaims } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';
import { bringIntoSheets, regenerateAll } from '../recompute/index.ts';
import { todayIn } from '../today.ts';
import { assignRoster } from './assign-roster.ts';
import { completeUsers, type DetailOutcome, type TerminalUser } from './complete-users.ts';
import { createMissing } from './missing-users.ts';
import { claimantsAt, noteTerminalUsers, underOwnPins } from './terminal-users.ts';

/** Whom a download takes from a terminal, and what of them. */
export interface TakenUsers {
  /** Those who are asked for, all who are new, those who do not exist here, or nobody. */
  select: ReadonlySet<CanonicalUserId> | 'new' | 'missing' | 'none';
  fields?: readonly DetailField[] | undefined;
  overwrite?: boolean | undefined;
  /** What users get that are created, or, where all who are new are taken, that waited for their details. */
  issuedOn?: LocalDate | 'first-punch' | undefined;
  dutyRosterId?: string | undefined;
}

/** What became of the users that a terminal has sent. */
export interface Taken {
  /** Of each, in their order. */
  outcomes: DetailOutcome[];
  /** Of each that was to be taken. */
  results: SentUser[];
}

const changesAtOnce = 16;
/** How many times a change is tried when somebody else edits the same user. */
const attempts = 5;

/**
 * Takes users that a terminal has sent for a download. A repeat of a call that was interrupted finishes it, and says of the
 * users that its first try created that they were taken.
 */
export async function takeUsers(
  actor: Actor,
  serial: Serial,
  sent: readonly TerminalUser[],
  download: Pick<StoredDownload, 'id' | 'expiresAt'>,
  wanted: TakenUsers,
): Promise<Taken> {
  const { stores } = actor;
  const { select } = wanted;
  await noteTerminalUsers(actor, serial, sent);
  if (select === 'none') return { outcomes: sent.map(() => ({ result: 'unknown' })), results: [] };

  const claimed = await underOwnPins(actor, serial, sent);
  const told = claimed.flatMap((user) => user ?? []);
  const ids = [...new Set(told.map(({ pin }) => userIdOfPin(canonicalPinOf(pin))))];
  const found = new Map(
    (await stores.users.findMany(ids)).map((user): [CanonicalUserId, StoredUser] => [
      canonicalUserId(user.id),
      user,
    ]),
  );
  const isAsked = (id: CanonicalUserId) => {
    if (typeof select !== 'string') return select.has(id);
    const user = found.get(id);
    if (user === undefined || user.origin.downloadId === download.id) return true;
    return select === 'new' && user.status === 'provisional';
  };
  const asked = new Set(ids.filter(isAsked));

  const missing = told.filter(({ pin }) => {
    const id = userIdOfPin(canonicalPinOf(pin));
    return asked.has(id) && !found.has(id);
  });
  await createTaken(actor, serial, missing, download, wanted);
  const made = new Set(
    (await stores.users.findMany([...asked]))
      .filter(({ origin }) => origin.downloadId === download.id)
      .map(({ id }) => canonicalUserId(id)),
  );
  const waiting = [...asked].filter(
    (id) => select === 'new' && !made.has(id) && found.get(id)?.status === 'provisional',
  );
  const refused = await giveDateAndRoster(actor, waiting, wanted);

  const isWanted = (user: StoredUser) => {
    const id = canonicalUserId(user.id);
    return asked.has(id) && !refused.has(id);
  };
  const completed = await completeUsers(actor, told, isWanted, wanted);
  const byTold = new Map(told.map((user, index) => [user, completed[index]]));
  const results = new Map<CanonicalUserId, SentUser>();
  for (const [user, outcome] of byTold) {
    const id = userIdOfPin(canonicalPinOf(user.pin));
    if (!asked.has(id)) continue;
    const userId = found.get(id)?.id ?? idOfUserCreatedFor(user.pin);
    const reason = refused.get(id);
    const isTaken = outcome?.result === 'completed' || made.has(id) || results.get(id)?.result === 'taken';
    if (reason !== undefined) results.set(id, { userId, result: 'refused', reason });
    else results.set(id, { userId, result: isTaken ? 'taken' : 'unchanged' });
  }
  return {
    outcomes: claimed.map((user) => (user && byTold.get(user)) ?? { result: 'unknown' }),
    results: [...results.values()],
  };
}

/** Creates users whom a terminal has, notes them for the download, and has the days computed on which they have punched. */
async function createTaken(
  actor: Actor,
  terminal: Serial,
  missing: readonly TerminalUser[],
  { id: downloadId, expiresAt }: Pick<StoredDownload, 'id' | 'expiresAt'>,
  { issuedOn, dutyRosterId }: TakenUsers,
): Promise<void> {
  if (missing.length === 0) return;
  const { stores } = actor;
  const { newUsers } = await stores.settings.read();
  const pins = new Map<CanonicalPin, Pin>(missing.map(({ pin }) => [canonicalPinOf(pin), pin]));
  const ids = [...pins.values()].map(idOfUserCreatedFor);
  // Before they are there: a try that ends in between would not know of them.
  await stores.downloads.note(downloadId, `taken-${[...ids].sort()[0]}`, { createdIds: ids }, expiresAt);
  const created = await createMissing(
    actor,
    [...pins.values()].map((pin) => ({ pin, source: { kind: 'download', terminal, downloadId } })),
    {
      issueDate: issuedOn ?? newUsers.issueDate,
      dutyRosterId: dutyRosterId ?? newUsers.dutyRosterId,
      byTerminal: newUsers.byTerminal,
    },
  );
  await bringIntoSheets(actor, created);
}

/**
 * Gives users that waited for their details the date and roster of the download; they were created for their punches, so
 * that no other plan of theirs is looked at.
 * @returns why some were refused them
 */
async function giveDateAndRoster(
  actor: Actor,
  ids: readonly CanonicalUserId[],
  wanted: TakenUsers,
): Promise<ReadonlyMap<CanonicalUserId, string>> {
  const refused = new Map<CanonicalUserId, string>();
  if (wanted.issuedOn === undefined && wanted.dutyRosterId === undefined) return refused;
  const claims = await claimsOfMany(actor.stores, ids);
  const today = todayIn((await actor.stores.settings.read()).zone, actor.now);
  await inParallel(ids, changesAtOnce, async (id) => {
    const first =
      wanted.issuedOn === 'first-punch'
        ? await firstDateOf(actor.stores, claims.get(id) ?? plainClaims(id))
        : undefined;
    const reason = await giveOne(actor, id, wanted, { first, today });
    if (reason !== null) refused.set(id, reason);
  });
  return refused;
}

/** Gives one user the date and roster. @returns why not, if it cannot have them */
async function giveOne(
  actor: Actor,
  id: CanonicalUserId,
  { issuedOn, dutyRosterId }: TakenUsers,
  { first, today }: { first: LocalDate | undefined; today: LocalDate },
): Promise<string | null> {
  const { stores } = actor;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const user = await stores.users.find(id);
    if (user?.status !== 'provisional') return null;
    const date = issuedOn === undefined ? user.issuedOn : issuedOn === 'first-punch' ? first : issuedOn;
    if (date !== undefined && user.expiresOn !== undefined && user.expiresOn < date) {
      return `the expiry date ${user.expiresOn} lies before the issuance date ${date}`;
    }
    const next: StoredUser = {
      ...user,
      issuedOn: date,
      issuedOnFollowsPunches:
        issuedOn === undefined ? user.issuedOnFollowsPunches : issuedOn === 'first-punch',
      ...(dutyRosterId === undefined
        ? {}
        : {
            dutyRosterId,
            rosterAssignments: assignRoster(user.rosterAssignments, dutyRosterId, date ?? today),
          }),
      version: user.version + 1,
    };
    if (!(await stores.users.replace(next, user.version))) continue;
    const fields = [
      ...(issuedOn === undefined ? [] : ['issuedOn']),
      ...(dutyRosterId === undefined ? [] : ['dutyRosterId']),
    ];
    await recordAudit(actor, 'user.edited', user.id, { fields });
    await regenerateAll(actor, next);
    return null;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

/** The PINs at a terminal under which some users are there now, where they are not all what the users' ids say. */
export async function pinsAt(
  actor: Actor,
  serial: Serial,
  userIds: readonly UserId[],
): Promise<{ userId: UserId; pin: Pin }[] | undefined> {
  const { stores } = actor;
  const marks = await stores.enteredMonths.ofMany(userIds);
  const candidates = userIds.flatMap((userId) => {
    const linked = marks.get(canonicalUserId(userId))?.linkedPins ?? [];
    return [...new Set([pinOfUser(userId), ...linked])].map((pin) => ({ userId, pin }));
  });
  if (candidates.length === userIds.length) {
    const isPlain = [...marks.values()].every(({ linkedPins }) => linkedPins.length === 0);
    if (isPlain) return undefined;
  }
  const claimantOf = await claimantsAt(
    actor,
    serial,
    candidates.map(({ pin }) => pin),
  );
  return candidates.filter(({ userId, pin }) => {
    const claimant = claimantOf(pin);
    return claimant.kind === 'user' && claimant.userId === canonicalUserId(userId);
  });
}
