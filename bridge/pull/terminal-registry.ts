import type { CloudClock } from '#bridge/cloud/cloud-clock.ts';
import { addressOf, type TerminalConfig } from '#bridge/config/config-schema.ts';
import type { TerminalMemory, TerminalReportValue } from '#bridge/outbox/terminal-memory.ts';
import { Serial } from '#shared/contract/fields.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';
import type { BridgeLog } from './bridge-log.ts';
import { keepClock } from './terminal-clock.ts';
import { TerminalLine } from './terminal-line.ts';
import type { OpenTerminal, ReaderInfo, TerminalConversation } from './terminal-reader.ts';
import { reportedFault, stateOfFault } from './terminal-states.ts';
import { Slots } from './waiting.ts';

/** A configured terminal and what is known of it. */
export interface KnownTerminal {
  readonly config: TerminalConfig;
  readonly address: string;
  /** Serial number that was found, or remembered, at the address; `null` while nobody has answered. */
  serial: string | null;
  report: TerminalReportValue | null;
  /** Epoch milliseconds of this machine when it was last spoken to, or tried. */
  triedAt: number;
  /** After a wrong communication key: leave it alone until this moment, because terminals lock. */
  leaveUntil: number;
  lastFault: TerminalFault | null;
  /** Faults in a row. */
  failures: number;
  /** Visits under way or in line. */
  visits: number;
  /** One conversation at a time, so that the next one knows what became of this one. */
  readonly turn: Slots;
  readonly line: TerminalLine;
}

/** An open conversation with a terminal that has proved to be the right one. */
export interface Visit {
  conversation: TerminalConversation;
  serial: string;
  info: ReaderInfo;
  /** Terminal's clock minus true time; `null` when it tells none. */
  driftSeconds: number | null;
  /** Whether the session was opened for this visit, so that punches may have been made unheard before it. */
  isFresh: boolean;
}

/** What a registry works with. */
export interface RegistryOptions {
  terminals: readonly TerminalConfig[];
  /** Terminals that are spoken to at the same time. */
  parallel: number;
  memory: TerminalMemory;
  open: OpenTerminal;
  clock: CloudClock;
  /** Zone of terminals that have none of their own. */
  zone: string;
  log: BridgeLog;
}

/** Least wait before a terminal is tried again whose session was lost; doubles with each failure. */
const firstReturnMilliseconds = 1000;

const wrongKeyRestMilliseconds = 15 * 60 * 1000;

function identify(config: TerminalConfig, info: ReaderInfo): string {
  const address = addressOf(config);
  const told = [info.serial, config.serial ?? '', info.mac ?? ''].map((text) => text.trim());
  const serial = told.find((text) => text !== '');
  if (serial !== undefined && Serial.safeParse(serial).success) return serial;
  throw new TerminalFault('corrupt', {
    address,
    reason: 'it tells no usable serial number; set "serial" for it in the configuration',
  });
}

