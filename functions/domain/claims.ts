/**
 * Reads the punches of people: those of the PINs that a person claims. Every read of a person's punches goes through here,
 * because links of PINs say whose they are; a person whom no link concerns costs no further request.
 * @module
 */

import {
  type Claimant,
  claimantOf,
  type PinUse,
  pinOfUser,
  possibleClaimants,
} from '#shared/punch/claims.ts';
import { type CanonicalPin, canonicalPinOf } from '#shared/punch/pin.ts';
import type { Punch } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateOf, type LocalDate, type WallTime } from '#shared/time/wall-time.ts';
import type { EnteredMonths } from '../store/entered-months.ts';
import type { Stores } from '../store/index.ts';
import type { StoredLink } from '../store/stored-link.ts';
import type { CountedPunch, PunchPlace } from '../store/stored-punch.ts';
import { RightSerials } from './right-serials.ts';

type Links = ReadonlyMap<CanonicalPin, readonly StoredLink[]>;

/** Tells whose punches are, by the links of their PINs. */
export class PinClaims {
  readonly #links: Links;
  readonly #right: RightSerials;

  /** @param right - for which terminal the punches of each count: a link names those too that are recorded under a merged one */
  constructor(links: Links, right: RightSerials) {
    this.#links = links;
    this.#right = right;
  }

  /** Whether a PIN has links, or had any. */
  hasLinks(pin: CanonicalPin): boolean {
    return this.#links.has(pin);
  }

  /** Whether any of the PINs has links, or had any. */
  get isPlain(): boolean {
    return this.#links.size === 0;
  }

