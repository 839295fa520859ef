import { expect, test } from 'vitest';
import { PlanFault } from './plan-fault.ts';

/** A plan that cannot be computed says so in a sentence, and as a key with values. */

test('an unknown zone names the user and the zone, and says where to choose another', () => {
  const facts = { userId: '1042', zone: 'Mars/Olympus' };
  const fault = new PlanFault('zone.unknown', facts);
  expect(fault).toBeInstanceOf(Error);
  expect({ name: fault.name, message: fault.message, code: fault.code, facts: fault.facts }).toEqual({
    name: 'PlanFault',
    message:
      'The days of user 1042 cannot be computed: their time zone "Mars/Olympus" is not known here. ' +
      'Choose another zone in the settings.',
    code: 'zone.unknown',
    facts,
  });
  expect(fault.told).toMatchObject({ key: 'plan-fault.zone', values: facts });
  expect(`${fault.told.text}.`).toBe(fault.message);
});