/** The configured terminals: which serial number is behind which address, how they are, and the way to talk to them. */
export class TerminalRegistry {
  readonly #options: RegistryOptions;
  readonly #terminals: KnownTerminal[];
  readonly #slots: Slots;
  #mostSessions = 0;
  /** Called when a terminal's state has changed. */
  onChange: () => void = () => {};
  /** Called when a terminal says that somebody has punched. */
  onPunch: (serial: string) => void = () => {};

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#slots = new Slots(options.parallel);
    const remembered = options.memory.reports();
    this.#terminals = options.terminals.map((config) => {
      const address = addressOf(config);
      const report = remembered.find((item) =>
        config.serial === undefined ? item.address === address : item.serial === config.serial,
      );
      const serial = config.serial ?? report?.serial ?? null;
      const known: KnownTerminal = {
        config,
        address,
        serial,
        report: report === undefined ? null : { ...report, address },
        triedAt: 0,
        leaveUntil: 0,
        lastFault: null,
        failures: 0,
        visits: 0,
        turn: new Slots(1),
        line: new TerminalLine({
          terminal: config,
          open: options.open,
          mayKeep: () => this.#mayKeep(config),
          onPunch: () => {
            if (known.serial !== null) this.onPunch(known.serial);
          },
          onLost: () => {
            known.triedAt = Date.now();
          },
        }),
      };
      return known;
    });
  }

  /** Lets sessions stay open between visits. @param most - at a time, of all terminals; 0 for none */
  keepSessions(most: number): void {
    this.#mostSessions = most;
  }

  /** Closes the sessions that are kept, and keeps no more. */
  async close(): Promise<void> {
    this.#mostSessions = 0;
    await Promise.all(this.#terminals.map(({ line }) => line.close()));
  }

  /** Sessions that are open and wait for events. */
  keptSessions(): number {
    return this.#terminals.filter(({ line }) => line.isKept).length;
  }

  #mayKeep(config: TerminalConfig): boolean {
    return config.realtime && this.keptSessions() < this.#mostSessions;
  }

  /** The state of every terminal whose serial number is known. */
  reports(): TerminalReportValue[] {
    const bySerial = new Map<string, TerminalReportValue>();
    for (const { report } of this.#terminals) if (report) bySerial.set(report.serial, report);
    return [...bySerial.values()];
  }

  /** The state of one terminal, if it is known; without the setting of its clock, which {@link reports} tell. */
  reportOf(serial: string): TerminalReportValue | undefined {
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
      this.#options.memory.remember(report);
    }
  }

  /**
   * Terminals that nobody speaks to and that have not been tried for so long. One that should have a session and has
   * none is due sooner: after a second at first, then after twice as long each time.
   */
  overdue(milliseconds: number): KnownTerminal[] {
    const now = Date.now();
    return this.#terminals.filter((terminal) => {
      const { config, line, failures, triedAt, leaveUntil, visits } = terminal;
      const wantsSession = !line.isKept && !line.refusesEvents && this.#mayKeep(config);
      const wait = wantsSession
        ? Math.min(milliseconds, firstReturnMilliseconds * 2 ** Math.min(failures, 20))
        : milliseconds;
      return visits === 0 && now - triedAt >= wait && now >= leaveUntil;
    });
  }

  /** Looks whether a terminal answers. Its state, also a fault, is noted. @returns the visit; `null` after a fault */
  async probe(terminal: KnownTerminal, signal: AbortSignal): Promise<Visit | null> {
    try {
      return await this.#visit(terminal, null, signal, async (visit) => visit);
    } catch (error) {
      if (!isTerminalFault(error)) throw error;
      return null;
    }
  }

  /** Looks after several terminals at the same time. */
  async probeAll(terminals: readonly KnownTerminal[], signal: AbortSignal): Promise<void> {
    await Promise.all(terminals.map((terminal) => this.probe(terminal, signal)));
  }

  /** Serial numbers behind the configured addresses, or one of them. Terminals that were never met are probed. */
  async serials(signal: AbortSignal): Promise<string[]> {
    await this.probeAll(
      this.#terminals.filter(({ serial }) => serial === null),
      signal,
    );
    return this.#terminals.flatMap(({ serial }) => (serial === null ? [] : [serial]));
  }

  /** Faults of terminals that have never told their serial number. */
  nameless(): { address: string; fault: TerminalFault | null }[] {
    return this.#terminals
      .filter(({ serial }) => serial === null)
      .map(({ address, lastFault }) => ({ address, fault: lastFault }));
  }

  /**
   * Talks to the terminal with a serial number. When another one is found at its address, or none is known, the
   * configured addresses are searched once.
   * @throws TerminalFault of the conversation; `unreachable` when no address has the terminal
   */
  async visit<T>(serial: string, signal: AbortSignal, work: (visit: Visit) => Promise<T>): Promise<T> {
    const known = this.#find(serial);
    let swapped: unknown;
    if (known) {
      try {
        return await this.#visit(known, serial, signal, work);
      } catch (error) {
        if (!isTerminalFault(error, 'other-serial')) throw error;
        swapped = error;
      }
    }
    await this.probeAll(
      this.#terminals.filter((terminal) => terminal !== known && terminal.config.serial === undefined),
      signal,
    );
    const found = this.#find(serial);
    if (found && found !== known) return this.#visit(found, serial, signal, work);
    throw (
      swapped ??
      new TerminalFault('unreachable', {
        address: serial,
        reason: 'no configured address has a terminal with this serial number',
      })
    );
  }

  #find(serial: string): KnownTerminal | undefined {
    return this.#terminals.find((terminal) => terminal.serial === serial);
  }

  async #visit<T>(
    terminal: KnownTerminal,
    expected: string | null,
    signal: AbortSignal,
    work: (visit: Visit) => Promise<T>,
  ): Promise<T> {
    terminal.visits += 1;
    try {
      return await terminal.turn.run(() =>
        this.#slots.run(() => this.#visitNow(terminal, expected, signal, work)),
      );
    } finally {
      terminal.visits -= 1;
    }
  }

  async #visitNow<T>(
    terminal: KnownTerminal,
    expected: string | null,
    signal: AbortSignal,
    work: (visit: Visit) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    if (terminal.lastFault !== null && Date.now() < terminal.leaveUntil) throw terminal.lastFault;
    terminal.triedAt = Date.now();
    const meet = (conversation: TerminalConversation, isFresh: boolean) =>
      this.#meet(terminal, expected, conversation, isFresh);
    try {
      return await terminal.line.use(signal, meet, work);
    } catch (error) {
      if (isTerminalFault(error)) this.#noteFault(terminal, error);
      throw error;
    } finally {
      terminal.triedAt = Date.now();
    }
  }

  async #meet(
    terminal: KnownTerminal,
    expected: string | null,
    conversation: TerminalConversation,
    isFresh: boolean,
  ): Promise<Visit> {
    const { config, address } = terminal;
    const info = await conversation.info();
    const serial = identify(config, info);
    const { driftSeconds, setBySeconds } = await keepClock(conversation, config, this.#options);
    if (config.serial === undefined) terminal.serial = serial;
    const visit = { conversation, serial, info, driftSeconds, isFresh };
    if (config.serial === undefined || config.serial === serial)
      this.#noteOnline(terminal, visit, setBySeconds);
    const wanted = config.serial ?? expected ?? serial;
    if (serial !== wanted) {
      throw new TerminalFault('other-serial', { address, expected: wanted, actual: serial });
    }
    return visit;
  }

  #noteOnline(
    terminal: KnownTerminal,
    { serial, info, driftSeconds }: Visit,
    setBySeconds: number | undefined,
  ): void {
    const { name, zone } = terminal.config;
    // By how much the clock was set is said until the cloud has heard it.
    const clockSetBySeconds = setBySeconds ?? terminal.report?.clockSetBySeconds;
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
      ...(zone === undefined ? {} : { zone }),
    };
    const changed = terminal.report?.state !== 'online' || setBySeconds !== undefined;
    if (terminal.report?.state !== 'online') {
      this.#options.log({
        level: 'info',
        event: 'terminal.online',
        message: `Terminal ${serial} answers at ${terminal.address}.`,
        facts: { serial, address: terminal.address },
      });
    }
    terminal.report = report;
    terminal.lastFault = null;
    terminal.failures = 0;
    this.#options.memory.noteSilent(terminal.address, null);
    this.#options.memory.remember(report);
    if (changed) this.onChange();
  }

  #noteFault(terminal: KnownTerminal, fault: TerminalFault): void {
    // These say nothing about how the terminal is.
    if (isTerminalFault(fault, 'cancelled', 'outbox-full')) return;
    // Nobody said which terminal belongs here, so the one that was met is right.
    if (isTerminalFault(fault, 'other-serial') && terminal.config.serial === undefined) return;
    if (isTerminalFault(fault, 'comm-key-wrong', 'locked')) {
      terminal.leaveUntil = Date.now() + wrongKeyRestMilliseconds;
    }
    terminal.failures += 1;
    const changed = terminal.lastFault?.code !== fault.code;
    if (changed) {
      this.#options.log({
        level: 'warn',
        event: `terminal.${fault.code}`,
        message: fault.message,
        facts: { address: terminal.address, serial: terminal.serial },
      });
    }
    terminal.lastFault = fault;
    const serial = terminal.serial;
    if (serial === null) {
      this.#options.memory.noteSilent(terminal.address, reportedFault(fault));
      return;
    }
    terminal.report = {
      ...(terminal.report?.serial === serial ? terminal.report : {}),
      serial,
      address: terminal.address,
      state: stateOfFault(fault.code),
      fault: reportedFault(fault),
    };
    this.#options.memory.remember(terminal.report);
    if (changed) this.onChange();
  }
}
