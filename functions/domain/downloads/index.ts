/**
 * Downloads, the tasks they consist of, what bridges report while they work, and users sent to terminals.
 * What a punch means lives in punches/; how a terminal is registered lives in terminals/.
 * Imports users/, terminals/ and the ground.
 * @module
 */
export { addUser, sendToTerminals } from './add-user.ts';
export { cancelDownload, cancelDownloadTask, cancelTask } from './cancel-download.ts';
export { countEnd } from './count-ends.ts';
export {
  abandonedAfterHours,
  bringInHeldUsers,
  initialTasks,
  listDownloads,
  noCounts,
  readDownload,
  startDownload,
} from './downloads.ts';
export { heartbeat } from './heartbeat.ts';
export { addNothingToRead } from './nothing-to-read.ts';
export { openPart, partsOf } from './planned-tasks.ts';
export { tendPushTask } from './push-user-tasks.ts';
export { retryDownload } from './retry-download.ts';
export { takeInDetails } from './take-in-details.ts';
export { completeTask, reportProgress } from './tasks.ts';
export { terminalEvents } from './terminal-events.ts';
export { startUserDownload } from './user-downloads.ts';
export { queuePushTasks, startUserUpload, usersToSend } from './user-uploads.ts';
