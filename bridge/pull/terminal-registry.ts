import type { CloudClock } from '#bridge/cloud/cloud-clock.ts';
import { addressOf, type TerminalConfig } from '#bridge/config/config-schema.ts';
import type { TerminalMemory, TerminalReportValue } from '#bridge/outbox/terminal-memory.ts';
import { Serial } from '#shared/contract/fields.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';
import type { BridgeLog } from './bridge-log.ts';
import { clockDriftSeconds } from './clock-drift.ts';
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
  /** One conversation at a time, so that the next one knows what became of this one. */
  readonly turn: Slots;
}

/** An open conversation with a terminal that has proved to be the right one. */
export interface Visit {
  conversation: TerminalConversation;
  serial: string;
  info: ReaderInfo;
  /** Terminal's clock minus true time; `null` when it tells none. */
  driftSeconds: number | null;
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
  /** Called when a terminal's state has changed. */
  onChange: () => void = () => {};

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
      return {
        config,
        address,
        serial,
        report: report === undefined ? null : { ...report, address },
        triedAt: 0,
        leaveUntil: 0,
        lastFault: null,
        turn: new Slots(1),
      };
    });
  }

  /** The state of every terminal whose serial number is known. */
  reports(): TerminalReportValue[] {
    const bySerial = new Map<string, TerminalReportValue>();
    for (const { report } of this.#terminals) if (report) bySerial.set(report.serial, report);
    return [...bySerial.values()];
  }

  /** The state of one terminal, if it is known. */
  reportOf(serial: string): TerminalReportValue | undefined {
    return this.#terminals.find((terminal) => terminal.serial === serial)?.report ?? undefined;
  }

  /** Terminals that have not been tried for so long, and that may be. */
  overdue(milliseconds: number): KnownTerminal[] {
    const now = Date.now();
    return this.#terminals.filter(
      ({ triedAt, leaveUntil }) => now - triedAt >= milliseconds && now >= leaveUntil,
    );
  }

  /** Looks whether a terminal answers. Its state, also a fault, is noted. */
  async probe(terminal: KnownTerminal, signal: AbortSignal): Promise<void> {
    try {
      await this.#visit(terminal, null, signal, async () => undefined);
    } catch (error) {
      if (!isTerminalFault(error)) throw error;
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
    const inTurn = (job: () => Promise<T>) => terminal.turn.run(() => this.#slots.run(job));
    return inTurn(async () => {
      signal.throwIfAborted();
      if (terminal.lastFault !== null && Date.now() < terminal.leaveUntil) throw terminal.lastFault;
      terminal.triedAt = Date.now();
      try {
        const conversation = await this.#options.open(terminal.config, signal);
        try {
          const visit = await this.#meet(terminal, conversation);
          const { serial } = terminal.config;
          if (serial === undefined || serial === visit.serial) this.#noteOnline(terminal, visit);
          const wanted = serial ?? expected ?? visit.serial;
          if (visit.serial !== wanted) {
            throw new TerminalFault('other-serial', {
              address: terminal.address,
              expected: wanted,
              actual: visit.serial,
            });
          }
          return await work(visit);
        } finally {
          terminal.triedAt = Date.now();
          await conversation.close();
        }
      } catch (error) {
        if (isTerminalFault(error)) this.#noteFault(terminal, error);
        throw error;
      }
    });
  }

  async #meet(terminal: KnownTerminal, conversation: TerminalConversation): Promise<Visit> {
    const { clock, zone } = this.#options;
    const info = await conversation.info();
    const serial = identify(terminal.config, info);
    const { terminalTime, measuredAtMs } = await conversation.clock();
    const trueTime = measuredAtMs + clock.offsetMilliseconds();
    const driftSeconds = clockDriftSeconds(terminalTime, trueTime, terminal.config.zone ?? zone);
    if (terminal.config.serial === undefined) terminal.serial = serial;
    return { conversation, serial, info, driftSeconds };
  }

  #noteOnline(terminal: KnownTerminal, { serial, info, driftSeconds }: Visit): void {
    const { name, zone } = terminal.config;
    const report: TerminalReportValue = {
      serial,
      address: terminal.address,
      state: 'online',
      ...(name === undefined ? {} : { name }),
      ...(info.model === '' ? {} : { model: info.model.slice(0, 100) }),
      ...(info.firmware === '' ? {} : { firmware: info.firmware.slice(0, 100) }),
      ...(driftSeconds === null ? {} : { clockDriftSeconds: driftSeconds }),
      ...(info.records === undefined ? {} : { records: info.records }),
      ...(info.recordCapacity === undefined ? {} : { recordCapacity: info.recordCapacity }),
      ...(zone === undefined ? {} : { zone }),
    };
    const changed = terminal.report?.state !== 'online';
    if (changed) {
      this.#options.log({
        level: 'info',
        event: 'terminal.online',
        message: `Terminal ${serial} answers at ${terminal.address}.`,
        facts: { serial, address: terminal.address },
      });
    }
    terminal.report = report;
    terminal.lastFault = null;
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
    if (serial === null) return;
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
