/** Finds out at which site each terminal stands. @module */

import type { Serial } from '#shared/punch/serial.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';

/**
 * The site of each terminal that has one: the one that was entered, else the one at which all those of its bridge stand
 * that have one.
 */
export function sitesOf(marks: readonly TerminalMark[]): ReadonlyMap<Serial, string> {
  const ofBridges = new Map<string, Set<string>>();
  for (const { bridgeId, site } of marks) {
    if (bridgeId === undefined || site === undefined) continue;
    ofBridges.set(bridgeId, (ofBridges.get(bridgeId) ?? new Set()).add(site));
  }
  return new Map(
    marks.flatMap(({ serial, site, bridgeId }) => {
      const [only, ...others] = bridgeId === undefined ? [] : (ofBridges.get(bridgeId) ?? []);
      const found = site ?? (others.length === 0 ? only : undefined);
      return found === undefined ? [] : [[serial, found] as const];
    }),
  );
}
