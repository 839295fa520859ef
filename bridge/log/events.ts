/**
 * What the bridge's log can say: every event once, with a sentence of what it means. People filter by the names: they may
 * be added, and are never renamed.
 * @module
 */
import { pushAlertEvents } from '#shared/iclock/alert-events.ts';
import type { TerminalFaultCode } from '#shared/terminal-fault.ts';

/** The events of the bridge, but for faults of terminals. */
export const bridgeEvents = {
  'batch.partly-failed': 'The cloud did not store some records of a batch; they are sent again.',
  'batch.refused': 'The cloud refused a batch; it is kept and tried again.',
  'bridge.broken': 'The bridge stops because of a defect.',
  'bridge.started': 'The bridge works.',
  'bridge.stopped': 'The bridge has stopped because it was asked to.',
  'clock.skewed': "This machine's clock is wrong; the cloud's time is used.",
  'cloud.back': 'The cloud takes punches again.',
  'cloud.not-taking': 'The cloud does not take punches at the moment; they wait in the outbox.',
  'cloud.reached': 'The cloud answers again.',
  'cloud.retry': 'A request to the cloud failed and is tried again.',
  'cloud.unreachable': 'The cloud does not answer.',
  'heartbeat.failed': 'The bridge could not make its sign of life because of a defect.',
  'outbox.damaged': 'The outbox was damaged; a new one was begun with what could be saved.',
  'outbox.full':
    'The outbox has reached its limit: terminals are not read until the cloud has taken some of it.',
  'outbox.has-room': 'The outbox has room again.',
  'push.failed': 'A request of a push terminal could not be served; the terminal comes again.',
  'push.gap': 'A push terminal counts more records than have come from it.',
  'push.listening': 'Push terminals can connect.',
  'push.unknown-terminal': 'A push terminal that nobody has configured wants to send punches.',
  'push.users-refused': 'The cloud did not take users that a push terminal has sent.',
  'task.broken': 'A task ended because of a defect.',
  'task.done': 'A task of the cloud is done.',
  'task.dropped': 'A task was given up because the cloud took it back.',
  'task.failed': 'A task of the cloud failed; the message says why.',
  'task.progress-unsent': 'The cloud could not be told how far a task is.',
  'task.started': 'A task of the cloud was begun.',
  'terminal.clock-drift': "A terminal's clock is wrong.",
  'terminal.clock-not-set': "A terminal's clock is wrong, and the terminal does not let it be set.",
  'terminal.clock-set': "A terminal's clock was wrong and has been set.",
  'terminal.online': 'A terminal answers.',
  'terminal.read': 'A log was read without having been asked for by the cloud.',
  'terminal.retry': 'A conversation with a terminal failed and is tried again.',
  'terminal.unread': 'A log was not read; the next round tries again.',
  ...pushAlertEvents,
} as const;

/** What a line of the bridge's log says: one of the events, or the fault of a terminal that cannot be read. */
export type BridgeEvent = keyof typeof bridgeEvents | `terminal.${TerminalFaultCode}`;
