/**
 * Lists every event that the bridge's log can report, each with a sentence that says what it means. People filter
 * by the names: new ones may be added, but none is ever renamed.
 * @module
 */

import { pushAlertEvents } from '#shared/iclock/alert-events.ts';
import type { TerminalFaultCode } from '#shared/terminal-fault.ts';

/** The events of the bridge, except for faults of terminals. */
export const bridgeEvents = {
  'batch.partly-failed': 'The cloud did not store some records of a batch; they are sent again.',
  'batch.refused': 'The cloud refused a batch; it is kept and tried again.',
  'bridge.broken': 'The bridge stops because of a defect.',
  'bridge.started': 'The bridge has started.',
  'bridge.stopped': 'The bridge has stopped because it was asked to.',
  'clock.skewed': "This machine's clock is wrong; the cloud's time is used.",
  'cloud.back': 'The cloud accepts punches again.',
  'cloud.not-taking': 'The cloud does not accept punches at the moment; they wait in the outbox.',
  'cloud.reached': 'The cloud answers again.',
  'cloud.retry': 'A request to the cloud failed and is tried again.',
  'cloud.uncompressed': 'Compressed requests do not reach the cloud as they were sent: they go uncompressed.',
  'cloud.unreachable': 'The cloud does not answer.',
  'diagnosis.sent': 'An administrator has asked how the bridge is, and was told.',
  'diagnosis.unsent': 'An administrator has asked how the bridge is, and could not be told yet.',
  'disk.full':
    'The disk has no room: terminals are not read until it has; what waits is sent, and nothing is dropped.',
  'disk.has-room': 'The disk has room again.',
  'heartbeat.failed': 'The bridge could not send its heartbeat because of a defect.',
  'key.not-renewed':
    'The key of the bridge could not be renewed; the present one goes on, and the bridge tries again.',
  'key.renewed': 'The bridge signs with a new key, because the cloud has asked for one.',
  'outbox.damaged': 'The outbox was damaged; the bridge started a new one with what it could save.',
  'outbox.full':
    'The outbox has reached its limit: terminals are not read until the cloud has taken some of it.',
  'outbox.has-room': 'The outbox has room again.',
  'push.failed': 'The bridge could not serve a request of a push terminal; the terminal will try again.',
  'push.gap': 'A push terminal counts more records than have arrived from it.',
  'push.listening': 'Push terminals can connect.',
  'push.unknown-terminal': 'A push terminal that nobody has configured wants to send punches.',
  'push.users-refused': 'The cloud did not accept users that a push terminal has sent.',
  'task.broken': 'A task ended because of a defect.',
  'task.done': 'A task of the cloud is done.',
  'task.dropped': 'The bridge gave up a task because the cloud took it back.',
  'task.failed': 'A task of the cloud failed; the message says why.',
  'task.progress-unsent': 'The bridge could not report the progress of a task to the cloud.',
  'task.started': 'The bridge has started a task of the cloud.',
  'terminal.blank-records': 'Records of a log hold nothing: they are in quarantine, each with its place.',
  'terminal.clock-drift': "A terminal's clock is wrong.",
  'terminal.clock-not-set': "A terminal's clock is wrong, and the terminal did not let the bridge set it.",
  'terminal.clock-set': "A terminal's clock was wrong and has been set.",
  'terminal.online': 'A terminal answers.',
  'terminal.read': 'The bridge read a log that no task had asked for.',
  'terminal.retry': 'A conversation with a terminal failed and is tried again.',
  'terminal.short-log': 'A terminal counts more records than its log, read to the end, has.',
  'terminal.unread': 'A log was not read; the next round tries again.',
  'terminal.zone-doubtful':
    "A terminal's clock is off by whole quarter hours: its zone is wrong, and the bridge does not set the clock.",
  'terminals.listed': "The bridge has taken over the cloud's list of terminals.",
  'terminals.not-listed':
    "The cloud's list of terminals could not be taken over; the one before goes on, and the bridge tries again.",
  'updates.not-kept':
    'What the cloud says of releases could not be written; it is said again with the next heartbeat.',
  'updates.ordered': 'The cloud has said from where and how soon releases are taken here.',
  'updates.withdrawn': 'The cloud has no releases taken here any more.',
  ...pushAlertEvents,
} as const;

/** What a line of the bridge's log says: one of the events, or the fault of a terminal that cannot be read. */
export type BridgeEvent = keyof typeof bridgeEvents | `terminal.${TerminalFaultCode}`;
