/**
 * Terminals and bridges: registration, enrolment, what is known of them, up to when their logs are complete, changes of zone.
 * Reading from them is a download; punches go to punches/.
 * Imports the ground only.
 * @module
 */

export { TerminalsToAwait, type UsedTerminal, usedWithinDays } from './awaited.ts';
export {
  createEnrolmentToken,
  editBridge,
  enrolBridge,
  enrolmentTokenState,
  enrolmentTokens,
  requireBridge,
  revokeBridge,
  revokeEnrolmentToken,
} from './bridge-enrolment.ts';
export { offerBridgeKey, orderNewKey, useOfferedKey, wantsNewKey } from './bridge-keys.ts';
export {
  setTerminalsOfBridge,
  takeInListReport,
  terminalListFor,
  terminalsOfBridge,
} from './bridge-terminals.ts';
export { clocksToSet, orderClock } from './clock-orders.ts';
export { isAwaited, moveMark, notAfter, wakeDaysInVain } from './completeness.ts';
export {
  diagnosisToSend,
  listDiagnoses,
  orderDiagnosis,
  showDiagnosis,
  takeInDiagnosis,
} from './diagnoses.ts';
export { declareComplete, updateTerminal } from './edit-terminal.ts';
export { mergeTerminal } from './merge.ts';
export {
  idleBeatSeconds,
  idlePollSeconds,
  isWatched,
  notePushReturn,
  presenceOfBridge,
  presenceOfPush,
  watchBridges,
} from './presence.ts';
export { beginPushChecks, markThrough } from './push-checks.ts';
export { claimantsOf, settleSerial } from './push-claims.ts';
export { isKeyOf, isOldHash, keyHashOf } from './push-keys.ts';
export { pendingTerminals } from './push-pending.ts';
export {
  describePush,
  orderCommand,
  queueCommand,
  registerPushTerminal,
  requirePushItems,
  wrongKeysOf,
} from './push-terminals.ts';
export { type TaskTerminal, terminalsToRead, terminalsToWrite } from './reachable.ts';
export { withLastSeen, withPresence } from './shown-terminal.ts';
export { countSilence } from './silence.ts';
export { judgeSilence, watchedThings } from './silent-things.ts';
export { sitesOf, sitesOfBridges, withSitesForPolicy } from './sites.ts';
export { type Configuration, requireOwnTerminal, takeInReport, takeInReports } from './terminal-reports.ts';
export { KnownUpdates, replaceUpdates, ringOf } from './update-rings.ts';
export { afterRightKey, afterWrongKey, isSlowed, noWrongKeys } from './wrong-keys.ts';
export { checkZone, noteZoneChange, rederiveInstants } from './zone-change.ts';
