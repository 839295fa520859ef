/** Gives all data that are kept of a person, kind by kind and page by page. @module */

import type { dataKinds } from '#shared/contract/privacy.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, type Page } from '../../store/cursor.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { claimsOf } from '../claims.ts';
import { requireUser } from '../lookups.ts';
import { otherIdsOf } from '../users/index.ts';

type Kind = (typeof dataKinds)[number];

/** A piece of data of a person. */
export interface PersonalData {
  kind: Kind;
  data: Record<string, unknown>;
}

type ReadPage = (
  actor: Actor,
  user: StoredUser,
  limit: number,
  cursor: string | undefined,
) => Promise<Page<object>>;

const always = { from: '0001-01-01' as LocalDate, to: '9999-12-31' as LocalDate };

/** How each kind is read, in the order in which they come. */
const readers: readonly [Kind, ReadPage][] = [
  ['user', async (actor, user) => ({ items: [user, ...(await otherIdsOf(actor, user))] })],
  [
    'link',
    async ({ stores }, { id }) => {
      const { linkedPins = [] } = (await stores.enteredMonths.ofMany([id])).values().next().value ?? {};
      const links = await stores.links.ofPins([...new Set([pinOfUser(id), ...linkedPins])]);
      return { items: [...links.values()].flat() };
    },
  ],
  ['correction', ({ stores }, { id }, limit, cursor) => stores.corrections.page(id, always, limit, cursor)],
  ['leave', ({ stores }, { id }, limit, cursor) => stores.leaves.page(id, always, limit, cursor)],
  ['day-override', ({ stores }, { id }, limit, cursor) => stores.overrides.page(id, always, limit, cursor)],
  [
    'punch',
    async ({ stores }, { id }, limit, cursor) => {
      const claims = await claimsOf(stores, id);
      const counts = (punch: StoredPunch) => claims.has(punch);
      return await stores.punches.pageOfPins(claims.pins, always, { limit, cursor, counts });
    },
  ],
  ['sheet-row', ({ stores }, { id }, limit, cursor) => stores.sheets.pageOfUser(id, always, limit, cursor)],
];

/** Where a page begins: at which kind, and where in it. */
interface Position {
  kind: Kind;
  inner?: string | undefined;
}

function isPosition(position: unknown): position is Position {
  if (typeof position !== 'object' || position === null) return false;
  const { kind, inner } = position as Partial<Position>;
  const isKind = readers.some(([each]) => each === kind);
  return isKind && (inner === undefined || typeof inner === 'string');
}

/**
 * A page of all data of a person. It may be short, or empty, although more follow. The trail notes who begins to read.
 * @throws RollcallError user.unknown, request.cursor
 */
export async function personalData(
  actor: Actor,
  userId: UserId,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<PersonalData>> {
  const user = await requireUser(actor, userId);
  if (cursor === undefined) await recordAudit(actor, 'user.data-exported', user.id);
  const at: Position = cursor === undefined ? { kind: 'user' } : decodeCursor(cursor, isPosition);
  const place = readers.findIndex(([kind]) => kind === at.kind);
  const [kind, read] = readers[place] ?? readers[0] ?? [];
  if (kind === undefined || read === undefined) throw new Error('no data are kept of anybody');
  const page = await read(actor, user, limit, at.inner);
  const [following] = readers[place + 1] ?? [];
  const next: Position | undefined =
    page.nextCursor !== undefined
      ? { kind, inner: page.nextCursor }
      : following === undefined
        ? undefined
        : { kind: following };
  return {
    items: page.items.map((data) => ({ kind, data: { ...data } })),
    nextCursor: next && encodeCursor(next),
  };
}
