/** Keeps the report of each terminal: noted at every visit, stored on disk, sent to the cloud. @module */

import type { CloudClock } from '#bridge/cloud/index.ts';
import type { BridgeLog } from '#bridge/log/index.ts';
import type { TerminalMemory, TerminalReportValue } from '#bridge/outbox/index.ts';
import type { TerminalInfo } from '#bridge/terminals/zk/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { isTerminalFault, reportedFault, type TerminalFault } from '#shared/terminal-fault.ts';
import { alarmingDriftSeconds, zoneShiftOf } from '#shared/time/clock-drift.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { BlankRecords } from './blank-records.ts';
import { driftSentence, fittingZone, zoneSentence } from './fitting-zone.ts';
import type { KnownTerminal, Visit } from './known-terminal.ts';
import { blankSentence } from './shortfall.ts';
import { stateOfFault } from './terminal-states.ts';

/** What the reports of terminals work with. */
interface ReportsOptions {
  memory: TerminalMemory;
  log: BridgeLog;
  clock: CloudClock;
}

const wrongKeyRestMilliseconds = 15 * 60 * 1000;

/** The state of the terminals: noted with each visit, kept across restarts, reported to the cloud. */
export class TerminalReports {
  readonly #memory: TerminalMemory;
  readonly #log: BridgeLog;
  readonly #clock: CloudClock;
  readonly #terminals: readonly KnownTerminal[];
  readonly #listeners = new Set<() => void>();

  constructor(terminals: readonly KnownTerminal[], { memory, log, clock }: ReportsOptions) {
    this.#terminals = terminals;
    this.#memory = memory;
    this.#log = log;
    this.#clock = clock;
  }