  /** Where a punch was made, as links name it. */
  useOf(serial: Serial, date: LocalDate): PinUse {
    return { serials: [serial, this.#right.of(serial)], date };
  }

  /** Whose the punches of a PIN at a terminal on a date are. */
  claimantOf(pin: CanonicalPin, serial: Serial, date: LocalDate): Claimant {
    return claimantOf(pin, this.#links.get(pin) ?? [], this.useOf(serial, date));
  }

  /** Everybody whose the punches of a PIN may be, or were. */
  possibleClaimants(pin: CanonicalPin): CanonicalUserId[] {
    return possibleClaimants(pin, this.#links.get(pin) ?? []);
  }

  /** Whether the punches of a PIN at a terminal on a date are nobody's because their user does not exist, or was undone. */
  isUnclaimed(pin: CanonicalPin, { serial, wallTime }: PunchPlace, exists: ReadonlySet<string>): boolean {
    const claimant = this.claimantOf(pin, serial, dateOf(wallTime));
    return claimant.kind === 'nobody' || (claimant.kind === 'user' && !exists.has(claimant.userId));
  }
}

/** Serial numbers that are merged, where links have to be looked at; nothing is read otherwise. */
async function rightSerialsFor(stores: Stores, links: Links): Promise<RightSerials> {
  return new RightSerials(links.size === 0 ? [] : await stores.terminals.marks());
}

/** Whose the punches of some PINs are, strongly consistent: one small item for each PIN that has links. */
export async function claimsOfPins(stores: Stores, pins: readonly CanonicalPin[]): Promise<PinClaims> {
  const links = pins.length === 0 ? new Map() : await stores.links.ofPins(pins);
  return new PinClaims(links, await rightSerialsFor(stores, links));
}

/** Which PINs a person claims, and which punches of them. */
export class UserClaims {
  /** PINs of which some punches are, or were, the person's. Another's PIN comes without those of the other. */
  readonly pins: readonly CanonicalPin[];
  readonly #userId: CanonicalUserId;
  readonly #claims: PinClaims;

  constructor(userId: CanonicalUserId, pins: readonly CanonicalPin[], claims: PinClaims) {
    this.pins = pins;
    this.#userId = userId;
    this.#claims = claims;
  }

  /** Whether no link has ever concerned the person. */
  get isPlain(): boolean {
    return this.#claims.isPlain;
  }

  /** Whether the punches of a PIN at a terminal on a date are the person's. */
  holds(pin: CanonicalPin, serial: Serial, date: LocalDate): boolean {
    if (this.isPlain) return true;
    const claimant = this.#claims.claimantOf(pin, serial, date);
    return claimant.kind === 'user' && claimant.userId === this.#userId;
  }

  /** Whether a punch is the person's. */
  has({ pin, serial, wallTime }: Pick<Punch, 'pin' | 'serial' | 'wallTime'>): boolean {
    return this.holds(canonicalPinOf(pin), serial, dateOf(wallTime));
  }
}

/** A person's claims as they are without links. */
export function plainClaims(userId: UserId): UserClaims {
  return new UserClaims(
    canonicalUserId(userId),
    [pinOfUser(userId)],
    new PinClaims(new Map(), new RightSerials([])),
  );
}

/**
 * What many people claim, strongly consistent.
 * @param marks - which PINs have links that concern each: read before, or read here
 */
export async function claimsOfMany(
  stores: Stores,
  userIds: readonly UserId[],
  marks?: ReadonlyMap<CanonicalUserId, EnteredMonths>,
): Promise<ReadonlyMap<CanonicalUserId, UserClaims>> {
  const known = marks ?? (await stores.enteredMonths.ofMany(userIds));
  const linked = [...known.values()].flatMap(({ linkedPins }) => linkedPins);
  const links: Links = linked.length === 0 ? new Map() : await stores.links.ofPins(linked);
  const right = await rightSerialsFor(stores, links);
  return new Map(
    userIds.map((userId) => {
      const id = canonicalUserId(userId);
      const marked = known.get(id)?.linkedPins.filter((pin) => links.has(pin)) ?? [];
      const pins = [...new Set([pinOfUser(userId), ...marked])];
      const own = new Map(
        pins.flatMap((pin) => {
          const ofPin = links.get(pin);
          return ofPin === undefined ? [] : [[pin, ofPin] as const];
        }),
      );
      return [id, new UserClaims(id, pins, new PinClaims(own, right))];
    }),
  );
}

/** What a person claims, strongly consistent. */
export async function claimsOf(stores: Stores, userId: UserId): Promise<UserClaims> {
  return (await claimsOfMany(stores, [userId])).get(canonicalUserId(userId)) ?? plainClaims(userId);
}

/** What a person's days are computed from: the punches with `from ≤ wall time < to`, in order. */
export async function punchesOf(
  stores: Stores,
  claims: UserClaims,
  from: WallTime | LocalDate,
  to: WallTime | LocalDate,
): Promise<CountedPunch[]> {
  const [only] = claims.pins;
  if (claims.isPlain && only !== undefined) return await stores.punches.ofPin(only, from, to);
  const ofPins = await Promise.all(
    claims.pins.map(async (pin) =>
      (await stores.punches.ofPin(pin, from, to)).filter(({ serial, wallTime }) =>
        claims.holds(pin, serial, dateOf(wallTime)),
      ),
    ),
  );
  return ofPins.flat().sort((a, b) => (a.wallTime < b.wallTime ? -1 : a.wallTime > b.wallTime ? 1 : 0));
}

/** A terminal that a person has used in a week. */
export interface WeekOfUse {
  serial: Serial;
  /** The Monday of the week. */
  week: LocalDate;
}

/** The terminals that a person has used in the weeks whose Mondays are `first ≤ Monday ≤ last`. */
export async function usesOf(
  stores: Stores,
  claims: UserClaims,
  first: LocalDate,
  last: LocalDate,
): Promise<WeekOfUse[]> {
  const ofPins = await Promise.all(
    claims.pins.map(async (pin) => {
      const uses = await stores.terminalUses.ofPin(pin, first, last);
      if (claims.isPlain) return uses;
      // A link may begin in the middle of a week.
      return uses.filter(({ serial, week }) =>
        Array.from({ length: 7 }, (_, day) => addDays(week, day)).some((date) =>
          claims.holds(pin, serial, date),
        ),
      );
    }),
  );
  return ofPins.flat();
}

/** The dates on which a person has punched, in order, each once. */
export async function datesOf(stores: Stores, claims: UserClaims): Promise<LocalDate[]> {
  const ofPins = await Promise.all(
    claims.pins.map(async (pin) =>
      (await stores.punches.placesOfPin(pin)).flatMap(({ serial, wallTime }) => {
        const date = dateOf(wallTime);
        return claims.holds(pin, serial, date) ? [date] : [];
      }),
    ),
  );
  return [...new Set(ofPins.flat())].sort();
}

/** The date of a person's first punch, if there is any. */
export async function firstDateOf(stores: Stores, claims: UserClaims): Promise<LocalDate | undefined> {
  const [only] = claims.pins;
  if (claims.isPlain && only !== undefined) {
    const [first] = await stores.punches.placesOfPin(only, { most: 1 });
    return first && dateOf(first.wallTime);
  }
  return (await datesOf(stores, claims))[0];
}
