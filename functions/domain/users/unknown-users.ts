/** Lists the PINs with punches that nobody claims, with how many, when and where. @module */

import type { UnknownUser } from '#shared/contract/links.ts';
import { canonicalPinOf } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import { dateOf } from '#shared/time/wall-time.ts';
import type { Page } from '../../store/cursor.ts';
import type { StoredLink } from '../../store/stored-link.ts';
import type { PunchPlace } from '../../store/stored-punch.ts';
import type { UnknownUser as StoredUnknown } from '../../store/unknown-users.ts';
import type { Actor } from '../actor.ts';
import { claimsOfPins, type PinClaims } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';

/** Punches of a PIN that are counted: a visitor's card may have any number. */
const mostCounted = 2_000;
/** Latest punches among which the last one is looked for that nobody claims. */
const mostLatest = 100;
const pinsAtOnce = 16;

/** Whose punches are, once for all PINs of a page. */
interface Known {
  claims: PinClaims;
  /** Canonical ids of users that exist. */
  exists: ReadonlySet<string>;
  links: ReadonlyMap<string, readonly StoredLink[]>;
}

async function describe(
  { stores }: Actor,
  { claims, exists, links }: Known,
  stored: StoredUnknown,
): Promise<UnknownUser | null> {
  const pin = canonicalPinOf(stored.pin);
  const places = await stores.punches.placesOfPin(pin, { most: mostCounted });
  const isMore = places.length === mostCounted;
  const stateOf = ({ serial, wallTime }: PunchPlace) => {
    const claimant = claims.claimantOf(pin, serial, dateOf(wallTime));
    if (claimant.kind === 'ignored') return 'ignored';
    if (claimant.kind === 'user' && exists.has(claimant.userId)) return 'claimed';
    return stored.ignored ? 'ignored' : 'held';
  };
  const unclaimed = places.flatMap((place) => {
    const state = stateOf(place);
    return state === 'claimed' ? [] : [{ ...place, state }];
  });
  const state = unclaimed.some((place) => place.state === 'held') ? 'held' : 'ignored';
  const shown = unclaimed.filter((place) => place.state === state);
  const [first] = shown;
  if (first === undefined) return null;
  const latest = isMore ? await stores.punches.placesOfPin(pin, { most: mostLatest, backwards: true }) : [];
  const last = latest.find((place) => stateOf(place) === state) ?? shown.at(-1) ?? first;
  const [told] = await stores.terminalUsers.find(last.serial, [stored.pin]);
  const terminals = new Set<Serial>(shown.map(({ serial }) => serial));
  return {
    pin: stored.pin,
    ...(told?.name === undefined ? {} : { name: told.name }),
    state,
    firstSeenAt: stored.firstSeenAt,
    terminal: stored.terminal,
    firstPunch: first.wallTime,
    lastPunch: last.wallTime,
    punches: shown.length,
    ...(isMore ? { isMore } : {}),
    terminals: [...terminals].sort(),
    links: (links.get(pin) ?? []).filter(({ withdrawn }) => withdrawn === undefined),
  };
}

/**
 * A page of the PINs with punches that nobody claims, in order. It may be short although more follow.
 * @throws RollcallError request.cursor
 */
export async function listUnknownUsers(
  actor: Actor,
  query: { state: 'held' | 'ignored' | 'all'; limit: number; cursor?: string | undefined },
): Promise<Page<UnknownUser>> {
  const { stores } = actor;
  const page = await stores.unknownUsers.list(query.limit, query.cursor);
  const pins = page.items.map(({ pin }) => canonicalPinOf(pin));
  const [claims, links] = await Promise.all([claimsOfPins(stores, pins), stores.links.ofPins(pins)]);
  const users = await stores.users.findMany(pins.flatMap((pin) => claims.possibleClaimants(pin)));
  const exists = new Set<string>(users.map(({ id }) => canonicalUserId(id)));
  const described = new Map<StoredUnknown, UnknownUser | null>();
  await inParallel(page.items, pinsAtOnce, async (stored) => {
    described.set(stored, await describe(actor, { claims, exists, links }, stored));
  });
  const items = page.items.flatMap((stored) => described.get(stored) ?? []);
  return { ...page, items: items.filter(({ state }) => query.state === 'all' || state === query.state) };
}
