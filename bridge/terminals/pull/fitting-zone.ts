/** Names the zone to which a terminal seems to be set, where its clock is off by whole quarter hours. @module */

import { zoneOfOffset } from '#bridge/config/index.ts';
import { zoneShiftOf } from '#shared/time/clock-drift.ts';
import { zoneNamed } from '#shared/time/zone.ts';

/** A zone that explains a drift. */
export interface FittingZone {
  /** Offset from UTC, as `+05:30`. */
  offset: string;
  /** IANA name of a zone that has this offset now; `null` when no zone has it. */
  zone: string | null;
}

function offsetText(seconds: number): string {
  const minutes = Math.abs(Math.round(seconds / 60));
  const two = (number: number) => String(number).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * The zone that explains a drift; `null` when the drift is one of the clock.
 * @param driftSeconds - measured as if the terminal were set to `zone`
 * @param zone - IANA zone by which it was measured
 * @param epochMilliseconds - when it was measured
 */
export function fittingZone(
  driftSeconds: number,
  zone: string,
  epochMilliseconds: number,
): FittingZone | null {
  const shift = zoneShiftOf(driftSeconds);
  if (shift === null) return null;
  const epoch = Math.round(epochMilliseconds / 1000);
  const wanted = zoneNamed(zone).offsetAt(epoch) + shift;
  return { offset: offsetText(wanted), zone: zoneOfOffset(wanted, epoch) };
}

/** The sentence about a terminal whose clock keeps another zone than it is thought to. */
export function zoneSentence(
  { offset, zone: fitting }: FittingZone,
  { name, zone, driftSeconds }: { name: string; zone: string; driftSeconds: number },
): string {
  const found =
    fitting === null
      ? `Its time is that of UTC${offset}, which is no zone: look at its clock and its date by hand.`
      : `Its time is that of UTC${offset}, such as ${fitting}: write "zone: ${fitting}" (or its own zone of that offset) for it in the configuration, or correct the zone in the cloud. Only if it really stands in ${zone}, set it at the terminal.`;
  const summer =
    Math.abs(zoneShiftOf(driftSeconds) ?? 0) === 3600
      ? ' It may also be set to summer time wrongly, in its own menu.'
      : '';
  return `The clock of ${name} is ${driftSeconds} s off in ${zone}: whole quarter hours, so it is the zone that is wrong, not the clock. The bridge does not set it. ${found}${summer}`;
}

/** The sentence about a clock that is wrong. Its zone comes first: a right clock in a wrong zone must not be set. */
export function driftSentence(name: string, zone: string, driftSeconds: number): string {
  return `The clock of ${name} is ${driftSeconds} s off in ${zone}, and so are the times of its punches. See first that this is its zone; if it is, set the clock at the terminal, or have the bridge set it (setClock).`;
}
