/** All stores of one organisation: the only way from domain and handlers to the tables. @module */

import { auditStore } from './audit.ts';
import { bridgeTerminalStore } from './bridge-terminals.ts';
import { bridgeUpdateStore } from './bridge-updates.ts';
import { bridgeStore } from './bridges.ts';
import { changeFeedStore } from './change-feed.ts';
import { changeLog } from './change-log.ts';
import { changeSwitchStore } from './change-switch.ts';
import { credentialStore } from './credentials.ts';
import { type Database, openDatabase } from './database.ts';
import { departmentStore } from './departments.ts';
import { diagnosisStore } from './diagnoses.ts';
import { downloadPlanStore } from './download-plans.ts';
import { downloadStore } from './downloads.ts';
import { dueTimeStore } from './due-times.ts';
import { employeeNumberStore } from './employee-numbers.ts';
import { enteredMonthStore } from './entered-months.ts';
import { entryStores } from './entries.ts';
import { noticeProgressStore } from './entry-notices.ts';
import { exportScheduleStore } from './export-schedules.ts';
import { exportTemplateStore } from './export-templates.ts';
import { exportStore } from './exports.ts';
import { generationStore } from './generations.ts';
import { idempotencyStore } from './idempotency.ts';
import { importStore } from './imports.ts';
import { everybody } from './keys.ts';
import { linkStore } from './links.ts';
import { oldTimeStore } from './old-times.ts';
import { organisationStore } from './organisations.ts';
import { personStore } from './people.ts';
import { periodLockStore } from './period-locks.ts';
import { planStore } from './plan.ts';
import { punchStore } from './punches.ts';
import { pushStore } from './push.ts';
import { pushDirectory } from './push-directory.ts';
import { quarantineStore } from './quarantine.ts';
import { reportRunStore } from './report-runs.ts';
import { reportScheduleStore } from './report-schedules.ts';
import { settingsStore } from './settings.ts';
import { sheetStore } from './sheets.ts';
import { silenceStore } from './silences.ts';
import { storedRecordStore } from './stored-records.ts';
import { taskStore } from './tasks.ts';
import { terminalEventStore } from './terminal-events.ts';
import { terminalUserStore } from './terminal-users.ts';
import { terminalUseStore } from './terminal-uses.ts';
import { terminalStore } from './terminals.ts';
import { todoDays } from './todo-days.ts';
import { unknownUserStore } from './unknown-users.ts';
import { userHoldStore } from './user-holds.ts';
import { userStore } from './users.ts';
import { waitingDays } from './waiting-days.ts';
import { webhookStore } from './webhooks.ts';

const watched = new WeakMap<Database, Map<string, Database>>();

/**
 * The tables of an organisation: whatever a store writes to the main table, now or in future, passes the log of changes. They
 * are the same object each time, by which stores know what they have read before.
 */
function watchedTables(tables: Database, organisation: string): Database {
  const byOrganisation = watched.get(tables) ?? new Map<string, Database>();
  watched.set(tables, byOrganisation);
  const database = byOrganisation.get(organisation) ?? {
    ...tables,
    main: tables.main.watchedBy(changeLog(tables, organisation)),
  };
  byOrganisation.set(organisation, database);
  return database;
}

/**
 * Every store of one organisation. None of them can reach another organisation.
 * @throws Error for the reserved name under which credentials are kept
 */
export function openStores(tables: Database, organisation: string) {
  if (organisation === everybody) throw new Error(`"${everybody}" is not an organisation`);
  const database = watchedTables(tables, organisation);
  return {
    organisation,
    audit: auditStore(database, organisation),
    bridges: bridgeStore(database, organisation),
    bridgeTerminals: bridgeTerminalStore(database, organisation),
    bridgeUpdates: bridgeUpdateStore(database, organisation),
    changeFeed: changeFeedStore(database, organisation),
    changeSwitch: changeSwitchStore(tables, organisation),
    departments: departmentStore(database, organisation),
    diagnoses: diagnosisStore(database, organisation),
    downloads: downloadStore(database, organisation),
    downloadPlans: downloadPlanStore(database, organisation),
    exports: exportStore(database, organisation),
    exportSchedules: exportScheduleStore(database, organisation),
    exportTemplates: exportTemplateStore(database, organisation),
    imports: importStore(database, organisation),
    idempotency: idempotencyStore(database, organisation),
    employeeNumbers: employeeNumberStore(database, organisation),
    enteredMonths: enteredMonthStore(database, organisation),
    ...entryStores(database, organisation),
    noticeProgress: noticeProgressStore(database, organisation),
    generations: generationStore(database, organisation),
    links: linkStore(database, organisation),
    locks: periodLockStore(database, organisation),
    oldTimes: oldTimeStore(tables, organisation),
    people: personStore(database, organisation),
    plan: planStore(database, organisation),
    punches: punchStore(database, organisation),
    push: pushStore(database, organisation),
    quarantine: quarantineStore(database, organisation),
    reportRuns: reportRunStore(database, organisation),
    reportSchedules: reportScheduleStore(database, organisation),
    settings: settingsStore(database, organisation),
    sheets: sheetStore(database, organisation),
    silences: silenceStore(database, organisation),
    storedRecords: storedRecordStore(database, organisation),
    dueTimes: dueTimeStore(database, organisation),
    tasks: taskStore(database, organisation),
    terminals: terminalStore(database, organisation),
    terminalUses: terminalUseStore(database, organisation),
    terminalEvents: terminalEventStore(database, organisation),
    terminalUsers: terminalUserStore(database, organisation),
    todoDays: todoDays(database, organisation),
    unknownUsers: unknownUserStore(database, organisation),
    userHolds: userHoldStore(database, organisation),
    users: userStore(database, organisation),
    waitingDays: waitingDays(database, organisation),
    webhooks: webhookStore(database, organisation),
  };
}

/** The stores of one organisation. */
export type Stores = ReturnType<typeof openStores>;

/** The credentials of a deployment: all that bridges need of what belongs to no organisation. */
export function openCredentials(database: Database) {
  return { credentials: credentialStore(database) };
}

/** Credentials of a deployment. */
export type Credentials = ReturnType<typeof openCredentials>;

/** What belongs to the deployment and not to one organisation. */
export function openDirectory(database: Database) {
  return {
    ...openCredentials(database),
    organisations: organisationStore(database),
    push: pushDirectory(database),
  };
}

/** Credentials and organisations of a deployment. */
export type Directory = ReturnType<typeof openDirectory>;

export { isPassingAwsFailure } from './aws-failure.ts';
export { shardOf } from './keys.ts';
export { type Database, openDatabase };