  /** Has a listener called whenever a terminal's state has changed. */
  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }

  /** The state of every terminal whose serial number is known. */
  all(): TerminalReportValue[] {
    const bySerial = new Map<string, TerminalReportValue>();
    for (const { report } of this.#terminals) if (report) bySerial.set(report.serial, report);
    return [...bySerial.values()];
  }

  /** The state of one terminal, if it is known; without the setting of its clock, which {@link all} reports. */
  of(serial: Serial): TerminalReportValue | undefined {
    const report = this.#terminals.find((terminal) => terminal.serial === serial)?.report;
    if (report === null || report === undefined) return undefined;
    const { clockSetBySeconds: _told, ...rest } = report;
    return rest;
  }

  /** Notes that the cloud has heard of clocks that were set. @param reports - as they were sent */
  noteHeard(reports: readonly TerminalReportValue[]): void {
    for (const { serial, clockSetBySeconds } of reports) {
      const report = this.#terminals.find((terminal) => terminal.serial === serial)?.report;
      if (clockSetBySeconds === undefined || report?.clockSetBySeconds !== clockSetBySeconds) continue;
      delete report.clockSetBySeconds;
      this.#memory.remember(report);
    }
  }

  /**
   * Notes that a terminal's log has been read up to a moment and that the cloud has answered for all of it.
   * @param leastSeconds - a mark that moves by less is not reported
   */
  noteComplete(serial: Serial, readThrough: Instant, leastSeconds: number): void {
    const report = this.#terminals.find((terminal) => terminal.serial === serial)?.report;
    if (report === null || report === undefined) return;
    const before = report.completeThrough;
    if (before !== undefined && epochOf(readThrough) - epochOf(before) < leastSeconds * 1000) return;
    report.completeThrough = readThrough;
    this.#memory.remember(report);
    this.#announce();
  }

  /** Notes how many of the records that a terminal counts its log has not handed over, though it was read to its end. */
  noteMissing(serial: Serial, missingRecords: number): void {
    const report = this.#terminals.find((terminal) => terminal.serial === serial)?.report;
    if (report === null || report === undefined || (report.missingRecords ?? 0) === missingRecords) return;
    report.missingRecords = missingRecords;
    this.#memory.remember(report);
    this.#announce();
    if (missingRecords === 0) return;
    this.#log({
      level: 'warn',
      event: 'terminal.short-log',
      message: `The log of terminal ${serial} is ${missingRecords} records shorter than the terminal counts. What it has is stored; the log does not count as complete.`,
      facts: { serial, missingRecords },
    });
  }

  /** Notes how many of the records of a log, read to its end, hold nothing. */
  noteBlank(serial: Serial, read: number, blank: Pick<BlankRecords, 'count' | 'places'>): void {
    const report = this.#terminals.find((terminal) => terminal.serial === serial)?.report;
    if (report === null || report === undefined || (report.blankRecords ?? 0) === blank.count) return;
    report.blankRecords = blank.count;
    this.#memory.remember(report);
    this.#announce();
    if (blank.count === 0) return;
    this.#log({
      level: 'warn',
      event: 'terminal.blank-records',
      message: `The log of terminal ${serial}: ${blankSentence(read, blank)}`,
      facts: { serial, blankRecords: blank.count, records: read },
    });
  }

  /** Notes when the latest punch of a log was, read to its end; the next report has it. */
  noteLastPunch(serial: Serial, lastPunchAt: Instant): void {
    const report = this.#terminals.find((terminal) => terminal.serial === serial)?.report;
    if (report === null || report === undefined || report.lastPunchAt === lastPunchAt) return;
    report.lastPunchAt = lastPunchAt;
    this.#memory.remember(report);
  }

  /** Notes how many users a terminal has whose layout is not known. */
  noteUnreadableUsers(serial: Serial, users: number): void {
    const report = this.#terminals.find((terminal) => terminal.serial === serial)?.report;
    if (report === null || report === undefined || (report.unreadableUsers ?? 0) === users) return;
    report.unreadableUsers = users;
    this.#memory.remember(report);
    this.#announce();
  }

  #noteDrift({ serial, zone, driftSeconds }: Visit, before: number): void {
    const now = driftSeconds ?? 0;
    if (Math.abs(now) <= alarmingDriftSeconds) return;
    const fitting = fittingZone(now, zone, this.#clock.now());
    const isKnown =
      Math.abs(before) > alarmingDriftSeconds && (zoneShiftOf(before) !== null) === (fitting !== null);
    if (isKnown) return;
    const name = `terminal ${serial}`;
    this.#log({
      level: 'warn',
      event: fitting === null ? 'terminal.clock-drift' : 'terminal.zone-doubtful',
      message:
        fitting === null
          ? driftSentence(name, zone, now)
          : zoneSentence(fitting, { name, zone, driftSeconds: now }),
      facts: { serial, driftSeconds: now, ...(fitting === null ? {} : { fittingZone: fitting.zone }) },
    });
  }

  /** Notes that a terminal has answered. @param setBySeconds - by how much its clock was set just now */
  noteOnline(terminal: KnownTerminal, visit: Visit, setBySeconds: number | undefined): void {
    const { serial, info, driftSeconds } = visit;
    const { name, zone } = terminal.config;
    // The setting of a clock is reported until the cloud has heard of it.
    const before = terminal.report?.serial === serial ? terminal.report : null;
    const clockSetBySeconds = setBySeconds ?? before?.clockSetBySeconds;
    const completeThrough = before?.completeThrough;
    const missingRecords = before?.missingRecords;
    const { blankRecords, unreadableUsers, lastPunchAt } = before ?? {};
    const report: TerminalReportValue = {
      serial,
      address: terminal.address,
      state: 'online',
      ...(name === undefined ? {} : { name }),
      ...(info.model === '' ? {} : { model: info.model.slice(0, 100) }),
      ...(info.firmware === '' ? {} : { firmware: info.firmware.slice(0, 100) }),
      ...(driftSeconds === null ? {} : { clockDriftSeconds: driftSeconds }),
      ...(clockSetBySeconds === undefined ? {} : { clockSetBySeconds }),
      ...(info.records === undefined ? {} : { records: info.records }),
      ...(info.recordCapacity === undefined ? {} : { recordCapacity: info.recordCapacity }),
      ...enrolledOf(info),
      ...(lastPunchAt === undefined ? {} : { lastPunchAt }),
      ...(zone === undefined ? {} : { zone }),
      ...(completeThrough === undefined ? {} : { completeThrough }),
      ...(missingRecords === undefined ? {} : { missingRecords }),
      ...(blankRecords === undefined ? {} : { blankRecords }),
      ...(unreadableUsers === undefined ? {} : { unreadableUsers }),
    };
    this.#noteDrift(visit, before?.clockDriftSeconds ?? 0);
    const changed = terminal.report?.state !== 'online' || setBySeconds !== undefined;
    if (terminal.report?.state !== 'online') {
      this.#log({
        level: 'info',
        event: 'terminal.online',
        message: `Terminal ${serial} answers at ${terminal.address}.`,
        facts: { serial, address: terminal.address },
      });
    }
    const wasSilent = terminal.isSilent;
    terminal.isSilent = false;
    this.#keepReport(terminal, report);
    terminal.lastFault = null;
    terminal.failures = 0;
    if (wasSilent) this.#memory.noteSilent(terminal.address, null);
    if (changed) this.#announce();
  }

  /** Notes that a terminal could not be reached, or that the conversation broke off. */
  noteFault(terminal: KnownTerminal, fault: TerminalFault): void {
    // These say nothing about how the terminal is.
    if (isTerminalFault(fault, 'cancelled', 'outbox-full')) return;
    // Its punches can be read.
    if (isTerminalFault(fault, 'layout-unknown') && fault.facts.of === 'users') return;
    // Nobody said which terminal belongs here, so the one that was met is right.
    if (isTerminalFault(fault, 'other-serial') && terminal.config.serial === undefined) return;
    if (isTerminalFault(fault, 'comm-key-wrong', 'locked')) {
      terminal.leaveUntil = this.#clock.machineNow() + wrongKeyRestMilliseconds;
    }
    terminal.failures += 1;
    const changed = terminal.lastFault?.code !== fault.code;
    if (changed) {
      this.#log({
        level: 'warn',
        event: `terminal.${fault.code}`,
        message: fault.message,
        facts: { address: terminal.address, serial: terminal.serial },
      });
    }
    terminal.lastFault = fault;
    const serial = terminal.serial;
    if (serial === null) {
      terminal.isSilent = true;
      if (changed) this.#memory.noteSilent(terminal.address, reportedFault(fault));
      return;
    }
    this.#keepReport(terminal, {
      ...(terminal.report?.serial === serial ? terminal.report : {}),
      serial,
      address: terminal.address,
      state: stateOfFault(fault.code),
      fault: reportedFault(fault),
    });
    if (changed) this.#announce();
  }

  /** A report is written to disk when it differs from the last one. */
  #keepReport(terminal: KnownTerminal, report: TerminalReportValue): void {
    const isNew = JSON.stringify(terminal.report) !== JSON.stringify(report);
    terminal.report = report;
    if (isNew) this.#memory.remember(report);
  }
}

/** How many users, fingers and faces a terminal has and can have, as far as it says. */
function enrolledOf(info: TerminalInfo): Partial<TerminalReportValue> {
  const { users, userCapacity, fingerprints, fingerprintCapacity, faces, faceCapacity } = info;
  const said = {
    users,
    userCapacity,
    fingers: fingerprints,
    fingerCapacity: fingerprintCapacity,
    faces,
    faceCapacity,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
