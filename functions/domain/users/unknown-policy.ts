/** Says what happens to a PIN that nobody claims, at a terminal, by the settings and by the tick of a download. @module */

import type { Settings, UnknownUserPolicy } from '#shared/contract/settings.ts';
import type { Serial } from '#shared/punch/serial.ts';

/**
 * What happens to unknown PINs of a terminal: what the settings say of the terminal, or else of its site, or else what the
 * tick of the download says, or else what they say of all.
 * @param terminal - with the site at which it stands, also where that follows from the others of its bridge
 * @param tick - of the download that reads the terminal; without one, the settings have it
 */
export function unknownPolicyAt(
  { download }: Pick<Settings, 'download'>,
  { serial, site }: { serial: Serial; site?: string | undefined },
  tick?: 'create' | 'hold',
): UnknownUserPolicy {
  const places = download.unknownUsersAt ?? [];
  const ofTerminal = places.find((place) => 'terminal' in place && place.terminal === serial);
  const ofSite = places.find((place) => 'site' in place && place.site === site);
  const place = ofTerminal ?? ofSite;
  if (place) return place.policy;
  const ofAll = download.unknownUsers ?? (download.createMissingUsers ? 'create' : 'hold');
  if (tick === undefined || (tick === 'hold' && ofAll === 'ignore')) return ofAll;
  return tick;
}
