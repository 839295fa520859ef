/** A simulated terminal's sample log, with the counts that a download of it must come to. @module */

import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { identityOf } from './scripted-cloud.ts';

/** Serial number of the terminal that holds the sample log. */
export const sampleSerial = 'TEST0000001';

/**
 * A terminal with a sample log, and what a download of all of it comes to in a cloud that knows nobody.
 * @param records - length of the log; some of its punches repeat
 */
export function sampleLog(records: number, people: number) {
  const users = sampleUsers(people);
  const punches = samplePunches(records, users);
  const identities = new Set(punches.map((punch) => identityOf(sampleSerial, punch)));
  const counts = {
    read: punches.length,
    stored: identities.size,
    duplicates: punches.length - identities.size,
    quarantined: 0,
    held: 0,
    usersCreated: users.length,
  };
  return { terminal: { serial: sampleSerial, users, punches }, users, punches, identities, counts };
}
