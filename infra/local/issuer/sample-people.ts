/** The people who can sign in at the built-in issuer: one of each role. @module */

import type { PersonRole } from '#shared/contract/sign-in.ts';

/** Somebody of the sample. */
export interface SamplePerson {
  /** The account at the issuer (`sub`). */
  account: string;
  name: string;
  email: string;
  role: PersonRole;
}

/** One person of each role. */
export const samplePersons: readonly SamplePerson[] = [
  { account: 'sample-admin', name: 'Sample Administrator', email: 'admin@example.com', role: 'admin' },
  { account: 'sample-hr', name: 'Sample HR officer', email: 'hr@example.com', role: 'hr' },
  { account: 'sample-viewer', name: 'Sample Viewer', email: 'viewer@example.com', role: 'viewer' },
];

/** The person of an account; `undefined` when there is none. */
export function samplePersonOf(account: unknown): SamplePerson | undefined {
  return samplePersons.find((person) => person.account === account);
}
