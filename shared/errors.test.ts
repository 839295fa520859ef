import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  describeProblem,
  isProblem,
  isProblemCode,
  type ProblemCode,
  type ProblemFacts,
  problemCodes,
  RollcallError,
  toProblem,
} from './errors.ts';

/** What every code is answered with, for some facts: a code that is missing here does not compile. */
const answers: { [C in ProblemCode]: { facts: ProblemFacts[C]; status: number; detail: string } } = {
  'changes.off': {
    facts: {},
    status: 409,
    detail:
      'This organisation keeps no log of its changes. An administrator switches it on with PUT /v1/changes/state.',
  },
  'changes.starting': {
    facts: { completeFrom: '2026-03-02T09:01:30.000Z', retryAfterSeconds: 90 },
    status: 409,
    detail: 'The log of changes has every change from 2026-03-02T09:01:30.000Z on. Ask again in 90 s.',
  },
  'webhook.unknown': {
    facts: { webhookId: 'whk_1' },
    status: 404,
    detail: 'There is no webhook whk_1. GET /v1/webhooks lists them.',
  },
  'webhook.url': {
    facts: { reason: 'it must begin with https://' },
    status: 422,
    detail:
      'Nothing can be delivered to this URL: it must begin with https://. Give the https address of a receiver in the public network.',
  },
  'webhook.too-many': {
    facts: { most: 20 },
    status: 409,
    detail:
      'There are 20 webhooks, and can be no more. Delete one that is not needed, or have one receiver hand on what it gets.',
  },
  'changes.expired': {
    facts: { at: '2026-01-02T09:00:00.000Z', keptFrom: '2026-02-01T09:00:00.000Z' },
    status: 410,
    detail:
      'The cursor is of 2026-01-02T09:00:00.000Z; changes are kept, without a gap, from 2026-02-01T09:00:00.000Z on. Begin with GET /v1/changes?start=now, then read the lists that you keep a copy of once, then go on from there.',
  },
  'approval.own': {
    facts: { entryId: 'cor_1', author: 'key:1' },
    status: 403,
    detail:
      'The entry cor_1 is of key:1, so that somebody else has to decide about it. Have a second person decide, or withdraw the entry.',
  },
  'approval.not-possible': {
    facts: { entryId: 'cor_1', is: 'withdrawn' },
    status: 409,
    detail:
      'The entry cor_1 is withdrawn: there is nothing to decide about it. To decide otherwise, undo the decision first; what is withdrawn is entered anew.',
  },
  'approval.locked': {
    facts: { entryId: 'cor_1', lockId: 'lck_1', from: '2026-03-01', to: '2026-04-01' },
    status: 409,
    detail:
      'The approval of cor_1 counts in the period from 2026-03-01 up to but not including 2026-04-01, which is locked (lck_1). Withdraw the entry, which becomes an adjustment, or unlock the period first.',
  },
  'period.unapproved': {
    facts: {
      from: '2026-03-01',
      to: '2026-04-01',
      total: 2,
      entries: [{ kind: 'leave', userId: '701', first: '2026-03-02', id: 'lve_1' }],
    },
    status: 409,
    detail:
      'In the period from 2026-03-01 up to but not including 2026-04-01 2 entries wait for approval: leave of 701 on 2026-03-02 and 1 more. Decide about them first (GET /v1/approvals lists them), or send force to lock the period without them.',
  },
  'request.not-json': {
    facts: { reason: 'it ends too early' },
    status: 400,
    detail: 'The body is not JSON: it ends too early. Send one JSON object, encoded as UTF-8.',
  },
  'request.invalid': {
    facts: { issues: [{ in: 'body', path: '/name', message: 'is missing' }] },
    status: 422,
    detail: 'The request does not fit the contract: body/name: is missing.',
  },
  'request.too-large': {
    facts: { bytes: 300_000, limitBytes: 262_144 },
    status: 413,
    detail: 'The body has 300000 bytes; this route takes at most 262144. Send it in smaller parts.',
  },
  'caller.too-often': {
    facts: { retryAfterSeconds: 3 },
    status: 429,
    detail:
      'This caller has made more requests than it may in so short a time. Wait 3 s, and make fewer at once.',
  },
  'request.media-type': {
    facts: { received: 'text/plain', accepted: 'application/json' },
    status: 415,
    detail: 'The body is declared as "text/plain". Send application/json.',
  },
  'request.cursor': {
    facts: { cursor: 'eyJ' },
    status: 400,
    detail:
      'The cursor "eyJ" is not one that this list gave out for these filters. Start without a cursor, and send each page the same filters as the first.',
  },
  'request.stale': {
    facts: { resource: 'User 7', currentEtag: '"3"' },
    status: 412,
    detail:
      'User 7 changed after you read it. Read the current version and repeat the edit with If-Match: "3".',
  },
  'request.nothing-to-match': {
    facts: { resource: 'The duty roster night' },
    status: 412,
    detail: 'The duty roster night does not exist. Send it without If-Match to create it.',
  },
  'request.no-if-match': {
    facts: { resource: 'User 7' },
    status: 428,
    detail: 'User 7 can be edited by several people. Send the ETag that you read as If-Match.',
  },
  'request.key-reused': {
    facts: { idempotencyKey: 'k-1' },
    status: 409,
    detail: 'The Idempotency-Key "k-1" was used for another request. Make a new key for a new request.',
  },
  'answer.over-limit': {
    facts: {
      method: 'GET',
      path: '/v1/rules-file',
      bytes: 7_000_000,
      limitBytes: 6_000_000,
      compressed: false,
    },
    status: 413,
    detail:
      'The answer to GET /v1/rules-file has 7000000 bytes, of which 6000000 can be sent. Send Accept-Encoding: gzip, or ask for less at once: a smaller limit, a shorter range, fewer users or terminals.',
  },
  'times.not-kept': {
    facts: { from: '2024-11-01' },
    status: 410,
    detail:
      'Times before 2024-11-01 are no longer kept: they were deleted after the months that the settings say. Ask for days from 2024-11-01 on.',
  },
  'retention.unconfirmed': {
    facts: { timesMonths: 24, keptFrom: '2024-11-01', at: '2026-11-30T02:30:00.000Z' },
    status: 409,
    detail:
      'If times are kept for 24 months, those before 2024-11-01 are deleted for good in the night of 2026-11-30T02:30:00.000Z. If that is what you want, send the same with retention.confirmKeptFrom "2024-11-01". It can be undone until that night.',
  },
  'answer.too-large': {
    facts: { rows: 25_000, limitBytes: 5_000_000, from: '2026-01-01', to: '2027-01-01' },
    status: 413,
    detail:
      'The rows from 2026-01-01 to 2027-01-01 do not fit into one answer of 5000000 bytes: 25000 were read and more follow. Ask for a shorter range or one user, or have a file made: POST /v1/exports.',
  },
  'export.too-many-rows': {
    facts: { most: 1_048_575 },
    status: 422,
    detail:
      'The export has more than 1048575 rows, which is what a spreadsheet can hold. Ask for fewer days, for one department or site, or for CSV.',
  },
  'export-schedule.unknown': {
    facts: { scheduleId: 'monthly' },
    status: 404,
    detail: 'There is no scheduled export "monthly". GET /v1/export-schedules lists those that there are.',
  },
  'export-schedule.too-many': {
    facts: { most: 20 },
    status: 409,
    detail: 'There are 20 scheduled exports, and there can be no more. Delete one that nobody needs.',
  },
  'mail.not-configured': {
    facts: {},
    status: 409,
    detail:
      'This deployment sends no e-mail, because it has no sender. Its operator names one that Amazon SES has verified, as mail.from of the deployment in rollcall.deploy.yaml, and deploys again.',
  },
  'report-mail.link': {
    facts: {},
    status: 404,
    detail:
      'This link is damaged, or none that was sent. Open it from the mail itself, or copy it as a whole.',
  },
  'report-schedule.unknown': {
    facts: { scheduleId: 'mornings' },
    status: 404,
    detail:
      'There is no schedule of reports "mornings". GET /v1/report-schedules lists those that there are.',
  },
  'report-schedule.too-many': {
    facts: { most: 50 },
    status: 409,
    detail: 'There are 50 schedules of reports, and there can be no more. Delete one that nobody needs.',
  },
  'report-schedule.too-many-recipients': {
    facts: { most: 50 },
    status: 409,
    detail: 'The report has 50 recipients, and can have no more. Ask whoever sends it to take one out.',
  },
  'report-schedule.unsubscribed': {
    facts: { scheduleId: 'mornings', addresses: ['a@example.com'] },
    status: 409,
    detail:
      'Unsubscribed from "mornings": a@example.com. Leave the address out. Only its owner can subscribe again, by the link in any mail of this schedule.',
  },
  'notices.unsubscribed': {
    facts: { addresses: ['a@example.com'] },
    status: 409,
    detail:
      'Unsubscribed from notices: a@example.com. Leave the address out. Only its owner can subscribe again, by the link in any of these mails.',
  },
  'export-template.unknown': {
    facts: { templateId: 'ours' },
    status: 404,
    detail: 'There is no export template "ours". GET /v1/export-templates lists those that there are.',
  },
  'export-template.preset': {
    facts: { templateId: 'sql-payroll' },
    status: 409,
    detail:
      'The template "sql-payroll" is a preset, which stays as it is. Save a copy of it under another id.',
  },
  'export-template.too-many': {
    facts: { most: 50 },
    status: 409,
    detail: 'There are 50 export templates, and no more can be kept. Delete one that nobody uses.',
  },
  'import.unknown': {
    facts: { importId: 'imp_1' },
    status: 404,
    detail: 'There is no import "imp_1".',
  },
  'request.in-progress': {
    facts: { idempotencyKey: 'k-1', retryAfterSeconds: 2 },
    status: 409,
    detail:
      'The first request with the Idempotency-Key "k-1" has not been answered yet. Ask again with the same key in 2 s to get its answer.',
  },
  'method.not-allowed': {
    facts: { method: 'PUT', path: '/v1/users', allow: 'GET, HEAD, POST' },
    status: 405,
    detail: 'The path /v1/users does not take PUT. Use GET, HEAD, POST.',
  },
  'request.answered-once': {
    facts: { idempotencyKey: 'k-1' },
    status: 409,
    detail:
      'The request with the Idempotency-Key "k-1" has been carried out. Its answer held a secret, which is shown once and not kept: delete what it made, and ask again with a new key.',
  },
  'route.unknown': {
    facts: { method: 'GET', path: '/v1/nothing' },
    status: 404,
    detail: 'There is no route GET /v1/nothing. The routes are listed in docs/openapi.json.',
  },
  'caller.unknown': {
    facts: { scheme: 'API key' },
    status: 401,
    detail: 'The API key credential is missing or not known. Send a valid one.',
  },
  'caller.not-allowed': {
    facts: { caller: 'key:1 (viewer)', needs: 'admin' },
    status: 403,
    detail: 'The caller key:1 (viewer) may not do this; it needs admin.',
  },
  'caller.session-ended': {
    facts: {},
    status: 401,
    detail: 'Your session has ended. Sign in again.',
  },
  'caller.no-role': {
    facts: { caller: 'person:1', needs: 'hr or admin' },
    status: 403,
    detail:
      'The caller person:1 is signed in, but has no role here; it needs hr or admin. An administrator of the sign-in service ' +
      'adds the account to one of these groups.',
  },
  'sign-in.unreachable': {
    facts: { retryAfterSeconds: 60 },
    status: 503,
    detail:
      'The sign-in service does not answer, so nobody knows whether the session is valid. Try again in 60 s.',
  },
  'person.unknown': {
    facts: { personId: 'per_1' },
    status: 404,
    detail: 'Nobody has signed in as "per_1", or the person has been forgotten.',
  },
  'bridge.signature': {
    facts: { reason: 'the body is not the one that was signed' },
    status: 401,
    detail: `The request's signature was refused: the body is not the one that was signed.`,
  },
  'bridge.clock-skewed': {
    facts: { skewSeconds: 301, serverTime: '2026-03-02T09:00:00.000Z' },
    status: 401,
    detail: `The bridge's clock is 301 s off; the server's time is 2026-03-02T09:00:00.000Z. Sign with the server's time.`,
  },
  'bridge.replayed': {
    facts: { nonce: 'n-1' },
    status: 401,
    detail: 'This signed request was received before. Sign again with a new nonce.',
  },
  'bridge.revoked': {
    facts: { bridgeId: 'brg_1' },
    status: 401,
    detail: 'Bridge brg_1 has been revoked. Enrol it again with a new token.',
  },
  'bridge.unknown': {
    facts: { bridgeId: 'brg_1' },
    status: 401,
    detail: 'Bridge brg_1 is not known here. Enrol it with a token of this deployment.',
  },
  'bridge.not-found': {
    facts: { bridgeId: 'brg_1' },
    status: 404,
    detail: 'There is no enrolled bridge "brg_1".',
  },
  'bridge.no-sealing-key': {
    facts: { bridgeId: 'brg_1' },
    status: 409,
    detail:
      'Bridge brg_1 has reported no key to which communication keys can be sealed, and nothing else keeps them. ' +
      'Bring it up to date and let it report once; or write the key into its configuration file.',
  },
  'diagnosis.unknown': {
    facts: { diagnosisId: 'dgn_1' },
    status: 404,
    detail:
      'No diagnosis "dgn_1" of this bridge is known, or it is not waited for any longer. A diagnosis is waited for for a day, and kept for 14 days.',
  },
  'enrolment-token.unknown': {
    facts: { tokenId: 'enr_1' },
    status: 404,
    detail: 'There is no enrolment token "enr_1". A token is kept for a week after it expires.',
  },
  'enrolment.refused': {
    facts: { reason: 'used' },
    status: 401,
    detail:
      'Enrolment refused: the token has been used. Ask an administrator for a new token (POST /v1/bridges/enrolment-tokens).',
  },
  'department.unknown': {
    facts: { department: 'Works' },
    status: 404,
    detail: 'There is no department "Works". Put it on the list first, or choose another one.',
  },
  'department.in-use': {
    facts: { department: 'Works', userIds: ['1'], parts: ['Paint'], more: true },
    status: 409,
    detail:
      'The department "Works" is in use: users 1 and others have it and "Paint" belong to it. Name a department of the list in "moveTo", which takes at most 500 users, or move them first.',
  },
  'user.merged': {
    facts: { userId: '701', into: '702' },
    status: 409,
    detail:
      'The user "701" is "702" now. Use that id. A path with the id of before is redirected there (308).',
  },
  'user.not-merged': {
    facts: { userId: '701' },
    status: 409,
    detail: 'The user "701" has not been merged or renamed, or that was undone.',
  },
  'user.unknown': {
    facts: { userId: '701' },
    status: 404,
    detail: 'There is no user "701".',
  },
  'user.exists': {
    facts: { userId: '0701', existingId: '701' },
    status: 409,
    detail:
      'A user with the id "701" exists and "0701" is the same id (leading zeros do not count). Edit that one, or choose another id.',
  },
  'table.unreadable': {
    facts: { reason: 'it is empty' },
    status: 422,
    detail:
      'The file cannot be read as CSV or XLSX: it is empty. Save it again as XLSX, or as CSV in UTF-8, without a password.',
  },
  'table.too-large': {
    facts: { what: 'rows', most: 10_000 },
    status: 413,
    detail: 'The file has more than 10000 rows. Send it in parts, each with the line of titles.',
  },
  'import.mapping': {
    facts: { reason: 'no column has the ids of users', fields: 'id, name', titles: ['A', 'B'] },
    status: 422,
    detail:
      'The columns of the file cannot be read as fields of people: no column has the ids of users. Say in "mapping" which column holds which of these: id, name.',
  },
  'user.erased': {
    facts: { userId: '7', erasedAt: '2026-03-01T00:00:00Z' },
    status: 409,
    detail:
      'The person "7" was erased at 2026-03-01T00:00:00Z, and cannot be edited. Give another person another id: the times under this one are those of the person who was erased.',
  },
  'users.too-many': {
    facts: { most: 10_000, what: 'one file cannot have them all' },
    status: 413,
    detail:
      'There are more than 10000 users; one file cannot have them all. Name a department or ids, or read the list in the order of the ids, page by page.',
  },
  'terminal.unknown': {
    facts: { serial: 'TEST1' },
    status: 404,
    detail: 'There is no terminal with the serial number "TEST1".',
  },
  'terminal.no-bridge': {
    facts: { serial: 'TEST1' },
    status: 409,
    detail:
      'No bridge reads terminal TEST1, so that none can set its clock. A terminal that pushes takes the time from whoever it pushes to; set the clock of others at the terminal.',
  },
  'terminal.of-another-bridge': {
    facts: { serial: 'TEST1', bridgeId: 'brg_2' },
    status: 403,
    detail: `Terminal TEST1 belongs to bridge brg_2. Move it there in the terminal's settings first.`,
  },
  'terminal.taken': {
    facts: { serial: 'TEST1' },
    status: 409,
    detail:
      'Nothing shows that the serial number "TEST1" is yours to register like this. Set a communication key on the terminal and register it with that key, or have one of your bridges read it; if neither helps, ask the operator of this service to settle it.',
  },
  'terminal.no-push': {
    facts: { serial: 'TEST1' },
    status: 409,
    detail:
      'Terminal TEST1 does not push to the cloud. Register it with POST /v1/terminals, or use its bridge.',
  },
  'terminal.merge-circle': {
    facts: { serial: 'A1', into: 'A2' },
    status: 409,
    detail:
      'Terminal A1 cannot be merged into A2: one of them is merged already, or has others merged into it. ' +
      'Undo those merges first, or name the serial number that everything is to count for.',
  },
  'terminals.none': {
    facts: { reason: 'none is active' },
    status: 409,
    detail: 'There is no terminal to download from: none is active.',
  },
  'download.unknown': {
    facts: { downloadId: 'dl_1' },
    status: 404,
    detail: 'There is no download "dl_1".',
  },
  'download.ended': {
    facts: { downloadId: 'dl_1', state: 'done' },
    status: 409,
    detail: 'There is nothing left to cancel: download "dl_1" is done.',
  },
  'download.nothing-to-retry': {
    facts: { downloadId: 'dl_1' },
    status: 409,
    detail:
      'No terminal of download "dl_1" has failed or was cancelled. Start a new download, or wait until this one has ended.',
  },
  'task.not-of-download': {
    facts: { downloadId: 'dl_1', taskId: 'tsk_1' },
    status: 404,
    detail: 'Download "dl_1" has no task "tsk_1".',
  },
  'task.unknown': {
    facts: { taskId: 'tsk_1' },
    status: 404,
    detail: 'There is no task "tsk_1" for this bridge.',
  },
  'task.not-yours': {
    facts: { taskId: 'tsk_1', state: 'done' },
    status: 409,
    detail: 'Task tsk_1 is done and no longer held by this bridge. Drop it.',
  },
  'report.too-large': {
    facts: { report: 'matrix', rows: 20_000, from: '2026-01-01', to: '2026-02-01' },
    status: 413,
    detail:
      'The report "matrix" of 2026-01-01 to 2026-02-01 does not fit into one answer: 20000 rows were read and more follow, or they take too many bytes. Ask for fewer days, one department or one user; to get all sheets of a range as a file: POST /v1/exports.',
  },
  'report.grouping': {
    facts: { report: 'presence', groupBy: 'user', allowed: 'department, none' },
    status: 422,
    detail: 'The report "presence" cannot be grouped by "user". Use one of: department, none.',
  },
  'sheets.too-many': {
    facts: { rows: 20_100, from: '2026-01-01', to: '2027-01-01' },
    status: 413,
    detail:
      'The sheets of 2026-01-01 to 2027-01-01 are too many to be added up in one answer: 20100 rows were read and more follow. Ask for fewer days, one department or one user, or add up the pages of GET /v1/sheets/matrix.',
  },
  'job.ended': {
    facts: { jobId: 'job_1', state: 'done' },
    status: 409,
    detail: 'The generation job_1 has ended (done).',
  },
  'job.needed': {
    facts: { jobId: 'job_1' },
    status: 409,
    detail:
      'The generation job_1 was not asked for: it brings sheets up to date after a change, and cannot be stopped.',
  },
  'job.unknown': {
    facts: { jobId: 'job_1' },
    status: 404,
    detail: 'There is no generation "job_1".',
  },
  'export.unknown': {
    facts: { exportId: 'exp_1' },
    status: 404,
    detail: 'There is no export "exp_1".',
  },
  'schedule.unknown': {
    facts: { scheduleId: 'office' },
    status: 404,
    detail: 'There is no clocking schedule "office".',
  },
  'roster.unknown': {
    facts: { rosterId: 'office-week' },
    status: 404,
    detail: 'There is no duty roster "office-week".',
  },
  'calendar.unknown': {
    facts: { calendarId: 'de-by' },
    status: 404,
    detail: 'There is no holiday calendar "de-by".',
  },
  'plan.archived': {
    facts: { part: 'duty roster', id: 'office' },
    status: 409,
    detail:
      'The duty roster "office" is archived: it counts where it is used, and is given to nobody new. Choose another one, or restore it first.',
  },
  'plan.overlap': {
    facts: { userId: '7', first: 'early', second: 'late' },
    status: 409,
    detail: 'User 7: the shifts early and late overlap. Change one of them.',
  },
  'punch.unknown': {
    facts: { userId: '701', serial: 'TEST1', wallTime: '2026-03-02T08:00:00', status: 1 },
    status: 404,
    detail: 'User 701 has no punch of 2026-03-02T08:00:00 with status 1 at terminal TEST1.',
  },
  'quarantine.unknown': {
    facts: { terminal: 'TEST1', id: 'ab12' },
    status: 404,
    detail: 'No record "ab12" of terminal TEST1 is in quarantine. GET /v1/quarantine lists them.',
  },
  'quarantine.no-punch': {
    facts: { terminal: 'TEST1', id: 'ab12', reason: 'no-pin' },
    status: 409,
    detail:
      'The record "ab12" of terminal TEST1 still cannot be a punch: no-pin. Enter the time as a correction, and dismiss the record.',
  },
  'quarantine.dismissed': {
    facts: { terminal: 'TEST1', id: 'ab12' },
    status: 409,
    detail: 'The record "ab12" of terminal TEST1 was dismissed. Restore it first.',
  },
  'quarantine.stored': {
    facts: { terminal: 'TEST1', id: 'ab12' },
    status: 409,
    detail:
      'The record "ab12" of terminal TEST1 is a punch by now. A punch that is wrong does not count any more when a correction voids it.',
  },
  'correction.unknown': {
    facts: { correctionId: 'cor_1' },
    status: 404,
    detail: 'There is no correction "cor_1" of that user and day.',
  },
  'leave.unknown': {
    facts: { leaveId: 'lve_1' },
    status: 404,
    detail: 'There is no leave "lve_1" of that user from that day on.',
  },
  'leave.overlap': {
    facts: { userId: '701', date: '2026-03-03', first: 'annual (lve_1)', second: 'sick' },
    status: 409,
    detail:
      'User 701 has the leave annual (lve_1) on 2026-03-03 already; the leave sick would take the same time. ' +
      'Withdraw the one that is there, or enter other days.',
  },
  'override.unknown': {
    facts: { overrideId: 'ovr_1' },
    status: 404,
    detail: 'There is no day override "ovr_1" of that user and day.',
  },
  'link.unknown': {
    facts: { pin: '7', linkId: 'lnk_1' },
    status: 404,
    detail: 'There is no link lnk_1 of the PIN "7". GET /v1/links?pin= lists them.',
  },
  'link.too-many': {
    facts: { pin: '7', most: 100 },
    status: 409,
    detail:
      'The PIN "7" has 100 links, counting those that were withdrawn: it can have no more. Give the person another PIN at the terminals.',
  },
  'lock.unknown': {
    facts: { lockId: 'lck_1' },
    status: 404,
    detail: 'There is no period lock "lck_1".',
  },
  'period.unfinished': {
    facts: {
      from: '2026-03-01',
      to: '2026-04-01',
      total: 7,
      days: ['02', '03', '04', '05', '06', '09', '10'].map((day) => ({
        userId: '1042',
        date: `2026-03-${day}`,
        status: 'pending',
      })),
    },
    status: 409,
    detail:
      'The period from 2026-03-01 up to but not including 2026-04-01 has 7 pending or incomplete days: 1042 on 2026-03-02 (pending), 1042 on 2026-03-03 (pending), 1042 on 2026-03-04 (pending), 1042 on 2026-03-05 (pending), 1042 on 2026-03-06 (pending) and 2 more. Complete them first, or send force to lock the period as it is.',
  },
  'period.locked': {
    facts: { lockId: 'lck_1', from: '2026-02-01', to: '2026-03-01' },
    status: 409,
    detail:
      'The period from 2026-02-01 up to but not including 2026-03-01 is already locked (lck_1). Unlock it first, or lock other days.',
  },
  'range.invalid': {
    facts: { from: '2026-03-02', to: '2026-03-01', reason: 'it is empty' },
    status: 422,
    detail: 'The range 2026-03-02 to 2026-03-01 is not possible: it is empty.',
  },
  'key.unknown': {
    facts: { keyId: 'key_1' },
    status: 404,
    detail: 'There is no API key "key_1".',
  },
  'key.rotating': {
    facts: { keyId: 'key_1', until: '2026-03-29T07:00:00.000Z' },
    status: 409,
    detail:
      'The API key "key_1" was rotated so often that too many secrets of before still work. The first of them ends at 2026-03-29T07:00:00.000Z; with an overlap of 0 hours all of them end now.',
  },
  'key.last-administrator': {
    facts: { keyId: 'key_1' },
    status: 409,
    detail:
      'Without the API key "key_1" no administrator would be left whose key lasts. Make another key of role admin that does not expire first, and use it.',
  },
  'service.busy': {
    facts: { retryAfterSeconds: 2 },
    status: 503,
    detail: 'The service is busy. Try again in 2 s.',
  },
  'service.failed': {
    facts: { requestId: 'r-1' },
    status: 500,
    detail: 'Something went wrong on our side. Quote the request id r-1.',
  },
};

