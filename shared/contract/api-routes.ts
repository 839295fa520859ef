/** Puts together all routes that the `api` Lambda serves to people and integrations. @module */

import { access } from './access.ts';
import { approvals } from './approvals.ts';
import { bridgeTerminals } from './bridge-terminals.ts';
import { bridgeUpdates } from './bridge-updates.ts';
import { bridges } from './bridges.ts';
import { changes } from './changes.ts';
import { corrections } from './corrections.ts';
import { dayOverrides } from './day-overrides.ts';
import { departments } from './departments.ts';
import { diagnoses } from './diagnoses.ts';
import { downloads } from './downloads.ts';
import { entryBatches } from './entry-batches.ts';
import { exportSchedules } from './export-schedules.ts';
import { exportTemplates } from './export-templates.ts';
import { exportFiles } from './exports.ts';
import { hrImports } from './hr-imports.ts';
import { imports } from './imports.ts';
import { leaveTypes } from './leave-types.ts';
import { leaves } from './leaves.ts';
import { links } from './links.ts';
import { lockChecks } from './lock-checks.ts';
import { locks } from './locks.ts';
import { noticeRuns } from './notice-runs.ts';
import { overview } from './overview.ts';
import { plan } from './plan.ts';
import { planUses } from './plan-uses.ts';
import { privacy } from './privacy.ts';
import { punches } from './punches.ts';
import { pushTerminals } from './push-terminals.ts';
import { quarantine } from './quarantine.ts';
import { reasons } from './reasons.ts';
import { reportMails } from './report-mails.ts';
import { reportSchedules } from './report-schedules.ts';
import { reportRoutes } from './reports.ts';
import { rosterBoard } from './roster-board.ts';
import { rulesFile } from './rules-file.ts';
import { settings } from './settings.ts';
import { sheetInputs } from './sheet-inputs.ts';
import { sheetTotals } from './sheet-totals.ts';
import { sheets } from './sheets.ts';
import { signIn } from './sign-in.ts';
import { sites } from './sites.ts';
import { terminals } from './terminals.ts';
import { userBatches } from './user-batches.ts';
import { userImports } from './user-imports.ts';
import { userMerges } from './user-merges.ts';
import { userTransfers } from './user-transfers.ts';
import { users } from './users.ts';
import { webhooks } from './webhooks.ts';

/**
 * The type of {@link apiRoutes}, written out so that a declaration file can name it: the inferred one is too long for the
 * compiler to print. A group that is missing here has no handlers, and does not compile.
 */
type ApiRoutes = typeof access &
  typeof signIn &
  typeof settings &
  typeof sites &
  typeof terminals &
  typeof pushTerminals &
  typeof bridges &
  typeof bridgeTerminals &
  typeof bridgeUpdates &
  typeof diagnoses &
  typeof downloads &
  typeof userTransfers &
  typeof users &
  typeof userBatches &
  typeof userImports &
  typeof hrImports &
  typeof privacy &
  typeof userMerges &
  typeof departments &
  typeof links &
  typeof punches &
  typeof quarantine &
  typeof imports &
  typeof plan &
  typeof rosterBoard &
  typeof planUses &
  typeof dayOverrides &
  typeof rulesFile &
  typeof leaves &
  typeof leaveTypes &
  typeof corrections &
  typeof entryBatches &
  typeof approvals &
  typeof sheets &
  typeof sheetInputs &
  typeof sheetTotals &
  typeof locks &
  typeof overview &
  typeof lockChecks &
  typeof reasons &
  typeof reportRoutes &
  typeof exportFiles &
  typeof exportTemplates &
  typeof changes &
  typeof webhooks &
  typeof exportSchedules &
  typeof reportSchedules &
  typeof reportMails &
  typeof noticeRuns;

/** Routes of the `api` Lambda: people and integrations. */
export const apiRoutes: ApiRoutes = {
  ...access,
  ...signIn,
  ...settings,
  ...sites,
  ...terminals,
  ...pushTerminals,
  ...bridges,
  ...bridgeTerminals,
  ...bridgeUpdates,
  ...diagnoses,
  ...downloads,
  ...userTransfers,
  ...users,
  ...userBatches,
  ...userImports,
  ...hrImports,
  ...privacy,
  ...userMerges,
  ...departments,
  ...links,
  ...punches,
  ...quarantine,
  ...imports,
  ...plan,
  ...rosterBoard,
  ...planUses,
  ...dayOverrides,
  ...rulesFile,
  ...leaves,
  ...leaveTypes,
  ...corrections,
  ...entryBatches,
  ...approvals,
  ...sheets,
  ...sheetInputs,
  ...sheetTotals,
  ...locks,
  ...overview,
  ...lockChecks,
  ...reasons,
  ...reportRoutes,
  ...exportFiles,
  ...exportTemplates,
  ...changes,
  ...webhooks,
  ...exportSchedules,
  ...reportSchedules,
  ...reportMails,
  ...noticeRuns,
};
