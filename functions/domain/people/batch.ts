/** Adds and edits many people at once, and writes those that were added to the terminals that the settings name. @module */

import { mostUsersAtOnce, type UserBatchResult } from '#shared/contract/user-batches.ts';
import { RollcallError } from '#shared/errors.ts';
import { parseUserId, type UserId } from '#shared/punch/user-id.ts';
import { flaw, type Phrase, phrase, which } from '#shared/reasons/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Actor } from '../actor.ts';
import { requireRosterToGive } from '../archived-plan.ts';
import { sendToTerminals } from '../downloads/index.ts';
import { refusalOf } from '../refusals.ts';
import { type ChangeOutcome, membersOf, type NewUser, saveUsers, type UserChange } from '../users/index.ts';

const idOf = (change: UserChange): UserId => (change.kind === 'create' ? change.user.id : change.userId);

/** What the API says of what became of many users. */
function describeOutcomes(
  changes: readonly UserChange[],
  outcomes: readonly ChangeOutcome[],
): UserBatchResult {
  const items = changes.map((change, index): UserBatchResult['items'][number] => {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error(`nothing became of ${idOf(change)}`);
    if (outcome.result === 'refused') {
      return { userId: idOf(change), result: 'refused', problem: refusalOf(outcome.error) };
    }
    return { userId: outcome.user.id, result: outcome.result, version: outcome.user.version };
  });
  const count = (result: ChangeOutcome['result']) => items.filter((item) => item.result === result).length;
  return {
    items,
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  };
}

/**
 * Adds and edits people, each by itself. Those that were added are written to the terminals that the settings name.
 * @throws RollcallError service.busy: a repeat goes on
 */
export async function changePeople(actor: Actor, changes: readonly UserChange[]): Promise<UserBatchResult> {
  const outcomes = await saveUsers(actor, changes);
  await sendToTerminals(
    actor,
    outcomes.flatMap((outcome) => (outcome.result === 'created' ? [outcome.user.id] : [])),
  );
  return describeOutcomes(changes, outcomes);
}

/** A range of ids: from the first to the last, both included. */
export interface IdRange {
  first: UserId;
  last: UserId;
}

function refuseLast(why: Phrase): RollcallError<'request.invalid'> {
  return new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/last', ...flaw(why) }] });
}

/**
 * The ids of a range. They keep the text before their digits, and as many digits as the first has.
 * @throws RollcallError request.invalid where the ends are not those of one range, or too far apart
 */
export function idsOfRange({ first, last }: IdRange): UserId[] {
  const [, before = '', digits = ''] = /^(.*?)(\d+)$/.exec(first) ?? [];
  const [, beforeLast = '', digitsOfLast = ''] = /^(.*?)(\d+)$/.exec(last) ?? [];
  if (digits === '' || digitsOfLast === '' || before !== beforeLast) {
    throw refuseLast(phrase('field.ends-of-range', { first, last }));
  }
  const from = BigInt(digits);
  const count = BigInt(digitsOfLast) - from + 1n;
  if (count < 1n) throw refuseLast(phrase('field.range-backwards', { last, first }));
  if (count > BigInt(mostUsersAtOnce))
    throw refuseLast(phrase('field.range-size', { most: mostUsersAtOnce }));
  return Array.from({ length: Number(count) }, (_, step) => {
    const text = `${before}${String(from + BigInt(step)).padStart(digits.length, '0')}`;
    const id = parseUserId(text);
    if (id === null) throw refuseLast(phrase('row.bad-id', { id: text }));
    return id;
  });
}

/** Adds the people of a range of ids. @throws RollcallError request.invalid */
export async function createRange(
  actor: Actor,
  { first, last, ...fields }: IdRange & Omit<NewUser, 'id'>,
): Promise<UserBatchResult> {
  const changes = idsOfRange({ first, last }).map(
    (id): UserChange => ({ kind: 'create', user: { ...fields, id } }),
  );
  return await changePeople(actor, changes);
}

/**
 * Gives many people a roster for `from ≤ date < to`, or takes theirs away.
 * @throws RollcallError roster.unknown, plan.archived, users.too-many
 */
export async function assignRosters(
  actor: Actor,
  wanted: {
    dutyRosterId: string | null;
    from: LocalDate;
    to?: LocalDate | undefined;
    userIds?: readonly UserId[] | undefined;
    department?: string | undefined;
  },
): Promise<UserBatchResult> {
  const { dutyRosterId, from, to, department = '' } = wanted;
  if (dutyRosterId !== null) await requireRosterToGive(actor.stores, dutyRosterId);
  const members =
    wanted.userIds ?? (await membersOf(actor, department, mostUsersAtOnce))?.map(({ id }) => id);
  if (members === undefined) {
    const what = which(phrase('users.of-roster', { most: mostUsersAtOnce }));
    throw new RollcallError('users.too-many', { most: mostUsersAtOnce, ...what });
  }
  const edit = { dutyRosterId, dutyRosterFrom: from, dutyRosterTo: to };
  return await changePeople(
    actor,
    members.map((userId): UserChange => ({ kind: 'edit', userId, edit })),
  );
}