test.each(problemCodes)('%s is answered with its status and its sentence', (code) => {
  const { facts, status, detail } = answers[code];
  const error = new RollcallError<ProblemCode>(code, facts);
  expect(toProblem(error)).toEqual({
    type: `urn:rollcall:problem:${code}`,
    title: code.replace('.', ' ').replaceAll('-', ' '),
    status,
    detail,
    code,
    facts,
  });
  expect(detail).toMatch(/^[A-Z].*\.$/s);
});

test('every file of rows is put in, and no code has two rows', async () => {
  const files = readdirSync(new URL('problems', import.meta.url)).filter((name) => name !== 'problem.ts');
  const groups: object[] = await Promise.all(files.map((name) => import(`./problems/${name}`)));
  const codes = groups.flatMap((group) => Object.values(group)).flatMap(Object.keys);
  expect(codes.sort()).toEqual([...problemCodes].sort());
});

test.each(['user.unknow', 'toString', '', 7, null, undefined])('%j is not a code', (text) => {
  expect(isProblemCode(text)).toBe(false);
});

test('every code has a sentence of its own', () => {
  expect(new Set(Object.values(answers).map(({ detail }) => detail)).size).toBe(problemCodes.length);
});

test('a problem document carries code, facts, status and the request that it is about', () => {
  const error = new RollcallError('user.unknown', { userId: '701' });
  expect(toProblem(error, 'urn:rollcall:request:r-1')).toEqual({
    type: 'urn:rollcall:problem:user.unknown',
    title: 'user unknown',
    status: 404,
    detail: 'There is no user "701".',
    code: 'user.unknown',
    facts: { userId: '701' },
    instance: 'urn:rollcall:request:r-1',
  });
  expect(toProblem(error)).not.toHaveProperty('instance');
});

test('the cause of a failure is not part of its document', () => {
  const error = new RollcallError(
    'service.failed',
    { requestId: 'r-1' },
    { cause: { owner: 'functions', data: 'row 17', error: new Error('table rollcall-main') } },
  );
  expect(JSON.stringify(toProblem(error))).not.toMatch(/row 17|rollcall-main/);
});

test('leading zeros are explained where they make two ids the same', () => {
  expect(describeProblem('user.exists', { userId: '0701', existingId: '701' })).toContain('leading zeros');
  expect(describeProblem('user.exists', { userId: '701', existingId: '701' })).not.toContain('leading zeros');
});

test('a failure is recognised by its code only', () => {
  const error = new RollcallError('key.unknown', { keyId: 'key_1' });
  expect(isProblem(error, 'key.unknown')).toBe(true);
  expect(isProblem(error, 'job.unknown')).toBe(false);
  expect(isProblem(new Error('key.unknown'), 'key.unknown')).toBe(false);
});
