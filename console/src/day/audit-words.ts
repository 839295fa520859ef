/**
 * Says what the audit trail tells: what somebody has done, and the facts of it. The type of the actions comes from the table of
 * the server, so that a new action does not compile until it has words.
 * @module
 */

import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AuditAction } from '#shared/contract/audit-actions.ts';
import { auditValueWord } from './audit-values.ts';
import type { Format } from './format-of.ts';

/** What has happened, by action. */
const actionWords = {
  'api-key.created': msg`An API key was created`,
  'api-key.deleted': msg`An API key was deleted`,
  'api-key.rotated': msg`An API key got a new secret`,
  'api-key.scopes-changed': msg`What an API key may do was changed`,
  'bridge-updates.saved': msg`It was set how bridges take releases`,
  'bridge.diagnosis-ordered': msg`A diagnosis of a bridge was asked for`,
  'bridge.enrolled': msg`A bridge enrolled with an enrolment token`,
  'bridge.key-ordered': msg`A new key of a bridge was asked for`,
  'bridge.key-renewed': msg`A bridge signs with a new key`,
  'bridge.moved': msg`A bridge was put at another site, or at none`,
  'bridge.renamed': msg`A bridge was given another name`,
  'bridge.revoked': msg`A bridge was shut out for good`,
  'bridge.terminals-set': msg`The terminals that a bridge reads were set`,
  'changes.switched-off': msg`The log of changes is no longer kept`,
  'changes.switched-on': msg`The log of changes is kept from now on`,
  'clocking-schedule.archived': msg`A clocking schedule was archived or restored`,
  'clocking-schedule.saved': msg`A clocking schedule was saved`,
  'correction.approved': msg`A correction was approved`,
  'correction.decision-undone': msg`A decision on a correction was undone`,
  'correction.entered': msg`A day was corrected`,
  'correction.rejected': msg`A correction was rejected`,
  'correction.withdrawn': msg`A correction was withdrawn`,
  'day-override.approved': msg`An override of a date was approved`,
  'day-override.decision-undone': msg`A decision on an override of a date was undone`,
  'day-override.entered': msg`A date was planned differently from the roster`,
  'day-override.rejected': msg`An override of a date was rejected`,
  'day-override.withdrawn': msg`An override of a date was withdrawn`,
  'department.deleted': msg`A department was taken off the list`,
  'department.saved': msg`A department was saved`,
  'download.cancelled': msg`A download was stopped`,
  'download.started': msg`A download was started`,
  'duty-roster.archived': msg`A duty roster was archived or restored`,
  'duty-roster.saved': msg`A duty roster was saved`,
  'enrolment-token.created': msg`A token for a bridge was created`,
  'enrolment-token.revoked': msg`A token for bridges was ended`,
  'export-schedule.deleted': msg`A scheduled export was stopped`,
  'export-schedule.saved': msg`An export was scheduled`,
  'export-template.deleted': msg`A template of payroll files was deleted`,
  'export-template.saved': msg`A template of payroll files was saved`,
  'export.started': msg`An export of sheets was asked for`,
  'file.imported': msg`A file of a terminal was imported`,
  'holiday-calendar.archived': msg`A holiday calendar was archived or restored`,
  'holiday-calendar.saved': msg`A holiday calendar was saved`,
  'leave.approved': msg`A leave was approved`,
  'leave.decision-undone': msg`A decision on a leave was undone`,
  'leave.entered': msg`A leave was entered`,
  'leave.rejected': msg`A leave was rejected`,
  'leave.withdrawn': msg`A leave was withdrawn`,
  'leaves.imported': msg`Leaves were entered from a file`,
  'link.entered': msg`It was said whose the punches of a PIN are`,
  'link.withdrawn': msg`A link of a PIN was undone`,
  'notice.sent': msg`Recipients were told what is silent, or could not be`,
  'notice.subscribed': msg`A recipient gets notices by e-mail again`,
  'notice.unsubscribed': msg`A recipient wants no more notices by e-mail`,
  'people.imported': msg`People were taken from a file`,
  'period.locked': msg`The days of a period were locked`,
  'period.unlocked': msg`The days of a period were opened again`,
  'person.forgotten': msg`Name and e-mail address of somebody were deleted`,
  'quarantine.dismissed': msg`A record in quarantine was set aside`,
  'quarantine.replayed': msg`A record in quarantine became a punch`,
  'quarantine.restored': msg`A record in quarantine waits again`,
  'report-schedule.deleted': msg`A report by e-mail was stopped`,
  'report-schedule.saved': msg`A report by e-mail was scheduled`,
  'report-schedule.sent': msg`A report was sent by e-mail, or could not be`,
  'report-schedule.subscribed': msg`A recipient gets a report by e-mail again`,
  'report-schedule.unsubscribed': msg`A recipient wants no more e-mails of a report`,
  'rosters.imported': msg`Rosters were given from a file`,
  'rules-file.imported': msg`A rules file was imported`,
  'settings.replaced': msg`The settings were replaced`,
  'sheets.generation-cancelled': msg`A generation of sheets was stopped`,
  'sheets.generated': msg`Sheets were asked to be generated again`,
  'terminal.clock-drifts': msg`The clock of a terminal is wrong by more than a minute`,
  'terminal.clock-set': msg`A bridge set the clock of a terminal`,
  'terminal.command': msg`A command was queued for a terminal that pushes`,
  'terminal.declared-complete': msg`The punches of a terminal were declared complete`,
  'terminal.edited': msg`A terminal was edited`,
  'terminal.merged': msg`A terminal counts as another one, or no longer`,
  'terminal.push-registered': msg`A terminal that pushes to the cloud was registered`,
  'terminal.registered': msg`A bridge reported a terminal for the first time`,
  'terminal.settled': msg`The operator of the deployment settled whose terminal a serial number is`,
  'terminal.zone-changed': msg`The punches of a terminal were moved to another zone, from a date on`,
  'times.deleted': msg`Times that are kept no longer were deleted`,
  'user.created': msg`A user was created`,
  'user.data-exported': msg`Somebody began to read all data that are kept of a person`,
  'user.details-fetched': msg`A user’s details were completed from a terminal`,
  'user.edited': msg`A user was edited`,
  'user.erased': msg`A person was erased`,
  'user.merge-undone': msg`A merge or a new name of a user was undone`,
  'user.merged': msg`A user was merged or renamed`,
  'webhook.changed': msg`A webhook was changed`,
  'webhook.created': msg`A webhook was created`,
  'webhook.deleted': msg`A webhook was deleted`,
  'webhook.failed': msg`A webhook was turned off, because its receiver takes nothing`,
  'webhook.replayed': msg`Changes are delivered to a webhook again`,
  'webhook.rotated': msg`A webhook got a new secret`,
  'users.sent': msg`Users are written to terminals`,
} as const satisfies Record<AuditAction, MessageDescriptor>;

