/**
 * The examples of the OpenAPI document: for each capability a file of steps, which are tried one after the other against a
 * cloud. The example of a new route is one `step(…)` in the file of its capability; then `npm run examples`.
 * @module
 */

import { access } from './access.ts';
import { approvals } from './approvals.ts';
import { bridge } from './bridge.ts';
import { changes } from './changes.ts';
import { downloads } from './downloads.ts';
import { entries } from './entries.ts';
import { exports } from './exports.ts';
import { mails } from './mails.ts';
import { overview } from './overview.ts';
import { plan } from './plan.ts';
import { privacy } from './privacy.ts';
import { punches } from './punches.ts';
import { settings } from './settings.ts';
import { sheets } from './sheets.ts';
import type { Step } from './step.ts';
import { terminals } from './terminals.ts';
import { users } from './users.ts';

/** The steps by capability, in the order in which they are tried: each finds what those before it have made. */
export const stepsByCapability: Readonly<Record<string, readonly Step[]>> = {
  settings,
  plan,
  users,
  bridge,
  downloads,
  terminals,
  punches,
  entries,
  approvals,
  sheets,
  exports,
  overview,
  changes,
  privacy,
  access,
  mails,
};
