/** Decides for which terminals the days of a user wait: those at which the user can have punched. @module */

import type { AwaitedTerminal } from '#shared/attendance/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { addDays, dayNumber } from '#shared/time/calendar.ts';
import { daySeconds, epochSeconds } from '#shared/time/clock-text.ts';
import { epochOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import { isAwaited } from './completeness.ts';

/** For how many days somebody who has punched at a terminal is expected there again. */
export const usedWithinDays = 60;

/** A time in which a user has punched at a terminal; both dates are included. */
export interface UsedTerminal {
  serial: Serial;
  from: LocalDate;
  through: LocalDate;
}

/** What is known of a user's whereabouts. */
export interface Whereabouts {
  /** The site that HR has entered. */
  site?: string | undefined;
  uses: readonly UsedTerminal[];
}

/** The site of a terminal: the one that was entered, else its bridge, else itself. */
function siteOf({ serial, site, bridgeId }: TerminalMark): string {
  if (site !== undefined) return `site ${site}`;
  return bridgeId === undefined ? `terminal ${serial}` : `bridge ${bridgeId}`;
}

/**
 * Whether somebody waits for a terminal who has never used it: one that pushes and whose log was never proven whole may
 * never be, and nobody would know why everybody waits.
 */
function isProvable({ pushes, pushesToBridge, completeThrough }: TerminalMark): boolean {
  return completeThrough !== undefined || !(pushes || pushesToBridge);
}

/** Days that were over before a terminal was known do not wait for it. A mark shows that it was known by then. */
function knownSince({ registeredAt, completeThrough }: TerminalMark): Instant | undefined {
  if (registeredAt === undefined || completeThrough === undefined) return registeredAt;
  return epochOf(completeThrough) < epochOf(registeredAt) ? completeThrough : registeredAt;
}

/** A terminal for which days may wait, with what the engine is told of it. */
interface Candidate {
  terminal: TerminalMark;
  site: string;
  isProvable: boolean;
  told: AwaitedTerminal;
}

const mostFound = 10_000;

/** Days after a date by which its shifts have ended, and their windows: they begin on it and last 30 hours at most. */
const longestAfterDays = 4;

/** The terminals of an organisation, as far as days may wait for them; made once for any number of users. */
export class TerminalsToAwait {
  readonly #candidates: readonly Candidate[];
  readonly #everybodys: readonly Candidate[];
  readonly #siteOf: ReadonlyMap<Serial, string>;
  readonly #waitFor: 'own' | 'all';
  /** Up to when the log of every terminal is known whole: epoch seconds. */
  readonly #furthestBehind: number;
  /** By where users have punched: most of a site's users, and most days of a user, have the same terminals. */
  readonly #found = new Map<string, readonly Candidate[]>();

  /** @param waitFor - the setting: the terminals at which a user can have punched, or all */
  constructor(terminals: readonly TerminalMark[], waitFor: 'own' | 'all') {
    this.#siteOf = new Map(terminals.map((terminal) => [terminal.serial, siteOf(terminal)]));
    this.#candidates = terminals.filter(isAwaited).map((terminal) => ({
      terminal,
      site: siteOf(terminal),
      isProvable: isProvable(terminal),
      told: {
        serial: terminal.serial,
        completeThrough: terminal.completeThrough ?? null,
        knownSince: knownSince(terminal),
      },
    }));
    this.#everybodys =
      waitFor === 'all' ? this.#candidates : this.#candidates.filter((each) => each.isProvable);
    this.#waitFor = waitFor;
    this.#furthestBehind = Math.min(
      ...this.#candidates.map(({ terminal: { completeThrough } }) =>
        completeThrough === undefined ? Number.NEGATIVE_INFINITY : epochSeconds(completeThrough),
      ),
    );
  }

  /** Whether it matters where a user has punched, for the days before `to`: it does not once every log is past them. */
  needsUses(to: LocalDate): boolean {
    return (
      this.#waitFor === 'own' && this.#furthestBehind < dayNumber(addDays(to, longestAfterDays)) * daySeconds
    );
  }

  /** The terminals that the days `from ≤ date < to` of a user wait for. */
  of({ site, uses }: Whereabouts, from: LocalDate, to: LocalDate): AwaitedTerminal[] {
    if (!this.needsUses(to)) return this.#everybodys.map(({ told }) => told);
    const ranges = new Map<Candidate, { from: LocalDate; to: LocalDate }[]>();
    for (let date = from; date < to; date = addDays(date, 1)) {
      const after = addDays(date, 1);
      for (const candidate of this.#on(date, site, uses)) {
        const known = ranges.get(candidate) ?? [];
        const last = known.at(-1);
        if (last?.to === date) last.to = after;
        else known.push({ from: date, to: after });
        ranges.set(candidate, known);
      }
    }
    return [...ranges].map(([{ told }, days]) => ({ ...told, days }));
  }

  /** Where a user has punched of late, and the other terminals there; wherever it may be, when that says nothing. */
  #on(date: LocalDate, site: string | undefined, uses: readonly UsedTerminal[]): readonly Candidate[] {
    const earliest = addDays(date, -usedWithinDays);
    const used = new Set<Serial>();
    for (const { serial, from, through } of uses) {
      if (from <= date && through >= earliest) used.add(serial);
    }
    const whereabouts = JSON.stringify([site, ...[...used].sort()]);
    const found = this.#found.get(whereabouts) ?? this.#among(used, site);
    if (this.#found.size >= mostFound) this.#found.clear();
    this.#found.set(whereabouts, found);
    return found;
  }

  #among(used: ReadonlySet<Serial>, site: string | undefined): readonly Candidate[] {
    const sites = new Set(
      site === undefined ? [...used].map((serial) => this.#siteOf.get(serial)) : [`site ${site}`],
    );
    const own = this.#candidates.filter(
      (each) => used.has(each.terminal.serial) || (each.isProvable && sites.has(each.site)),
    );
    return own.length > 0 ? own : this.#everybodys;
  }
}
