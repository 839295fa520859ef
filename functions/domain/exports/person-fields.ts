/** Says what exports may show of people, and takes it from users. @module */

import type { PayrollPerson } from '#shared/payroll/index.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';

/**
 * How much of people whoever asks for an export may see: who may edit users sees `all`, who may read them what is for `readers`,
 * others who they are (`names`).
 */
export type Sight = 'all' | 'readers' | 'names';

/** The keys of the organisation's own fields that somebody may see. */
export async function customKeysFor({ stores }: Actor, sight: Sight): Promise<string[]> {
  if (sight === 'names') return [];
  const { people: { customFields } = { customFields: [] } } = await stores.settings.read();
  return customFields
    .filter(({ visibleTo }) => sight === 'all' || visibleTo === 'readers')
    .map(({ key }) => key);
}

/** A person with the fields that somebody may see; values of the organisation's own are `custom.key`, and `key` where that is free. */
export function exportPerson(user: StoredUser, sight: Sight, customKeys: readonly string[]): PayrollPerson {
  const { id, name, department, site } = user;
  const who = { id, name, department, site };
  if (sight === 'names') return { userId: id, fields: who };
  const { employeeNumber, firstName, lastName, position, costCentre, hiredOn, leftOn } = user;
  const lastFirst = [lastName, firstName].filter((part) => part !== undefined).join(', ');
  const own = customKeys.flatMap((key) => {
    const value = user.custom?.[key];
    return value === undefined ? [] : [[key, String(value)] as const];
  });
  return {
    userId: id,
    fields: {
      ...Object.fromEntries(own),
      ...Object.fromEntries(own.map(([key, value]) => [`custom.${key}`, value])),
      ...who,
      employeeNumber,
      firstName,
      lastName,
      ...(lastFirst === '' ? {} : { lastFirst }),
      position,
      costCentre,
      hiredOn,
      leftOn,
      ...(sight === 'all' ? { email: user.email, phone: user.phone } : {}),
    },
  };
}
