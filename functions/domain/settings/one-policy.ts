/** Keeps the tick of the original product and the policy for unknown users in step. @module */

import type { Settings, SettingsBody } from '#shared/contract/settings.ts';

/** Settings in which the tick and the policy say the same: of two that differ, the one that was changed counts. */
export function withOnePolicy(current: Settings['download'], wanted: SettingsBody['download']) {
  const { createMissingUsers, unknownUsers } = wanted;
  if (unknownUsers === undefined || (unknownUsers === 'create') === createMissingUsers) return wanted;
  const isTickChanged = createMissingUsers !== current.createMissingUsers;
  return isTickChanged
    ? { ...wanted, unknownUsers: createMissingUsers ? ('create' as const) : ('hold' as const) }
    : { ...wanted, createMissingUsers: unknownUsers === 'create' };
}
