/** All screens of the console and what lies over them, by room. @module */

import type { Screen } from '../support/sweep.ts';
import { dayScreens } from './days.ts';
import { officeScreens } from './office.ts';
import { peopleScreens } from './people.ts';
import { planScreens } from './plan.ts';
import { terminalScreens } from './terminals.ts';

export { dayScreens, officeScreens, peopleScreens, planScreens, terminalScreens };

/** Every place that the tests visit. */
export const allScreens: readonly Screen[] = [
  ...dayScreens,
  ...peopleScreens,
  ...planScreens,
  ...terminalScreens,
  ...officeScreens,
];

/** Files whose dialogs another test opens, asking axe as well, because much has to happen before they are there. */
export const openedElsewhere: Readonly<Record<string, string>> = {
  'terminals/bridge-found-step.tsx': 'bridges.test.ts',
  'terminals/diagnosis-dialog.tsx': 'bridges.test.ts',
  'terminals/unlist-dialog.tsx': 'bridges.test.ts',
  'plan/give-roster-dialog.tsx': 'plan-many.test.ts',
  // It is what others are made of.
  'day/merged-form-dialog.tsx': 'bridges.test.ts',
  // Somebody has to have signed in at the issuer.
  'settings/people-section.tsx': 'session.test.ts',
};
