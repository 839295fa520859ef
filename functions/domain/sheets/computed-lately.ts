/**
 * Each process remembers which days it has computed lately: a message that asked for them before that is answered already,
 * such as a generation that was asked for while the punches of a first download were still being brought into the sheets.
 * @module
 */

import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { daysBetween } from '#shared/time/calendar.ts';
import { epochOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import { isReadSince } from '../../store/freshness.ts';

/** Most users that a process remembers; it forgets the oldest ones and computes their days again. */
const mostUsers = 5_000;
/** Ranges of a user that are remembered: the last one, and the widest. */
const mostRanges = 3;
/** Days of a user that were computed together, `from ≤ date < to`. */
export interface ComputedDays {
  userId: UserId;
  from: LocalDate;
  to: LocalDate;
  /** The dates among them that have a row. */
  dates: readonly LocalDate[];
  /** Nothing that they were computed from was read before. */
  asOf: Instant;
}

/** Days that a message asks for, `from ≤ date < to`, and when it did. */
export interface AskedDays {
  userId: UserId;
  from: LocalDate;
  to: LocalDate;
  askedAt: Instant | undefined;
  now: Instant;
}

/**
 * Days that this process has computed. What asks for days is written before its message is sent, so days whose inputs were
 * all read later than that hold it, whichever message had them computed.
 */
export class ComputedLately {
  readonly #users = new Map<string, ComputedDays[]>();

  /** Remembers days that were computed and are stored as computed. */
  add(organisation: string, computed: ComputedDays): void {
    const key = keyOf(organisation, canonicalUserId(computed.userId));
    const others = (this.#users.get(key) ?? []).filter(
      ({ from, to, asOf }) =>
        from < computed.from || to > computed.to || epochOf(asOf) > epochOf(computed.asOf),
    );
    this.#users.delete(key);
    const widest = others.toSorted((a, b) => daysBetween(b.from, b.to) - daysBetween(a.from, a.to));
    this.#users.set(key, [computed, ...widest].slice(0, mostRanges));
    if (this.#users.size > mostUsers) {
      const [oldest] = this.#users.keys();
      if (oldest !== undefined) this.#users.delete(oldest);
    }
  }

  /**
   * The dates that have a row among days that were computed after a message asked for them.
   * @returns undefined when they have to be computed
   */
  answerTo(organisation: string, asked: AskedDays): LocalDate[] | undefined {
    const { userId, from, to, askedAt, now } = asked;
    return this.#users
      .get(keyOf(organisation, canonicalUserId(userId)))
      ?.find((days) => days.from <= from && days.to >= to && isReadSince(days.asOf, { now, since: askedAt }))
      ?.dates.filter((date) => date >= from && date < to);
  }
}

function keyOf(organisation: string, userId: CanonicalUserId): string {
  return `${organisation}#${userId}`;
}
