/** HR fetches the details of users from a terminal: of chosen ones, or of whoever is new there. @module */

import type { DetailField } from '#shared/contract/download-fields.ts';
import type { Download } from '#shared/contract/downloads.ts';
import { RollcallError } from '#shared/errors.ts';
import { pinOnTerminal } from '#shared/punch/claims.ts';
import { canonicalPinOf } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { TakenDetails } from '../../store/downloads.ts';
import type { Actor } from '../actor.ts';
import { requireRosterToGive } from '../archived-plan.ts';
import { idOfRequest } from '../ids.ts';
import { inParallel } from '../in-parallel.ts';
import { requireEditable } from '../lookups.ts';
import { terminalsToRead } from '../terminals/index.ts';
import { changeUser, pinsAt } from '../users/index.ts';
import { startDownload } from './downloads.ts';

/** Users changed at once. */
const changesAtOnce = 16;

/** What HR chooses when it fetches the details of users from a terminal; one of the first four says of whom. */
export interface WantedUserDownload {
  terminal: Serial;
  userIds?: UserId[] | undefined;
  newOnly?: true | undefined;
  missingOnly?: true | undefined;
  listOnly?: true | undefined;
  fields?: DetailField[] | undefined;
  overwrite?: boolean | undefined;
  issuedOn?: LocalDate | 'first-punch' | undefined;
  dutyRosterId?: string | undefined;
}

/** Ids that were chosen, as the users have them; who is not here yet goes by the PIN that the terminal has said last. */
async function chosenIds({ stores }: Actor, terminal: Serial, userIds: readonly UserId[]) {
  const users = await stores.users.findMany(userIds);
  for (const user of users) requireEditable(user);
  const known = new Map<string, UserId>(users.map(({ id }) => [canonicalUserId(id), id]));
  const others = userIds.filter((userId) => !known.has(canonicalUserId(userId)));
  const there = await stores.terminalUsers.find(terminal, others.map(pinOnTerminal));
  const pins = new Set(there.map(({ pin }) => canonicalPinOf(pin)));
  const unknown = others.find((userId) => !pins.has(canonicalPinOf(pinOnTerminal(userId))));
  if (unknown !== undefined) throw new RollcallError('user.unknown', { userId: unknown });
  const ids = new Map(userIds.map((userId) => [canonicalUserId(userId), userId]));
  return { users, ids: [...ids].map(([id, userId]) => known.get(id) ?? userId) };
}

/**
 * Fetches details of users from a terminal. Chosen users that are here get their issuance date and roster at once, all
 * others when the terminal has told of them.
 * @throws RollcallError user.unknown, user.merged, user.erased, roster.unknown, plan.archived, terminal.unknown, terminals.none: before anything is changed;
 *   plan.overlap, range.invalid for the first user to whom the date or the roster cannot be given
 */
export async function startUserDownload(actor: Actor, wanted: WantedUserDownload): Promise<Download> {
  const { terminal, issuedOn, dutyRosterId, fields, overwrite } = wanted;
  const select = wanted.newOnly
    ? 'new'
    : wanted.missingOnly
      ? 'missing'
      : wanted.listOnly
        ? 'none'
        : undefined;
  const { users, ids } = await chosenIds(actor, terminal, wanted.userIds ?? []);
  if (dutyRosterId !== undefined) await requireRosterToGive(actor.stores, dutyRosterId);
  await terminalsToRead(actor, [terminal]);
  if (issuedOn !== undefined || dutyRosterId !== undefined) {
    await inParallel(users, changesAtOnce, async (user) => {
      await changeUser(actor, user.id, { issuedOn, dutyRosterId });
    });
  }
  const pins = select === undefined ? await pinsAt(actor, terminal, ids) : undefined;
  const details: TakenDetails = { select, pins, fields, overwrite, issuedOn, dutyRosterId };
  const download = {
    kind: 'users',
    origin: 'manual',
    terminals: [terminal],
    createMissingUsers: false,
    mode: 'new',
    userIds: ids,
    details,
  } as const;
  return await startDownload(actor, download, idOfRequest(actor, 'dl'));
}