/** Every action with its words, in the order of the server's table. */
export const auditActionWords: readonly (readonly [string, MessageDescriptor])[] =
  Object.entries(actionWords);

/** What the facts of an entry are called. Those that are not here are shown by the name that the API gives them. */
const factWords: Readonly<Record<string, MessageDescriptor>> = {
  action: msg({ message: 'linked', context: 'audit' }),
  active: msg`switched on`,
  archived: msg`archived`,
  awaiting: msg`waits for approval`,
  before: msg`before`,
  after: msg`after`,
  at: msg`at`,
  bridgeId: msg`bridge`,
  bySeconds: msg`by seconds`,
  commKey: msg`communication key`,
  changed: msg`changed`,
  created: msg`created`,
  date: msg`date`,
  days: msg({ message: 'days', context: 'of a report' }),
  dayType: msg`day type`,
  department: msg`department`,
  downloadId: msg`download`,
  entered: msg`entered`,
  entries: msg`entries`,
  every: msg({ message: 'every', context: 'rhythm' }),
  fields: msg`fields`,
  forced: msg`days not settled`,
  format: msg`form`,
  from: msg({ message: 'from', context: 'first day' }),
  id: msg`id`,
  into: msg`into`,
  kind: msg`kind`,
  moved: msg`users moved`,
  moveTo: msg`moved to`,
  name: msg`name`,
  of: msg({ message: 'of', context: 'so many recipients' }),
  on: msg({ message: 'on', context: 'weekday or day of the month' }),
  origin: msg`came from`,
  parent: msg`part of`,
  parts: msg`parts`,
  partsDone: msg`parts done`,
  pin: msg`PIN`,
  problem: msg`problem`,
  punches: msg`punches`,
  quarantined: msg`in quarantine`,
  reason: msg`reason`,
  recipient: msg`recipient`,
  recipients: msg`recipients`,
  refused: msg({ message: 'refused', context: 'rows' }),
  role: msg`role`,
  rows: msg`rows`,
  run: msg({ message: 'sending', context: 'of a report' }),
  scheduleId: msg`schedule`,
  scopes: msg`scopes`,
  sent: msg({ message: 'sent to', context: 'so many recipients' }),
  serials: msg`terminals`,
  set: msg({ message: 'set', context: 'fields that were set' }),
  skipped: msg`skipped`,
  state: msg`state`,
  stored: msg`punches stored`,
  terminal: msg`terminal`,
  terminals: msg`terminals`,
  through: msg({ message: 'through', context: 'last day' }),
  to: msg({ message: 'to', context: 'day after the last' }),
  type: msg`type`,
  unapproved: msg`entries not approved`,
  unchanged: msg`unchanged`,
  unfinished: msg`not finished`,
  unknownUsers: msg`users that nobody has`,
  userId: msg`user`,
  users: msg`users`,
  version: msg`version`,
  was: msg({ message: 'was', context: 'decided before' }),
  webhookId: msg`webhook`,
  why: msg`why`,
};

/** What somebody has done; an action of a later version is shown by its id. */
export function auditTitle(i18n: I18n, action: string): string {
  const words: Readonly<Record<string, MessageDescriptor>> = actionWords;
  const word = Object.hasOwn(words, action) ? words[action] : undefined;
  return word === undefined ? action : i18n._(word);
}

const dateForm = /^\d{4}-\d{2}-\d{2}$/;
const instantForm = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function valueText(i18n: I18n, format: Format, name: string, value: unknown): string {
  if (Array.isArray(value)) return format.list(value.map((one) => valueText(i18n, format, name, one)));
  const word = auditValueWord(i18n, name, value);
  if (word !== undefined) return word;
  if (typeof value === 'number') return name === 'on' ? String(value) : format.count(value);
  if (typeof value !== 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (dateForm.test(value)) return format.date(value, 'short');
  return instantForm.test(value) ? format.instant(value, { date: 'short' }) : value;
}

/** The facts of an entry as words: `terminal: GATE1`. */
export function auditFacts(
  i18n: I18n,
  format: Format,
  facts: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  return Object.entries(facts).map(([name, value]) => {
    const word = factWords[name];
    return `${word === undefined ? name : i18n._(word)}: ${valueText(i18n, format, name, value)}`;
  });
}
