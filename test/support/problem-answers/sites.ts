/** What problems about bridges, terminals, downloads and punches are answered with. @module */

import type { Answers } from './answers.ts';

/** Answers by code. */
export const answersOfSites = {
  'import.unknown': {
    facts: { importId: 'imp_1' },
    status: 404,
    detail: 'There is no import "imp_1".',
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
} satisfies Partial<Answers>;
