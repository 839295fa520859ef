/** Says for which terminal the punches of each count, where serial numbers were mistyped or terminals replaced. @module */

import type { Serial } from '#shared/punch/serial.ts';
import type { CountedPunch } from '../store/stored-punch.ts';
import type { TerminalMark } from '../store/terminal-marks.ts';

/**
 * The serial numbers that are merged into others. A punch stays stored as it came; whoever computes with it asks here,
 * so that a merge is one small write, and undone by another.
 */
export class RightSerials {
  readonly #into: ReadonlyMap<string, Serial>;

  constructor(terminals: readonly Pick<TerminalMark, 'serial' | 'mergedInto'>[]) {
    this.#into = new Map(
      terminals.flatMap(({ serial, mergedInto }) => (mergedInto === undefined ? [] : [[serial, mergedInto]])),
    );
  }

  /** The serial number for which punches under this one count: mostly itself. */
  of<S extends string>(serial: S): S | Serial {
    return this.#into.get(serial) ?? serial;
  }

  /** Punches of one PIN under the serial numbers for which they count; the same punch under two of them once. */
  ofPunches(punches: readonly CountedPunch[]): CountedPunch[] {
    if (this.#into.size === 0) return [...punches];
    const once = new Map<string, CountedPunch>();
    for (const punch of punches) {
      const serial = this.of(punch.serial);
      const name = `${serial}#${punch.wallTime}#${punch.status}`;
      // The terminal's own record knows its place in the log.
      if (!once.has(name) || serial === punch.serial) once.set(name, { ...punch, serial });
    }
    return [...once.values()];
  }
}
