/** A stretch between two local times, and where it lies around a day. */
import { weekdayIndex } from '#shared/time/calendar.ts';
import { daySeconds } from '#shared/time/clock-text.ts';
import { RecentDays } from '#shared/time/recent-days.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { Spans } from '../../model/index.ts';

/** A window of local time that comes again every day, or on some weekdays. */
export class LocalWindow {
  readonly #from: number;
  readonly #to: number;
  readonly #weekdays: readonly boolean[] | null;
  /** Where it lies around days. A memory only: every user of a zone asks for the same days. */
  readonly #known = new Map<Zone, RecentDays<Spans>>();
  // The zone of the last question: a user's days are mostly in one.
  #lastZone: Zone | null = null;
  #ofLastZone: RecentDays<Spans> | null = null;

  /**
   * @param from - seconds since local midnight
   * @param to - greater than `from`; may lie on the next day
   * @param weekdays - days on which it begins, Monday first; `null` for every day
   */
  constructor(from: number, to: number, weekdays: readonly boolean[] | null) {
    this.#from = from;
    this.#to = to;
    this.#weekdays = weekdays;
  }

  /** The windows on a day and its neighbours, in epoch seconds. @param day - day number */
  around(day: number, zone: Zone): Spans {
    const last = this.#ofLastZone;
    const days = last !== null && zone === this.#lastZone ? last : this.#turnTo(zone);
    const known = days.get(day);
    if (known !== undefined) return known;
    const spans = this.#spansAround(day, zone);
    days.set(day, spans);
    return spans;
  }

  #turnTo(zone: Zone): RecentDays<Spans> {
    const days = this.#known.get(zone) ?? new RecentDays<Spans>();
    this.#known.set(zone, days);
    this.#ofLastZone = days;
    this.#lastZone = zone;
    return days;
  }

  #spansAround(day: number, zone: Zone): Spans {
    const spans: Spans = [];
    for (let date = day - 1; date <= day + 1; date += 1) {
      if (this.#weekdays !== null && !this.#weekdays[weekdayIndex(date)]) continue;
      const midnight = date * daySeconds;
      const begin = zone.toEpoch(midnight + this.#from);
      const from = Math.max(begin, spans.at(-1) ?? begin);
      const to = zone.toEpoch(midnight + this.#to);
      if (from < to) spans.push(from, to);
    }
    return spans;
  }
}
