/**
 * Lists every action that the audit trail can record, each with a sentence that says what it means. An action is
 * part of stored entries and of what integrations match on: it may be added, and is never renamed.
 * @module
 */

/** Every action that an entry can have, and what somebody has done then. */
export const auditActions = {
  'api-key.created': 'An API key was created; the entry holds its role, never the key.',
  'api-key.deleted': 'An API key was deleted and stops working within a minute.',
  'api-key.rotated':
    'An API key got a new secret; the entry holds until when the one of before works, and its expiry if it changed.',
  'api-key.scopes-changed':
    'What an API key of role integration may do was changed; the entry holds the scopes before and after.',
  'bridge-updates.saved':
    'It was said from where and how soon bridges take releases; the entry holds the address, the ring of everybody, and how many sites have their own.',
  'bridge.diagnosis-ordered':
    'A bridge was asked for a diagnosis, with the last lines of its log; the entry holds the id of it.',
  'bridge.enrolled': 'A bridge enrolled with an enrolment token; the entry holds which, and its site.',
  'bridge.key-ordered': 'An administrator wants a bridge to have a new key.',
  'bridge.key-renewed':
    'A bridge signs with a new key; the entry holds until when the one of before still works.',
  'bridge.moved': 'A bridge was put at another site, or at none; the entry holds both.',
  'bridge.renamed': 'A bridge was given another name; the entry holds both names.',
  'bridge.revoked': 'A bridge was shut out for good.',
  'bridge.terminals-set':
    'The terminals that a bridge reads were set; the entry holds which were added, changed and taken off, and which got a key, never the key.',
  'changes.switched-off': 'The log of changes is no longer kept.',
  'changes.switched-on': 'The log of changes is kept from now on.',
  'clocking-schedule.archived': 'A clocking schedule was archived or restored; the entry holds which.',
  'clocking-schedule.saved': 'A clocking schedule was saved; the entry holds its new version.',
  'correction.approved': 'A second person approved a correction: it takes effect.',
  'correction.decision-undone':
    'An approval or a rejection of a correction was taken back: it waits again. The entry holds what was decided before.',
  'correction.entered': 'HR corrected a day of a user.',
  'correction.rejected': 'A second person rejected a correction: it takes no effect.',
  'correction.withdrawn': 'HR withdrew a correction.',
  'day-override.approved': 'A second person approved an override of a date: it takes effect.',
  'day-override.decision-undone':
    'An approval or a rejection of an override of a date was taken back: it waits again. The entry holds what was decided before.',
  'day-override.entered': 'HR planned a date of a user differently from the roster.',
  'day-override.rejected': 'A second person rejected an override of a date: it takes no effect.',
  'day-override.withdrawn': 'HR withdrew an override of a date.',
  'department.deleted':
    'A department was taken off the list; the entry holds how many users moved, and to which one.',
  'department.saved': 'A department was put on the list, or is a part of another one now.',
  'download.cancelled':
    'Somebody stopped a download or one of its terminals; the entry holds at how many terminals.',
  'download.started': 'A download of logs or of user details was started, by hand or by the schedule.',
  'duty-roster.archived': 'A duty roster was archived or restored; the entry holds which.',
  'duty-roster.saved': 'A duty roster was saved; the entry holds its new version.',
  'enrolment-token.created':
    'A token with which bridges can enrol was created; the entry holds for how many, until when, and its site.',
  'enrolment-token.revoked':
    'A token with which bridges can enrol was ended; the entry holds how many had come.',
  'export-schedule.deleted': 'A scheduled export was stopped.',
  'export-schedule.saved': 'An export was scheduled, or its schedule changed; the entry holds when.',
  'export-template.deleted': 'A template of payroll files was deleted.',
  'export-template.saved': 'A template of payroll files was saved; the entry holds its new version.',
  'export.started': 'An export of sheets was asked for.',
  'file.imported': 'A file of a terminal was imported.',
  'holiday-calendar.archived': 'A holiday calendar was archived or restored; the entry holds which.',
  'holiday-calendar.saved': 'A holiday calendar was saved; the entry holds its new version.',
  'leave.approved': 'A second person approved a leave: it takes effect.',
  'leave.decision-undone':
    'An approval or a rejection of a leave was taken back: it waits again. The entry holds what was decided before.',
  'leave.entered': 'HR entered a leave.',
  'leave.rejected': 'A second person rejected a leave: it takes no effect.',
  'leave.withdrawn': 'HR withdrew a leave.',
  'leaves.imported':
    'Leaves were entered from a CSV or XLSX file; the entry holds how many rows, and what became of them.',
  'link.entered':
    'HR said whose the punches of a PIN are: a user, a new user, or nobody; the entry holds which.',
  'link.withdrawn': 'HR undid a link of a PIN.',
  'notice.sent':
    'Recipients were told by e-mail what is silent or heard again, or could not be; the entry holds to how many it was.',
  'notice.subscribed':
    'A recipient who had unsubscribed gets notices by e-mail again; the entry holds who by an id.',
  'notice.unsubscribed': 'A recipient wants no more notices by e-mail; the entry holds who by an id.',
  'people.imported':
    'People were added and edited from a CSV or XLSX file; the entry holds how many rows, and what became of them.',
  'period.locked':
    'The days of a period were locked; `forced` is the number of pending or incomplete days that did not stop it, `unapproved` that of entries that waited.',
  'period.unlocked': 'The days of a period were opened again.',
  'person.forgotten': 'Name and e-mail address of somebody who had signed in were deleted.',
  'quarantine.dismissed':
    'Somebody set a record aside that was not a punch; the entry holds its terminal, what was wrong, and why.',
  'quarantine.replayed':
    'A record in quarantine was judged again and is a punch now; the entry holds its terminal and what was wrong.',
  'quarantine.restored': 'It was undone that a record in quarantine was set aside; the entry holds why.',
  'report-schedule.deleted': 'Nothing is sent by a schedule of reports any more.',
  'report-schedule.saved':
    'A report was scheduled to be sent by e-mail, or its schedule changed; the entry holds when and to how many.',
  'report-schedule.sent':
    'A report was sent by e-mail by its schedule, or could not be; the entry holds the run, and to how many it was.',
  'report-schedule.subscribed':
    'A recipient who had unsubscribed gets a report by e-mail again; the entry holds who by an id.',
  'report-schedule.unsubscribed':
    'A recipient wants no more e-mails of a schedule of reports; the entry holds who by an id.',
  'rosters.imported':
    'People were given duty rosters from a CSV or XLSX file; the entry holds how many rows, and what became of them.',
  'rules-file.imported': 'A rules file was imported; the entry names the parts that it changed.',
  'settings.replaced': 'The settings were replaced; the entry holds their new version.',
  'sheets.generation-cancelled':
    'Somebody stopped a generation of sheets; the entry holds how many of its parts were through.',
  'sheets.generated': 'Somebody asked for the sheets of many days or users to be computed again.',
  'terminal.clock-drifts': 'The clock of a terminal was found to be wrong by more than a minute.',
  'terminal.clock-set': 'A bridge set the clock of a terminal; the entry holds by how many seconds.',
  'terminal.command': 'A command was queued for a terminal that pushes.',
  'terminal.declared-complete':
    'Somebody declared that all punches of a terminal up to a moment are stored; the entry holds the moment and why.',
  'terminal.edited': 'A terminal was edited; the entry names the fields.',
  'terminal.merged':
    'The punches of a terminal count as those of another one, or no longer do; the entry holds which, and why.',
  'terminal.push-registered': 'A terminal that pushes to the cloud was registered.',
  'terminal.registered': 'A bridge reported a terminal for the first time.',
  'terminal.settled': 'The operator of the deployment settled whose terminal a serial number is.',
  'terminal.zone-changed': 'The punches of a terminal were moved to another zone, from a date on.',
  'times.deleted':
    'Times that are kept no longer were deleted; the entry holds the first day that is kept, and how many of each kind.',
  'user.created': 'A user was created, by hand or for a punch.',
  'user.data-exported': 'Somebody began to read all data that are kept of a person.',
  'user.details-fetched': "A user's details were completed from a terminal.",
  'user.edited': 'A user was edited; the entry names the fields.',
  'user.erased': 'A person was erased: name and fields are gone, times and totals stay under the id.',
  'user.merge-undone':
    'It was undone that a user was merged or renamed; the entry holds the other id, and why.',
  'user.merged': 'A user was merged into another one, or renamed; the entry holds the id of now, and why.',
  'webhook.changed': 'A webhook was changed; the entry names the fields.',
  'webhook.created': 'A webhook was created; the entry never holds its secret.',
  'webhook.deleted': 'A webhook was deleted.',
  'webhook.failed': 'A webhook was switched off, because its receiver has taken nothing for days.',
  'webhook.replayed':
    'The changes since an instant are delivered to a webhook again; the entry holds the instant.',
  'webhook.rotated': 'A webhook got a new secret; the one before signs for a day as well.',
  'users.sent': 'Somebody asked for users to be written to terminals.',
} as const;

/** What an entry of the audit trail says: `thing.happened`. */
export type AuditAction = keyof typeof auditActions;
