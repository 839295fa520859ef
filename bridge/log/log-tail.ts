/** Keeps the last lines of the log in memory, without anything that may not leave the site: for a diagnosis. @module */

import { DiagnosisFacts, type DiagnosisLine, mostDiagnosisLines } from '#shared/contract/diagnosis-bundle.ts';
import { terminalFaultCodes } from '#shared/terminal-fault.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { BridgeEvent, bridgeEvents } from './events.ts';
import type { BridgeLog, LogLine } from './log-line.ts';

/**
 * Whether the sentence of an event may leave the site. Not where it has in it whatever was thrown, an answer to what was said of
 * people, a path of the machine, or what somebody outside has sent; faults of terminals have their sentences from a closed set,
 * and go to the cloud with each heartbeat. A new event does not compile until somebody has decided.
 */
const leaves: Record<keyof typeof bridgeEvents, boolean> = {
  'batch.partly-failed': true,
  'batch.refused': false,
  'bridge.broken': false,
  'bridge.started': true,
  'bridge.stopped': true,
  'clock.skewed': true,
  'cloud.back': true,
  'cloud.not-taking': false,
  'cloud.reached': true,
  'cloud.retry': false,
  'cloud.uncompressed': false,
  'cloud.unreachable': true,
  'diagnosis.sent': true,
  'diagnosis.unsent': false,
  'disk.full': false,
  'disk.has-room': true,
  'heartbeat.failed': false,
  'key.not-renewed': false,
  'key.renewed': true,
  'outbox.damaged': false,
  'outbox.full': true,
  'outbox.has-room': true,
  'push.failed': false,
  'push.gap': true,
  'push.listening': true,
  'push.unknown-terminal': true,
  'push.users-refused': false,
  'task.broken': false,
  'task.done': false,
  'task.dropped': false,
  'task.failed': false,
  'task.progress-unsent': false,
  'task.started': true,
  'terminal.blank-records': true,
  'terminal.clock-drift': true,
  'terminal.clock-not-set': true,
  'terminal.clock-set': true,
  'terminal.online': true,
  'terminal.read': true,
  'terminal.retry': true,
  'terminal.short-log': true,
  'terminal.unread': false,
  'terminal.zone-doubtful': true,
  'terminals.listed': true,
  'terminals.not-listed': false,
  'updates.not-kept': false,
  'updates.ordered': true,
  'updates.withdrawn': true,
  'push.two-addresses': false,
  'push.wrong-key': false,
  'push.wrong-network': false,
  'push.guessed-keys': false,
  'push.clock-ahead': false,
  'push.clock-settling': false,
  'push.clock-set': false,
  'push.server-changed': false,
  'push.stamp-backwards': false,
  'push.unknown-table': false,
  'push.unreadable-rows': false,
  'push.too-large': false,
};

const faultEvents: ReadonlySet<string> = new Set(terminalFaultCodes.map((code) => `terminal.${code}`));
const longestMessage = 500;
const known: Readonly<Record<string, (typeof DiagnosisFacts.shape)[keyof typeof DiagnosisFacts.shape]>> =
  DiagnosisFacts.shape;

function mayLeave(event: BridgeEvent): boolean {
  return event in leaves ? leaves[event as keyof typeof leaves] : faultEvents.has(event);
}

/** What of a line may leave the site: its message where that was decided, and the facts that the contract knows. */
function partToKeep({ level, event, message, facts = {} }: LogLine, at: number): DiagnosisLine {
  const kept = Object.entries(facts).filter(
    ([name, value]) =>
      value !== undefined && Object.hasOwn(known, name) && known[name]?.safeParse(value).success,
  );
  return {
    at: instantFromEpoch(at),
    level,
    event,
    ...(mayLeave(event) ? { message: message.slice(0, longestMessage) } : {}),
    ...(kept.length === 0 ? {} : { facts: DiagnosisFacts.parse(Object.fromEntries(kept)) }),
  };
}

/** The last lines of a log. */
export class LogTail {
  readonly #now: () => number;
  #lines: DiagnosisLine[] = [];

  /** @param now - epoch milliseconds of this machine */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The same log, whose lines are kept here as well. */
  of(log: BridgeLog): BridgeLog {
    return (line) => {
      this.#lines.push(partToKeep(line, this.#now()));
      if (this.#lines.length >= 2 * mostDiagnosisLines) this.#lines = this.lines();
      log(line);
    };
  }

  /** The latest lines, the latest last. */
  lines(): DiagnosisLine[] {
    return this.#lines.slice(-mostDiagnosisLines);
  }
}
