/** Changes how long times are kept: never for fewer months without a word that names what is deleted. @module */

import type { SettingsBody } from '#shared/contract/settings.ts';
import { RollcallError } from '#shared/errors.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredSettings } from '../../store/settings.ts';
import type { Actor } from '../actor.ts';
import { retentionIfChanged } from '../kept-times.ts';

/** How long times are to be kept, and, where that is less than before, the first day that is kept then. */
export interface WantedRetention {
  timesMonths?: number | undefined;
  confirmKeptFrom?: LocalDate | undefined;
}

/** Settings as somebody wants them. */
export type WantedSettings = Omit<SettingsBody, 'retention'> & { retention?: WantedRetention | undefined };

/**
 * How long times are kept after a change. It takes effect in the first night that is a day away.
 * @throws RollcallError retention.unconfirmed where times are to be kept for fewer months and the change does not name the first
 *   day that is kept then
 */
export function retentionAfter(
  { now }: Actor,
  current: StoredSettings,
  next: WantedSettings,
): Pick<StoredSettings, 'retention' | 'timesKept'> {
  const { retention, timesKept } = current;
  const before = retention?.timesMonths;
  if (next.retention === undefined || next.retention.timesMonths === before) return { retention, timesKept };
  const { timesMonths, confirmKeptFrom } = next.retention;
  if (timesMonths !== undefined && (before === undefined || timesMonths < before)) {
    const { zone, sheets } = next;
    const { at, from: keptFrom } = retentionIfChanged({ zone, sheets }, timesMonths, now);
    if (confirmKeptFrom !== keptFrom) {
      throw new RollcallError('retention.unconfirmed', { timesMonths, keptFrom, at });
    }
  }
  return {
    retention: timesMonths === undefined ? undefined : { timesMonths },
    timesKept: { ...timesKept, changedAt: now },
  };
}
